"""A long form stands in sections that keep themselves: nothing typed in one is lost by another."""

from typing import Any

from desk.web.frame.unsent_forms import as_draft
from registry.queries.people import person
from registry.records.drafts import GateDraftKey, draft_of, save_draft
from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.desk.web.at_gates import desk_at, place, sent_again
from tests.desk.web.at_meetings import MEETING_DAY, SECRETARY, as_filled, met
from tests.desk.web.visitor import Page, Visitor, visitor

__all__ = ["met"]

PATH = "after_meeting/minutes/minutes#1"
SAID = "ที่ประชุมหารือเรื่องแผนงาน"


def sections(page: Page) -> dict[str, str]:
    """The sections with their states in words, the open one marked."""
    return {
        one.get("id", ""): one.cssselect("summary .tag")[0].text_content()
        + (" *" if one.get("open") is not None else "")
        for one in page.tree.cssselect("details.part:not(.folded)")
    }


def kept(desk: Desk, instance: int) -> dict[str, str]:
    """What the coordinator's draft holds."""
    with desk.office.registry.reading() as connection:
        who = person(connection, "coord", field="person").id
        draft = draft_of(connection, GateDraftKey(who, instance, PATH))
    assert draft is not None
    assert isinstance(draft.answer, dict)
    return dict(draft.answer["typed"])


def minutes(who: Visitor, number: int, **more: str) -> dict[str, Any]:
    """The minutes with the third item written, and what else is said."""
    form = as_filled(who, number, PATH) | {"by": [SECRETARY]}
    written = {"items.2.resolution": "รับทราบ", "items.2.said": SAID}
    return form | {name: [value] for name, value in (written | more).items()}


def test_a_long_form_says_of_each_section_how_far_it_is_and_opens_the_first_to_do(
    met: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = met
    first, *rest = sections(coord.get(place(number, PATH))).items()
    assert first == ("section-items.0", "รอกรอก *")
    assert dict(rest) == {f"section-items.{item}": "รอกรอก" for item in range(1, 8)}


def test_a_short_form_stands_whole(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    assert sections(visitor(desk, "coord").get(place(number, "advocacy#1"))) == {}


def test_a_body_of_many_seats_stands_in_blocks_that_one_looks_through(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    page = visitor(desk, "coord").get(place(number, "membership"))
    rows = [
        len(one.cssselect("tbody tr")) for one in page.tree.cssselect("details.part:not(.folded)")
    ]
    assert max(rows) <= 12
    assert set(sections(page).values()) == {"กรอกแล้ว"}


def test_who_goes_on_has_the_draft_kept_and_the_next_section_open(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    page = coord.post(place(number, PATH), minutes(coord, number, step="go_on:items.2"))
    assert page.status == 200
    assert sections(page)["section-items.2"] == "กรอกแล้ว"
    assert sections(page)["section-items.3"] == "รอกรอก *"
    assert kept(desk, number)["items.2.said"] == SAID
    assert page.value("items.2.said") == SAID


def test_what_is_wrong_in_one_section_is_told_there_while_another_is_kept(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    wrong = {"items.2.actions.0.what": "ทำแผน", "items.2.actions.0.due_on": "31/2/2565"}
    form = minutes(coord, number, **wrong)
    page = coord.post(place(number, PATH), form | {"step": "go_on:items.3"})
    assert sections(page)["section-items.2"] == "มีข้อที่ต้องแก้ไข"
    assert sections(page)["section-items.4"] == "รอกรอก *"
    (told,) = page.tree.cssselect("[id='section-items.2'] > .error a")
    assert told.get("href") == "#items.2.actions.0.due_on"
    assert "31/2/2565" in told.text_content()
    assert kept(desk, number)["items.2.actions.0.due_on"] == "31/2/2565"
    stayed = coord.post(place(number, PATH), form | {"step": "go_on:items.2"})
    assert sections(stayed)["section-items.2"] == "มีข้อที่ต้องแก้ไข *"


def test_a_line_of_the_check_page_leads_back_to_its_section(met: tuple[Desk, Visitor, int]) -> None:
    _, coord, number = met
    check = coord.post(place(number, PATH), minutes(coord, number, step="send"))
    (back,) = check.tree.xpath("//ol[@class='said headed']/li/button/@value")
    again = coord.post(place(number, PATH), sent_again(check) | {"step": back})
    assert sections(again)["section-items.2"] == "กรอกแล้ว *"


def test_who_goes_on_at_a_gate_that_was_answered_meanwhile_keeps_what_they_typed(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    form = minutes(coord, number)
    answer: Json = {"items": [{"agenda": 1, "resolution": "รับทราบ"}], "taken_by": "นาย ก"}
    desk.decide(number, PATH, SECRETARY.partition("@")[0], MEETING_DAY, answer)
    page = coord.post(place(number, PATH), form | {"step": "go_on:items.2"})
    assert "ขั้นนี้" in page.main
    assert SAID in page.main


def test_a_draft_of_an_older_form_shows_what_has_no_field_any_more_and_keeps_it(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    with desk.office.registry.reading() as connection:
        who = person(connection, "coord", field="person").id
    typed = [("items.0.agenda", "1"), ("items.0.mood", "เดิมเคยถาม"), ("room_booked", "ห้องใหญ่")]
    save_draft(
        desk.office.registry, GateDraftKey(who, number, PATH), as_draft(typed), net=desk.office.net
    )
    page = coord.get(place(number, PATH))
    (told,) = page.tree.cssselect("#unasked")
    assert told.text_content().split() == ["เดิมเคยถาม", "ห้องใหญ่"]
    hidden = page.tree.xpath("//main//form[@class='gate']//input[@type='hidden']")
    again = {str(one.get("name")): [str(one.get("value"))] for one in hidden}
    coord.post(place(number, PATH), again | {"step": ["go_on:items.0"], "csrf": [coord.word()]})
    assert kept(desk, number)["room_booked"] == "ห้องใหญ่"


def test_a_text_that_no_draft_holds_is_named_and_stays_on_the_page(
    met: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = met
    long = "ก" * 70_000
    form = minutes(coord, number) | {"items.3.said": [long], "step": ["go_on:items.3"]}
    page = coord.post(place(number, PATH), form)
    (told,) = page.problems
    assert told.startswith("สาระสำคัญ")
    assert "70,000" in told
    assert page.value("items.3.said") == long
    assert sections(page)["section-items.3"] == "มีข้อที่ต้องแก้ไข *"
