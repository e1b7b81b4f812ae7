"""Several gates settled on paper, entered at once: all or nothing, each error at its step."""

import json
from collections.abc import Callable, Mapping

import pytest

from config.words import Term, both
from registry.journal import entries
from registry.rules.plain_values import Json
from tests.builders import SESSIONS, TEAM, Desk, a_desk
from tests.desk.web.at_gates import (
    CHIEF,
    COORD,
    FOCAL,
    PDF,
    decisions,
    desk_at,
    draft,
    make_partner,
    place,
)
from tests.desk.web.visitor import Page, Visitor, visitor

ROAD: list[tuple[str, str, str, Mapping[str, object]]] = [
    ("earlier_order", COORD, "2/6/2565", {"finding": "none", "purpose": "new"}),
    ("advocacy#1", CHIEF, "2/6/2565", {"result": "agreed"}),
    ("delegation", CHIEF, "9/6/2565", {"deputy": "5715/deputy_district_chief/1"}),
    ("working_team", COORD, "10/6/2565", {"agencies": TEAM}),
    ("membership", FOCAL, "13/6/2565", {}),
]


def at(instance: int) -> str:
    return f"/instances/{instance}/catch-up"


def step(
    who: Visitor, page: Page, instance: int, by: str, on: str, answer: Mapping[str, object]
) -> Page:
    """Fill in the gate that the page asks for next."""
    carried = {
        "steps": page.value("steps"),
        "gate": page.tree.xpath("//input[@name='gate']/@value"),
    }
    data = {"by": by, "decided_on": on, "step": "next", **carried, **answer}
    return who.post(at(instance), data)


def walk(desk: Desk, who: Visitor, instance: int, count: int) -> Page:
    """The first steps of the straight road."""
    page = who.get(at(instance))
    for gate, by, on, answer in ROAD[:count]:
        assert page.tree.xpath("//input[@name='gate']/@value") == [f"{instance}/{gate}"]
        page = step(who, page, instance, by, on, answer)
        assert page.status == 200, page.problems
    return page


def test_the_straight_road_is_entered_at_once(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url, "2022-07-01")
    number = desk.start(on="2022-06-02")
    coord = visitor(desk, "coord")
    page = walk(desk, coord, number, 5)
    assert decisions(desk, number) == 0
    assert "การแจ้งชื่อผู้แทนหน่วยงาน" in page.main
    check = coord.post(at(number), {"steps": page.value("steps"), "step": "check"})
    assert "บันทึกทั้ง 5 ขั้น" in check.main
    done = coord.post(at(number), {"steps": check.value("steps"), "step": "record"})
    assert done.path == f"/instances/{number}"
    assert decisions(desk, number) == 5
    with desk.office.registry.reading() as connection:
        rows = entries(connection, number)
    dated = [one.act_date.isoformat() for one in rows if one.kind == "decision"]
    assert dated == ["2022-06-02", "2022-06-02", "2022-06-09", "2022-06-10", "2022-06-13"]
    assert all(one.startswith("representative") for one in desk.waits_at(number))


def test_a_step_that_is_refused_says_so_beside_its_field(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url, "2022-07-01")
    number = desk.start(on="2022-06-02")
    coord = visitor(desk, "coord")
    page = walk(desk, coord, number, 1)
    wrong = step(coord, page, number, CHIEF, "2/6/65", {"result": "not_now"})
    assert wrong.status == 422
    assert "สี่หลัก" in wrong.beside("decided_on")
    refused = step(coord, wrong, number, COORD, "2/6/2565", {"result": "agreed"})
    assert refused.status == 422
    assert refused.beside("by")
    assert "การตรวจสอบคำสั่งเดิม" in refused.main
    assert decisions(desk, number) == 0


