"""The page of a meeting: everybody once, ticked live, counted, checked, recorded."""

from datetime import date
from typing import Any

import pytest

from config.words import say
from desk.web.gate.live_sheet import totals
from flows.decisions.withdraw import withdraw
from registry.journal import entries
from registry.queries.meetings import attendance
from registry.queries.members import invitees
from registry.queries.people import people_named
from registry.queries.seats import seats
from registry.records.offices import hold, office_named
from registry.records.people import add_person
from tests.builders import Desk
from tests.desk.web.at_gates import answer_of, confirm, decisions, draft, place
from tests.desk.web.at_meetings import (
    DISTRICT,
    MEETING_DAY,
    SECRETARY,
    as_filled,
    filled,
    meeting_desk,
    open_refresher,
)
from tests.desk.web.visitor import Page, Visitor, visitor

PATH = "inception_meeting#1"


@pytest.fixture
def meeting(sqlite_url: str) -> tuple[Desk, Visitor, int]:
    desk, number = meeting_desk(sqlite_url)
    return desk, visitor(desk, "coord"), number


def rows_of(form: dict[str, Any], person: str) -> list[str]:
    """The rows of the sheet in which that person stands."""
    return [
        name.removesuffix(".person") for name, values in form.items()
        if name.endswith(".person") and values == [person]
    ]  # fmt: skip


def counted(page: Page, key: str) -> str:
    """A figure of the totals."""
    return str(page.tree.xpath(f"//*[@data-count='{key}']")[0].text)


def ticked(form: dict[str, Any], state: str) -> dict[str, Any]:
    """The form with that state for everybody; who is in no registry gets a name."""
    places = {name.split(".")[1] for name in form if name.endswith(".seats")}
    for one in places:
        form[f"attendance.{one}.state"] = [state]
        if f"attendance.{one}.person" not in form:
            form[f"attendance.{one}.name_th"] = [f"ผู้แทน {one}"]
    return form


