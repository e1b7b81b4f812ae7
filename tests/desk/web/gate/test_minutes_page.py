"""The page of minutes: the agenda laid out, action items in rows, nothing of a victim, no loss."""

from typing import Any

from config.words import say
from tests.builders import Desk
from tests.desk.web.at_gates import answer_of, confirm, draft, place, sent_again
from tests.desk.web.at_meetings import SECRETARY, as_filled, met
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.flows.year.at_quarters import a_year, held, on

__all__ = ["met"]

PATH = "after_meeting/minutes/minutes#1"
DUTIES = "after_meeting/duties/acknowledgement#{}"


def a_seat(who: Visitor, number: int) -> str:
    """The key of a seat that can be chosen."""
    page = who.get(place(number, DUTIES.format(1)))
    return str(page.tree.xpath("//input[@name='seats']/@value")[0])


def filled(who: Visitor, number: int) -> dict[str, Any]:
    """Minutes with one item written, its rows as the page lays them out."""
    form = as_filled(who, number, PATH)
    return form | {
        "items.2.resolution": ["รับทราบ"],
        "items.2.said": ["ชี้แจงคำสั่ง"],
        "by": [SECRETARY],
    }


def test_all_five_items_of_the_agenda_are_laid_out_with_their_titles(
    met: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = met
    page = coord.get(place(number, PATH))
    legends = [" ".join(one.text_content().split()) for one in page.tree.xpath("//legend")]
    for item in range(1, 6):
        assert any(one.startswith(f"ระเบียบวาระที่ {item} เรื่อง") for one in legends)
    assert "1300" in page.main
    assert "191" in page.main


def test_items_left_empty_are_not_recorded_and_action_items_are(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    form = filled(coord, number)
    shown = coord.post(place(number, PATH), {**form, "add": "items.2.actions"})
    assert shown.tree.xpath("//select[@name='items.2.actions.0.owner']")
    form |= {
        "items.2.actions.0.what": ["จัดทำแผน"], "items.2.actions.0.owner": [a_seat(coord, number)],
        "items.2.actions.0.due_on": ["30/9/2565"],
    }  # fmt: skip
    check = coord.post(place(number, PATH), {**form, "step": "send"})
    assert "จัดทำแผน" in check.main
    confirm(coord, check, number, PATH)
    (item,) = answer_of(desk, number, "minutes")["items"]
    assert (item["agenda"], item["resolution"]) == (3, "รับทราบ")
    assert item["actions"][0]["due_on"] == "2022-09-30"


def test_what_is_wrong_in_a_row_within_a_row_is_said_beside_its_input(
    met: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = met
    form = filled(coord, number) | {
        "items.2.actions.1.what": ["จัดทำแผน"], "items.2.actions.1.due_on": ["31/2/2565"],
        "items.4.said": ["มีการหารือ"],
    }  # fmt: skip
    page = coord.post(place(number, PATH), {**form, "step": "send"})
    assert page.status == 422
    assert page.beside("items.2.actions.1.due_on") != ""
    assert page.beside("items.2.actions.1.owner") != ""
    assert page.beside("items.4.resolution") != ""
    assert page.beside("items.3.resolution") == ""
    assert page.beside("items.4.resolution").startswith("ระเบียบวาระที่ 3 เรื่องเพื่อทราบ · ")
    assert page.value("items.2.said") == "ชี้แจงคำสั่ง"


def test_what_the_registry_refuses_leads_back_to_the_input_past_rows_left_empty(
    met: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = met
    form = filled(coord, number) | {
        "items.2.actions.0.what": [""],
        "items.2.actions.1.what": ["จัดทำแผน"], "items.2.actions.1.owner": ["no/such.seat"],
    }  # fmt: skip
    check = coord.post(place(number, PATH), {**form, "step": "send"})
    assert check.beside("items.2.actions.1.owner") != ""


def test_a_row_taken_out_moves_those_after_it_up_with_all_that_is_in_them(
    met: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = met
    form = filled(coord, number) | {"items.2.actions.0.what": ["จัดทำแผน"]}
    page = coord.post(place(number, PATH), {**form, "remove": "items.1"})
    assert page.value("items.1.resolution") == "รับทราบ"
    assert page.value("items.1.actions.0.what") == "จัดทำแผน"
    assert page.value("items.0.agenda") == "1"


def test_an_identity_number_in_minutes_is_refused_beside_the_item(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    form = filled(coord, number) | {"items.2.said": ["เลขที่ 1101700230708"]}
    page = coord.post(place(number, PATH), {**form, "step": "send"})
    assert page.status == 422
    assert page.beside("items.2.said") != ""
    assert PATH in desk.waits_at(number)


def test_a_second_editor_loses_nothing_and_sees_what_the_first_recorded(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    other = visitor(desk, "5715.deputy")
    mine, theirs = filled(coord, number), filled(other, number)
    theirs["items.2.said"] = ["ฉบับของคนที่สอง"]
    check = coord.post(place(number, PATH), {**mine, "step": "send"})
    confirm(coord, check, number, PATH)
    page = other.post(place(number, PATH), {**theirs, "step": "send"})
    assert page.status == 409
    assert "ชี้แจงคำสั่ง" in page.main
    assert "ฉบับของคนที่สอง" in page.main
    assert "ฉบับของคนที่สอง" in str(draft(desk, "5715.deputy", number, PATH))


def test_the_draft_is_read_beside_the_form_and_corrections_begin_from_what_was_written(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    gate = "after_meeting/minutes/{}"

    def send(path: str, form: dict[str, Any]) -> None:
        page = coord.post(place(number, path), {**as_filled(coord, number, path), **form})
        if "ตรวจคำตอบก่อนบันทึก" in page.main:
            confirm(coord, page, number, path)
        desk.perform()

    said = {"by": [SECRETARY], "step": "send"}
    send(PATH, filled(coord, number) | said)
    assert "ชี้แจงคำสั่ง" in coord.get(place(number, gate.format("minutes_sent#1"))).main
    send(gate.format("minutes_sent#1"), {"sent_on": ["3/8/2565"], **said})
    asks = {"result": ["corrections"], "items.0": ["เพิ่มเวลาเลิกประชุม"]}
    send(gate.format("minutes_adopted#1"), asks | said)
    again = gate.format("minutes#2")
    page = coord.get(place(number, again))
    assert "เพิ่มเวลาเลิกประชุม" in page.main
    assert page.value("items.0.said") == "ชี้แจงคำสั่ง"
    send(again, {"items.0.said": ["ชี้แจงคำสั่งและหน้าที่"], **said})
    sent = coord.get(place(number, gate.format("minutes_sent#2")))
    changed = [one.text_content() for one in sent.tree.xpath("//aside//li")]
    assert any("ชี้แจงคำสั่งและหน้าที่" in one for one in changed)


def test_seats_acknowledged_in_an_earlier_round_are_ticked_and_said_to_be_done(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    seat = a_seat(coord, number)
    answer = {"result": "awaited", "seats": [seat], "by": SECRETARY, "decided_on": "3/8/2565"}
    coord.post(place(number, DUTIES.format(1)), {**answer, "step": "send"})
    assert DUTIES.format(2) in desk.waits_at(number)
    page = coord.get(place(number, DUTIES.format(2)))
    assert page.tree.xpath("//input[@name='seats'][@checked]/@value") == [seat]
    assert page.main.count("รับทราบแล้วในรอบก่อน") == 1


def test_a_plan_is_begun_from_proposed_sessions_and_nothing_is_recorded_by_that(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    path = "after_meeting/capacity/capacity_plan#1"
    form = as_filled(coord, number, path)
    assert form["sessions.0.topics"] == ["defining", "legislation"]
    taught = {one for name, values in form.items() if name.endswith(".topics") for one in values}
    assert taught == {"defining", "identification", "protection", "prevention", "legislation"}
    assert path in desk.waits_at(number)
    assert not [name for name in form if name == "agencies" or name.endswith(".trainers")]
    form |= {"sessions.3.title_th": ["เพิ่ม"], "sessions.3.title_en": ["More"], "by": [SECRETARY]}
    form["agencies"] = ["psdhs"]
    page = coord.post(place(number, path), {**form, "step": "send"})
    assert page.beside("sessions.3.topics") != ""
    form["sessions.3.topics"] = ["protection"]
    check = coord.post(place(number, path), {**form, "step": "send"})
    confirm(coord, check, number, path)
    sessions = answer_of(desk, number, "capacity_plan")["sessions"]
    keys = [one["key"] for one in sessions]
    assert (len(set(keys)), keys[3]) == (4, "session-4")


def test_the_titles_of_planned_trainings_are_seen_whole_on_a_phone(
    met: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = met
    page = coord.get(place(number, "after_meeting/capacity/capacity_plan#1"))
    over_lines = set(page.tree.xpath("//textarea/@name"))
    assert {"sessions.0.title_th", "sessions.0.title_en"} <= over_lines


def test_the_proposed_plan_is_drafted_and_each_training_bears_the_name_of_its_session(
    met: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = met
    said, branch = {"by": [SECRETARY], "step": "send"}, "after_meeting/capacity/{}"
    plan, agreed = branch.format("capacity_plan#1"), branch.format("capacity_agreed#1")
    drafted = as_filled(coord, number, plan) | {"agencies": ["psdhs"]} | said
    page = coord.post(place(number, plan), drafted)
    confirm(coord, page, number, plan)
    desk.perform()
    form = as_filled(coord, number, agreed) | {"result": ["agreed"]} | said
    coord.post(place(number, agreed), form)
    training = branch.format("trainings/prevention/training")
    assert training in desk.waits_at(number)
    page = coord.get(place(number, training))
    assert "การป้องกันและเฝ้าระวังโดยชุมชน" in page.tree.xpath("//h1")[0].text_content()
    assert as_filled(coord, number, training)["topics"] == ["prevention"]


def test_the_check_page_shows_minutes_by_items_and_each_line_leads_back_to_its_field(
    met: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = met
    form = filled(coord, number) | {
        "items.2.actions.0.what": ["จัดทำแผน"], "items.2.actions.0.owner": [a_seat(coord, number)],
        "items.2.actions.0.due_on": ["30/9/2565"], "items.3.title": ["แผนงาน"],
        "items.3.resolution": ["รับทราบ"],
    }  # fmt: skip
    check = coord.post(place(number, PATH), {**form, "step": "send"})
    items = check.tree.xpath("//ol[@class='said headed']/li")
    assert [one.xpath("normalize-space(translate(b, '\u00a0', ' '))") for one in items] == [
        "ระเบียบวาระที่ 3 เรื่องเพื่อทราบ",
        "ระเบียบวาระที่ 3 เรื่องเพื่อทราบ",
    ]
    assert [one.text_content() for one in items[0].xpath("./dl/div/dt")][-1] == "เรื่องที่มอบหมาย:"
    assert items[0].xpath(".//li//dd[.='จัดทำแผน']")
    back = check.tree.xpath("//button[@form='check'][starts-with(@value, 'back')]/@formaction")
    assert {one.partition("#")[2] for one in back} >= {
        "items", "items.2", "items.3", "taken_by", "by", "decided_on",
    }  # fmt: skip
    again = coord.post(back[0].partition("#")[0], sent_again(check) | {"step": "back"})
    assert again.value("items.2.actions.0.what") == "จัดทำแผน"


def minutes_of_a_quarter(url: str) -> Page:
    """The page of the first quarter's minutes, its meeting held."""
    desk, _ = a_year(url)
    on(desk, "2022-10-31")
    meeting = held(desk)
    return visitor(desk, "coord").get(place(meeting, "after/minutes/committee_minutes#1"))


def test_a_quarters_minutes_say_of_their_items_what_those_of_a_first_meeting_say(
    sqlite_url: str,
) -> None:
    page = minutes_of_a_quarter(sqlite_url)
    assert say("page.hint.minutes.items", "th") in page.main
    assert say("page.hint.items", "th") not in page.main


def test_where_no_group_is_at_work_nobody_is_sent_to_the_directory_to_end_one(
    sqlite_url: str,
) -> None:
    page = minutes_of_a_quarter(sqlite_url)
    (ended,) = page.tree.xpath("//fieldset[@id='ended_groups']")
    assert say("page.gate.nothing_to_choose", "th") in ended.text_content()
    assert say("page.gate.no_choice", "th") not in page.main