def test_the_last_step_is_taken_back_with_what_was_typed(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-07-01")
    number = desk.start(on="2022-06-02")
    coord = visitor(desk, "coord")
    page = walk(desk, coord, number, 2)
    back = coord.post(at(number), {"steps": page.value("steps"), "step": "undo"})
    assert back.value("result") == "agreed"
    assert back.tree.xpath("//input[@name='gate']/@value") == [f"{number}/advocacy#1"]


def test_all_or_nothing_where_somebody_was_first(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url, "2022-07-01")
    number = desk.start(on="2022-06-02")
    coord = visitor(desk, "coord")
    page = walk(desk, coord, number, 3)
    desk.decide(
        number, "earlier_order", "57/psdhs_coordinator/2", "2022-06-02", {"finding": "none"},
        recorded_by="coord2",
    )  # fmt: skip
    refused = coord.post(at(number), {"steps": page.value("steps"), "step": "record"})
    assert refused.status == 422
    assert "ลำดับที่ 1" in refused.problems[0]
    assert decisions(desk, number) == 1
    assert "การมอบหมายผู้ประสานงานหลัก" in refused.main


def test_partners_enter_nothing(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    partner = visitor(desk, make_partner(desk))
    assert partner.get(at(number)).status == 403
    partner.get("/")
    assert partner.post(at(number), {"step": "record"}).status == 403


def test_steps_that_were_tampered_with_are_none(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    coord = visitor(desk, "coord")
    coord.get(at(number))
    page = coord.post(at(number), {"steps": '[{"x": 1}]', "step": "check"})
    assert page.status == 422
    assert decisions(desk, number) == 1


def test_the_step_that_is_being_filled_in_is_checked_and_recorded_with_the_others(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-07-01")
    number = desk.start(on="2022-06-02")
    coord = visitor(desk, "coord")
    page = walk(desk, coord, number, 1)
    check = step(coord, page, number, CHIEF, "2/6/2565", {"result": "agreed", "step": "last"})
    assert "บันทึกทั้ง 2 ขั้น" in check.main
    coord.post(at(number), {"steps": check.value("steps"), "step": "record"})
    assert decisions(desk, number) == 2


def test_the_step_that_is_being_filled_in_is_checked_no_less_than_the_others(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-07-01")
    number = desk.start(on="2022-06-02")
    coord = visitor(desk, "coord")
    page = walk(desk, coord, number, 1)
    wrong = step(coord, page, number, CHIEF, "", {"result": "agreed", "step": "last"})
    assert wrong.status == 422
    assert wrong.value("result") == "agreed"


def test_a_step_that_is_left_out_stays_as_it_was_typed_and_becomes_a_draft(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-07-01")
    number = desk.start(on="2022-06-02")
    coord = visitor(desk, "coord")
    page = walk(desk, coord, number, 1)
    half = {"result": "agreed", "met": "ปลัดอาวุโส", "step": "check"}
    check = step(coord, page, number, CHIEF, "2/6/2565", half)
    assert "ขั้นที่กรอกค้างไว้ 1 ขั้น" in check.main
    left = {name: check.value(name) for name in ("steps", "aside", "pick")}
    back = coord.post(at(number), {**left, "step": "pick"})
    assert (back.value("met"), back.value("result")) == ("ปลัดอาวุโส", "agreed")
    coord.post(at(number), {**left, "step": "record"})
    assert decisions(desk, number) == 1
    assert coord.get(f"/instances/{number}/gates/advocacy%231").value("met") == "ปลัดอาวุโส"


def test_what_is_not_kept_of_a_step_left_out_is_said_with_its_gate(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-07-01")
    number = desk.start(on="2022-06-02")
    coord = visitor(desk, "coord")
    page = walk(desk, coord, number, 1)
    gate = page.tree.xpath("//input[@name='gate']/@value")[0]
    half = {"steps": page.value("steps"), "gate": gate, "met": "ปลัดอาวุโส", "step": "check"}
    check = coord.post(at(number), half, {"evidence": PDF})
    asides = json.loads(check.value("aside"))
    assert len(asides[0]["held"]) == 1
    gone = {"gate": f"{number}/registration", "typed": [["number", "12"]], "held": []}
    aside = json.dumps([*asides, gone])
    done = coord.post(at(number), {"steps": check.value("steps"), "aside": aside, "step": "record"})
    assert decisions(desk, number) == 1
    assert both("page.catch_up.aside_files", gate=Term("gate.advocacy"), count=1).th in done.main
    assert both("page.catch_up.aside_lost", gate=Term("gate.registration")).th in done.main


def test_gates_that_would_lapse_as_they_open_are_told_of_before_anything_is_recorded(
    sqlite_url: str,
) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    desk.on("2022-07-01")
    coord = visitor(desk, "coord")
    place = f"/instances/{number}/gates/membership"
    told = coord.post(place, {"by": FOCAL, "decided_on": "13/6/2565", "step": "send"})
    assert "พ้นกำหนดตอบแล้ว" in told.main
    assert decisions(desk, number) == 4
    names = ("gate", "by", "decided_on")
    carried = {name: told.value(name) for name in names}
    page = coord.post(at(number), {**carried, "step": "next"})
    assert "การแจ้งชื่อผู้แทนหน่วยงาน" in page.main
    check = coord.post(at(number), {"steps": page.value("steps"), "step": "check"})
    assert "พ้นกำหนดตอบแล้ว" in check.main
    asked = page.tree.xpath("//select[@name='pick']/option/@value")
    for _ in asked:
        page = step(coord, page, number, FOCAL, "17/6/2565", {"result": "by_position"})
    page = coord.post(at(number), {"steps": page.value("steps"), "step": "check"})
    assert f"บันทึกทั้ง {len(asked) + 1} ขั้น" in page.main
    assert "พ้นกำหนดตอบแล้ว" not in page.main
    coord.post(at(number), {"steps": page.value("steps"), "step": "record"})
    assert decisions(desk, number) == len(asked) + 5
    with desk.office.registry.reading() as connection:
        assert not [one for one in entries(connection, number) if one.kind == "lapse"]


def as_sent(page: Page) -> dict[str, list[str]]:
    """What a browser sends of the step on the page, nothing touched."""
    (form,) = page.tree.xpath("//form[@id='step']")
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        if name != "csrf":
            sent.setdefault(name, []).append(value)
    return sent


STAGES: dict[str, Callable[[Desk], object]] = {
    "the first question": Desk.start,
    "the draft": Desk.to_first_draft,
    "the signed order": Desk.to_order_signed,
    "the meeting": Desk.to_inception_meeting,
    "after the meeting": Desk.to_after_meeting,
    "the trainings": Desk.to_trainings,
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_gate_that_is_left_untouched_was_not_begun(sqlite_url: str, stage: str) -> None:
    desk = a_desk(sqlite_url)
    STAGES[stage](desk)
    coord = visitor(desk, "coord")
    for one in {gate.instance_id: gate for gate in desk.gates() if gate.gate}:
        page = coord.get(at(one))
        for pick in page.tree.xpath("//select[@name='pick']/option/@value") or [""]:
            shown = coord.post(at(one), {"step": "pick", "pick": pick})
            left = coord.post(at(one), {**as_sent(shown), "step": "pick", "pick": pick})
            assert left.value("aside") == "[]", (one, pick)


S1, S2 = (f"after_meeting/capacity/trainings/{key}/training" for key in ("s1", "s2"))


def to_two_trainings(desk: Desk) -> int:
    """Two sessions wait to be held; of the first a place was typed and kept."""
    two: list[Json] = [{**session_of(SESSIONS), "key": key} for key in ("s1", "s2")]
    number = desk.to_trainings(two)
    coord = visitor(desk, "coord")
    coord.get(place(number, S1))
    coord.post(place(number, S1), {"place": "ศาลาประชาคม", "step": "save"})
    return number


def session_of(sessions: list[Json]) -> dict[str, Json]:
    (one,) = sessions
    assert isinstance(one, dict)
    return one


def picked(who: Visitor, page: Page, instance: int, path: str, **typed: str) -> Page:
    """Leave the step on the page, with this typed over it, for another gate."""
    sent = as_sent(page) | {name: [text] for name, text in typed.items()}
    return who.post(at(instance), {**sent, "step": "pick", "pick": f"{instance}/{path}"})


def record_cancelled(who: Visitor, page: Page, instance: int) -> Page:
    """The training on the page was cancelled; record it with all that is there."""
    sent = as_sent(page) | {"result": ["cancelled"], "reason": ["ฝนตกหนัก"], "by": [FOCAL]}
    sent["decided_on"] = page.tree.xpath("//@data-today")
    for put_away in page.tree.xpath("//*[@data-when='result'][@data-is='held']//@name"):
        sent.pop(put_away, None)
    check = who.post(at(instance), {**sent, "step": "last"})
    left = {name: check.value(name) for name in ("steps", "aside")}
    assert who.post(at(instance), {**left, "step": "record"}).path == f"/instances/{instance}"
    return check


def test_a_draft_that_is_passed_over_stays_as_it_was_kept(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    number = to_two_trainings(desk)
    kept = draft(desk, "coord", number, S1)
    coord = visitor(desk, "coord")
    first = picked(coord, coord.get(at(number)), number, S1)
    assert first.value("place") == "ศาลาประชาคม"
    check = record_cancelled(coord, picked(coord, first, number, S2), number)
    assert "ขั้นที่กรอกค้างไว้" not in check.main
    assert draft(desk, "coord", number, S1) == kept


def test_a_draft_that_was_gone_on_with_is_kept_with_what_was_typed(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    number = to_two_trainings(desk)
    coord = visitor(desk, "coord")
    first = picked(coord, coord.get(at(number)), number, S1)
    second = picked(coord, first, number, S2, until="8/9/2565")
    again = picked(coord, picked(coord, second, number, S1), number, S2)
    check = record_cancelled(coord, again, number)
    assert "ขั้นที่กรอกค้างไว้ 1 ขั้น" in check.main
    page = coord.get(place(number, S1))
    assert (page.value("place"), page.value("until")) == ("ศาลาประชาคม", "8/9/2565")


def test_the_draft_of_a_step_that_was_recorded_is_kept_no_more(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    number = to_two_trainings(desk)
    coord = visitor(desk, "coord")
    record_cancelled(coord, picked(coord, coord.get(at(number)), number, S1), number)
    assert draft(desk, "coord", number, S1) is None