def test_a_person_in_several_seats_is_expected_once_with_all_of_them(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = meeting
    with desk.office.registry.writing(DISTRICT) as write:
        who = add_person(write, title_th="พ.ต.อ.", name_th="ตำรวจ สมมุติ", ref="police", sex="male")
        seen = office_named(
            write, f"{DISTRICT}/police_superintendent/1", kind="police_superintendent",
            area=DISTRICT, on=write.today,
        )  # fmt: skip
        hold(write, seen, who, start=write.today)
    form = as_filled(coord, number, PATH)
    (row,) = rows_of(form, "police")
    assert len(form[f"{row}.seats"]) > 1
    assert form[f"{row}.sex"] == ["male"]
    assert form[f"{row}.title_th"] == ["พ.ต.อ."]


def test_a_seat_is_called_vacant_only_where_somebody_is_recorded_as_having_left(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = meeting
    page = coord.get(place(number, PATH), "th")
    assert page.main.count("ยังไม่ได้บันทึก ") > 1
    assert "ว่าง" not in page.main
    with desk.office.registry.writing(DISTRICT) as write:
        who = add_person(write, title_th="พ.ต.อ.", name_th="ตำรวจ สมมุติ", ref="police", sex="male")
        seen = office_named(
            write, f"{DISTRICT}/police_superintendent/1", kind="police_superintendent",
            area=DISTRICT, on=write.today,
        )  # fmt: skip
        hold(write, seen, who, start=date(2021, 10, 1), stop=date(2022, 6, 1))
    again = coord.get(place(number, PATH), "th")
    assert "(รวมตำแหน่งที่ว่าง 1)" in again.main
    (line,) = again.tree.xpath("//li[@data-member][contains(., 'ว่าง')]")
    assert "สถานีตำรวจ" in line.text_content()


def test_whoever_nothing_is_said_of_is_asked_for_beside_their_line(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = meeting
    form = as_filled(coord, number, PATH)
    form["attendance.0.state"] = ["present"]
    form["attendance.1.name_th"] = ["ผู้แทน สมมุติ"]
    page = coord.post(place(number, PATH), {**form, "step": "send"})
    assert page.status == 422
    assert page.beside("attendance.0.state") == ""
    assert page.beside("attendance.1.state") != ""
    assert counted(page, "present") == "1"
    assert desk.waits_at(number) == [PATH]


def test_what_else_is_wrong_is_told_with_whoever_nothing_is_said_of(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = meeting
    wrong = {"held_on": ["4/8/2565"], "started": ["12.00"], "ended": ["9.00"], "by": [""]}
    form = {**as_filled(coord, number, PATH), **wrong, "place": ["1101700230708"]}
    page = coord.post(place(number, PATH), {**form, "step": "send"})
    told = ("attendance.0.state", "held_on", "ended", "place", "by")
    assert [one for one in told if not page.beside(one)] == []
    form["decided_on"] = ["4/8/2565"]
    page = coord.post(place(number, PATH), {**form, "step": "send"})
    told = ("attendance.0.state", "decided_on", "ended", "place", "by")
    assert [one for one in told if not page.beside(one)] == []


def test_one_button_has_all_others_present_but_nobody_told_already_and_no_vacant_seat(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    """Nobody can come from a vacant seat: ticked, the form was refused for want of a name."""
    _, coord, number = meeting
    form = as_filled(coord, number, PATH)
    named = [name.split(".")[1] for name in form if name.endswith(".person")]
    vacant = [
        name.split(".")[1] for name in form
        if name.endswith(".seats") and name.split(".")[1] not in named
    ]  # fmt: skip
    absent, filled_in, *others = vacant
    assert named
    assert others
    form[f"attendance.{absent}.state"] = ["absent"]
    form[f"attendance.{filled_in}.name_th"] = ["ผู้แทน สมมุติ"]
    page = coord.post(place(number, PATH), {**form, "step": "all_present"})
    assert (counted(page, "present"), counted(page, "absent")) == (str(len(named) + 1), "1")
    assert counted(page, "untold") == "0"
    sheet = {**filled(page), "by": SECRETARY, "step": "send"}
    check = coord.post(place(number, PATH), sheet)
    assert check.status == 200
    assert f"ไม่ได้บันทึกผู้ดำรงตำแหน่ง {len(others)} ตำแหน่ง ไม่อยู่ในรายชื่อ" in check.main


def test_women_men_and_not_stated_make_the_total(meeting: tuple[Desk, Visitor, int]) -> None:
    _, coord, number = meeting
    form = ticked(as_filled(coord, number, PATH), "present")
    form |= {"attendance.0.sex": ["male"], "attendance.1.sex": ["female"]}
    page = coord.post(place(number, PATH), {**form, "step": "holders"})
    women, men, other, there = (
        int(counted(page, key)) for key in ("female", "male", "not_stated", "there")
    )
    assert (women, men) == (1, 1)
    assert women + men + other == there


def test_a_proxy_counts_as_who_came_and_what_a_title_says_is_marked_as_such(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = meeting
    form = as_filled(coord, number, PATH)
    form |= {
        "attendance.0.state": ["proxy"], "attendance.0.sex": ["male"],
        "attendance.0.proxy": ["นางสาวรุ่งทิพย์ ดี"],
        "attendance.1.state": ["proxy"], "attendance.1.sex": ["male"],
        "attendance.1.proxy": ["รุ่ง ดี"], "attendance.1.proxy_sex": ["female"],
    }  # fmt: skip
    page = coord.post(place(number, PATH), {**form, "step": "holders"})
    assert [counted(page, key) for key in ("female", "male", "inferred", "there")] == [
        "2", "0", "1", "2",
    ]  # fmt: skip
    assert page.value("attendance.1.proxy_sex") == "female"


def test_a_guest_is_added_taken_out_and_an_empty_line_is_no_guest(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = meeting
    form = as_filled(coord, number, PATH)
    before = len(coord.get(place(number, PATH)).tree.xpath("//li[contains(@class, 'person')]"))
    page = coord.post(place(number, PATH), {**form, "add": "attendance"})
    assert len(page.tree.xpath("//li[contains(@class, 'person')]")) == before + 1
    assert counted(page, "guest") == "0"
    form |= {
        f"attendance.{before}.state": ["guest"], f"attendance.{before}.name_th": ["แขก สมมุติ"],
        f"attendance.{before + 1}.state": ["guest"], f"attendance.{before + 1}.name_th": ["อีกคน"],
    }  # fmt: skip
    page = coord.post(place(number, PATH), {**form, "remove": f"attendance.{before}"})
    assert counted(page, "guest") == "1"
    assert page.value(f"attendance.{before}.name_th") == "อีกคน"


def test_the_sheet_is_checked_then_recorded_and_causes_of_those_who_came_are_left_out(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = meeting
    form = ticked(as_filled(coord, number, PATH), "present")
    form |= {
        "attendance.0.cause": ["ติดราชการ"],  # typed before they came after all
        "attendance.1.state": ["proxy"], "attendance.1.proxy": ["ผู้แทน ก"],
        "attendance.2.state": ["absent"], "attendance.2.cause": ["ป่วย"],
    }  # fmt: skip
    check = coord.post(place(number, PATH), {**form, "by": SECRETARY, "step": "send"})
    assert "ผู้แทน ก" in check.main
    assert desk.waits_at(number) == [PATH]
    done = confirm(coord, check, number, PATH)
    assert done.path == f"/instances/{number}"
    lines = answer_of(desk, number, "inception_meeting")["attendance"]
    assert lines[0]["cause"] == ""
    assert (lines[1]["proxy"], lines[2]["cause"]) == ("ผู้แทน ก", "ป่วย")
    with desk.office.registry.reading() as connection:
        rows = attendance(connection, DISTRICT)
    assert [row.state for row in rows[:3]] == ["present", "proxy", "absent"]
    assert "ผู้แทน ก" in done.main


def test_a_line_says_the_sex_that_the_totals_count_marked_where_the_title_says_it(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = meeting
    form = ticked(as_filled(coord, number, PATH), "present")
    form |= {
        "attendance.0.state": ["proxy"], "attendance.0.proxy": ["นางสาวรุ่งทิพย์ สมมุติ"],
        "attendance.0.proxy_sex": ["not_stated"], "attendance.1.state": ["proxy"],
        "attendance.1.proxy": ["พ.ต.ท.รุ่ง สมมุติ"], "attendance.1.proxy_sex": ["not_stated"],
    }  # fmt: skip
    check = coord.post(place(number, PATH), {**form, "by": SECRETARY, "step": "send"})
    assert "นางสาวรุ่งทิพย์ สมมุติ · หญิง (อนุมานจากคำนำหน้า)" in check.main
    assert "พ.ต.ท.รุ่ง สมมุติ · ไม่ระบุ" in check.main


def test_what_was_ticked_is_kept_as_a_draft_and_stands_there_again(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = meeting
    form = as_filled(coord, number, PATH)
    form |= {"attendance.0.state": ["online"], "attendance.3.state": ["absent"]}
    drafts = place(number, PATH).replace("/gates/", "/drafts/")
    assert coord.post(drafts, form).status == 200
    assert draft(desk, "coord", number, PATH) is not None
    page = coord.get(place(number, PATH))
    assert page.value("attendance.0.state") == "online"
    assert (counted(page, "online"), counted(page, "absent")) == ("1", "1")


def test_a_meeting_put_off_takes_no_sheet_and_a_reason(meeting: tuple[Desk, Visitor, int]) -> None:
    desk, coord, number = meeting
    put_off = {
        "result": "postponed", "reason": "น้ำท่วม", "by": SECRETARY, "decided_on": MEETING_DAY,
        "step": "send",
    }  # fmt: skip
    page = coord.post(place(number, PATH), {**put_off, "decided_on": "3/8/2565"})
    assert confirm(coord, page, number, PATH).path == f"/instances/{number}"
    assert desk.waits_at(number) == ["inception_date#2"]


def test_several_who_are_absent_and_have_no_name_are_no_one_person(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = meeting
    form = ticked(as_filled(coord, number, PATH), "absent")
    form["attendance.0.state"] = ["present"]  # a meeting to which nobody came was none
    for name in [one for one in form if one.endswith(".name_th")]:
        if name.replace("name_th", "person") not in form:
            form[name] = [""]
    check = coord.post(place(number, PATH), {**form, "by": SECRETARY, "step": "send"})
    assert check.problems == []
    assert confirm(coord, check, number, PATH).path == f"/instances/{number}"


def test_a_line_is_corrected_on_the_same_sheet_and_the_others_stay(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = meeting
    form = ticked(as_filled(coord, number, PATH), "present") | {"by": [SECRETARY]}
    confirm(coord, coord.post(place(number, PATH), {**form, "step": "send"}), number, PATH)
    entry = next(one for one in desk.entries(number) if one.gate == "inception_meeting").id
    correct = f"/instances/{number}/correct/{entry}"
    assert coord.get(correct).value("attendance.0.state") == "present"
    form |= {"attendance.0.sex": ["male"], "why": ["พิมพ์ผิด"]}
    assert coord.post(correct, {**form, "step": "record"}).path == f"/instances/{number}"
    page = coord.get(correct)
    assert page.value("attendance.0.sex") == "male"
    assert page.value("attendance.1.sex") == form["attendance.1.sex"][0]


def test_two_lines_of_one_name_and_no_reference_are_one_person_in_the_totals() -> None:
    typed = {
        f"attendance.{row}.{part}": [said]
        for row, name in enumerate(("แขก  หนึ่ง", "แขก หนึ่ง", "แขก สอง"))
        for part, said in (("name_th", name), ("title_th", "นาย"), ("state", "guest"))
    }
    assert totals((), typed).there.total == 2
    for row in range(2):
        typed[f"attendance.{row}.person"] = [f"p{row}"]
    assert totals((), typed).there.total == 3


def test_both_sexes_of_a_line_have_a_label_that_is_seen(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = meeting
    page = coord.get(place(number, PATH)).tree
    for part, key in (("sex", "field.sex"), ("proxy_sex", "field.proxy_sex")):
        (visible_label,) = page.xpath(f"//label[select[@name='attendance.0.{part}']]/text()[1]")
        assert visible_label.strip() == say(key, "th")


def test_no_code_of_a_seat_stands_under_a_name(meeting: tuple[Desk, Visitor, int]) -> None:
    desk, coord, number = meeting
    with desk.office.registry.reading() as connection:
        keys = [seat.key for seat in seats(connection, DISTRICT, desk.office.registry.today)]
    sheet = coord.get(place(number, PATH)).tree.xpath("//ol[@class='sheet']")
    read = " ".join(str(one.text_content()) for one in sheet)
    assert len(keys) > 3
    assert [key for key in keys if key in read or f"({key.partition('/')[2]})" in read] == []


def test_what_is_warned_of_is_looked_at_before_it_is_recorded(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    desk, _, number = meeting
    withdraw(desk.office, number, "invitation", reason="พิมพ์ผิด", recorded_by="coord")
    waits = next(one for one in desk.waits_at(number) if one.startswith("invitation"))
    before = decisions(desk, number)
    desk.on("2022-08-04")
    coord = visitor(desk, "coord")  # a sign-in ends with the day
    typed = {**as_filled(coord, number, waits), "sent_on": ["4/8/2565"], "decided_on": ["4/8/2565"]}
    check = coord.post(place(number, waits), {**typed, "step": "send"})
    assert "ซึ่งอยู่หลังวันประชุม" in check.main
    assert decisions(desk, number) == before
    confirm(coord, check, number, waits)
    assert decisions(desk, number) == before + 1


NAMED = ("พ.ต.อ.", "สมมุติ ตามบัญชี")


def named_at_meeting(meeting: tuple[Desk, Visitor, int], *named: str) -> tuple[str, str]:
    """The meeting was held with that title and name for a post of the police; post and person."""
    desk, coord, number = meeting
    form = ticked(as_filled(coord, number, PATH), "present")
    with desk.office.registry.reading() as connection:
        tied = {
            one.key: one.office for one in seats(connection, DISTRICT, desk.office.registry.today)
        }
    row = next(
        name.removesuffix(".seats") for name, keys in form.items()
        if name.endswith(".seats") and "police_superintendent" in str(tied[keys[0]])
    )  # fmt: skip
    title, name = named
    form |= {f"{row}.title_th": [title], f"{row}.name_th": [name], f"{row}.sex": ["female"]}
    check = coord.post(place(number, PATH), {**form, "step": "send"})
    confirm(coord, check, number, PATH)
    with desk.office.registry.reading() as connection:
        found = people_named(connection, [name])[name]
    return str(tied[form[f"{row}.seats"][0]]), found[0].ref if len(found) == 1 else ""


def test_who_is_named_for_a_seat_on_the_sheet_is_offered_as_a_participant_and_as_its_holder(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, _ = meeting
    office, ref = named_at_meeting(meeting, *NAMED)
    training = coord.get(place(open_refresher(desk), "refresher_held"))
    (line,) = training.tree.xpath(f"//li[.//input[@name='participants.m.{ref}']]")
    assert "สมมุติ ตามบัญชี" in line.text_content()
    assert line.xpath(f".//input[@name='participants.m.{ref}.sex']/@value") == ["female"]
    with desk.office.registry.reading() as connection:
        today = desk.office.registry.today
        (seen,) = {
            one.seen for one in invitees(connection, DISTRICT, today)
            if one.offered and one.offered.ref == ref
        }  # fmt: skip
        assert seen is not None
        assert seen.person.sex == "female"
        assert ref not in {
            one.person.ref for one in invitees(connection, DISTRICT, today) if one.person
        }
    page = coord.get(f"/offices/{office}")
    (link,) = page.tree.xpath("//div[@class='note']//a")
    form = coord.get(link.get("href"))
    assert form.tree.xpath("//input[@id='person']/@value") == [ref]


def test_a_name_of_the_sheet_that_resembles_a_known_one_is_nobody_and_told(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    desk, _, _ = meeting
    with desk.office.registry.writing(DISTRICT) as write:
        who = add_person(write, title_th="พ.ต.อ.", name_th="สมมุต ตามบัญชี", ref="near")
        seen = office_named(
            write, f"{DISTRICT}/hospital_director/1", kind="hospital_director",
            area=DISTRICT, on=write.today,
        )  # fmt: skip
        hold(write, seen, who, start=write.today)
    _, ref = named_at_meeting(meeting, *NAMED)
    assert ref == ""


def test_a_report_of_which_no_day_is_typed_is_of_the_day_of_the_meeting(
    meeting: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = meeting
    form = ticked(as_filled(coord, number, PATH), "present") | {"by": [SECRETARY]}
    form["decided_on"] = [""]
    desk.on("2022-08-05")
    coord = visitor(desk, "coord")
    check = coord.post(place(number, PATH), {**form, "step": "send"})
    said = check.tree.xpath("string(//dt[. = 'วันที่รายงาน']/following::dd[1])")
    assert "3 สิงหาคม 2565" in said.replace("\xa0", " ")
    confirm(coord, check, number, PATH)
    with desk.office.registry.reading() as connection:
        (told,) = [one for one in entries(connection, number) if one.path == PATH and one.live]
    assert told.act_date == date(2022, 8, 3)
