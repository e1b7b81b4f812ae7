"""A change of policy: recorded by the province, refreshers begun, coverage and manuals told."""

import pytest

from registry.queries.people import person
from registry.queries.policy import policies_called
from registry.records.held_meetings import AttendanceRow, record_attendance, record_training
from tests.builders import Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_gates import confirm, place
from tests.desk.web.at_meetings import DISTRICT, SECRETARY, as_filled, released_desk
from tests.desk.web.visitor import Visitor, visitor

PLACE, MANUAL = "/province/57/policy", "/province/57/manual"
CHANGE = {
    "policy_title_th": "แนวปฏิบัติใหม่", "policy_title_en": "New guideline", "key": "nrm-2565",
    "topics": ["identification", "protection"], "on": "22/7/2565", "area": "57",
}  # fmt: skip


@pytest.fixture
def province(sqlite_url: str) -> tuple[Desk, Visitor]:
    desk = released_desk(sqlite_url)
    return desk, visitor(desk, "coord")


def refreshers(desk: Desk) -> list[str]:
    """The districts in which a refresher began."""
    return [one.district for one in desk.instances() if one.process == "refresher"]


def test_a_change_is_checked_recorded_and_opens_a_refresher_in_each_committee(
    province: tuple[Desk, Visitor],
) -> None:
    desk, coord = province
    check = coord.post(PLACE, {**CHANGE, "step": "check"})
    assert "22 กรกฎาคม 2565" in check.main
    assert "เปิดการฝึกอบรมทบทวน 2 อำเภอ" in check.main
    assert "แม่ฟ้าหลวง, เวียงแก่น" in check.main
    assert refreshers(desk) == []
    done = coord.post(PLACE, {**CHANGE, "step": "record"})
    assert done.path == PLACE
    assert DISTRICT in refreshers(desk)
    assert "เปิดการฝึกอบรมทบทวนในอำเภอที่มีคณะกรรมการในวันนั้น" in done.main
    again = coord.post(PLACE, {**CHANGE, "step": "record"})
    assert "ไม่ได้เปิดการฝึกอบรมทบทวนเพิ่ม" in again.main
    assert len(refreshers(desk)) == len(set(refreshers(desk)))


def test_two_changes_of_one_day_that_nobody_gave_a_short_name_are_both_recorded_once(
    province: tuple[Desk, Visitor],
) -> None:
    desk, coord = province
    for title in ("แนวปฏิบัติใหม่", "ระเบียบใหม่", "แนวปฏิบัติใหม่"):
        unnamed = {**CHANGE, "policy_title_th": title, "key": "", "step": "record"}
        assert coord.post(PLACE, unnamed).status == 200
    refreshed = {one.period for one in desk.instances() if one.process == "refresher"}
    assert refreshed == {"policy-2022-07-22", "policy-2022-07-22-2"}


def test_a_change_that_lies_ahead_is_refused_before_it_is_shown_to_be_checked(
    province: tuple[Desk, Visitor],
) -> None:
    _, coord = province
    page = coord.post(PLACE, {**CHANGE, "on": "1/8/2565", "step": "check"})
    assert page.status == 422
    assert page.beside("on")


def test_the_share_of_current_members_trained_since_is_told_by_district_and_to_each(
    province: tuple[Desk, Visitor],
) -> None:
    desk, coord = province
    coord.post(PLACE, {**CHANGE, "step": "record"})
    number = next(
        o.id for o in desk.instances() if o.process == "refresher" and o.district == DISTRICT
    )
    row = f"//tr[.//a[@href='/districts/{DISTRICT}']]"
    before = coord.get(PLACE)
    assert f"/instances/{number}" in before.links()
    assert "0/1" in before.tree.xpath(row)[0].text_content()
    with desk.office.registry.writing(DISTRICT) as write:
        chief = person(write.connection, "5715.chief", field="person").id
        days = (write.today, write.today)
        record_training(write, DISTRICT, "training/98", ["legislation"], days, entry_id=1)
        came = [AttendanceRow(chief, None, "present", "male")]
        record_attendance(write, DISTRICT, "training/98", came, on=write.today, entry_id=1)
    # a training about something else teaches nothing of what changed
    assert "0/1" in coord.get(PLACE).tree.xpath(row)[0].text_content()
    assert "ตั้งแต่นั้น 0 จาก 1 คน" in coord.get(f"/districts/{DISTRICT}/work").main
    form = as_filled(coord, number, "refresher_held") | {
        "held_on": ["22/7/2565"], "by": [SECRETARY], "participants.m.5715.chief": ["yes"],
    }  # fmt: skip
    check = coord.post(place(number, "refresher_held"), {**form, "step": "send"})
    confirm(coord, check, number, "refresher_held")
    after = coord.get(PLACE).tree.xpath(row)[0]
    told = {one.get("data-label"): one.text_content() for one in after.cssselect("td")}
    assert "1/1" in told.values()
    assert told["ร้อยละ"] == "100"


def test_a_manual_older_than_the_change_of_its_topics_is_marked_until_a_newer_one_is_taught(
    province: tuple[Desk, Visitor],
) -> None:
    _, coord = province
    old = {"manual": "operations_manual", "version": "2562", "since": "1/7/2565"}
    assert coord.post(MANUAL, old).path == PLACE
    assert "เก่ากว่านโยบายล่าสุด" not in coord.get(PLACE).main
    coord.post(PLACE, {**CHANGE, "step": "record"})
    assert coord.get(PLACE).main.count("เก่ากว่านโยบายล่าสุด") == 1
    assert "เก่ากว่านโยบายล่าสุด" in coord.get(f"/districts/{DISTRICT}/work").main
    coord.post(MANUAL, {**old, "version": "2565", "since": "22/7/2565"})
    page = coord.get(PLACE)
    assert "เก่ากว่านโยบายล่าสุด" not in page.main
    assert "2565" in page.main


@pytest.mark.parametrize(
    ("change", "field"),
    [({"key": "NRM 2565"}, "key"), ({"topics": []}, "topics"),
     ({"policy_title_th": ""}, "policy_title_th"), ({"on": "31/2/2565"}, "on"),
     ({"on": "1/1/2600"}, "on"), ({"policy_title_th": "1101700230708"}, "policy_title_th")],
)  # fmt: skip
def test_what_is_wrong_with_a_change_is_said_beside_its_field(
    province: tuple[Desk, Visitor], change: dict[str, str], field: str
) -> None:
    desk, coord = province
    page = coord.post(PLACE, {**CHANGE, **change, "step": "record"})
    assert page.status == 422
    assert page.beside(field) != ""
    assert refreshers(desk) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"version": ""}, "version"), ({"manual": "none"}, "manual"), ({"since": "x"}, "since")],
)
def test_what_is_wrong_with_a_version_is_said_beside_its_field(
    province: tuple[Desk, Visitor], typed: dict[str, str], field: str
) -> None:
    _, coord = province
    given = {"manual": "basic_manual", "version": "1", "since": "1/7/2565", **typed}
    page = coord.post(MANUAL, given)
    assert page.status == 422
    assert page.beside(field) != ""


def test_a_coordinator_records_nothing_for_the_whole_country(
    province: tuple[Desk, Visitor],
) -> None:
    desk, coord = province
    assert coord.post(PLACE, {**CHANGE, "area": "TH", "step": "record"}).status == 403
    assert refreshers(desk) == []


def test_the_command_line_records_the_version_of_a_manual_too(
    province: tuple[Desk, Visitor],
) -> None:
    desk, coord = province
    prasan = Terminal(str(desk.office.registry.url))
    words = (
        "event",
        "manual_version",
        "--area",
        "57",
        "--recorded-by",
        "coord",
        "--on",
        "2022-07-01",
    )
    done = prasan(*words, "--key", "basic_manual", "--version", "2562/3")
    assert done.code == 0, done.err
    assert "2562/3" in coord.get(PLACE).main
    assert prasan(*words, "--key", "none", "--version", "1").code == 2
    assert prasan(*words, "--key", "basic_manual").code == 2


def test_a_change_needs_neither_an_english_title_nor_a_short_name(
    province: tuple[Desk, Visitor],
) -> None:
    desk, coord = province
    bare = {**CHANGE, "policy_title_en": "", "key": "", "step": "record"}
    assert coord.post(PLACE, bare).path == PLACE
    with desk.office.registry.reading() as connection:
        (kept,) = policies_called(connection, "policy-2022-07-22")
    assert kept.title_en == "แนวปฏิบัติใหม่"


@pytest.mark.parametrize(
    ("to", "wrong", "fields"),
    [(PLACE, {**CHANGE, "key": "NRM 2565", "topics": [], "on": "31/2/2565", "step": "record"},
      ("key", "topics", "on")),
     (PLACE, {**CHANGE, "key": "", "on": "1/1/2600", "step": "record"}, ("on",)),
     (MANUAL, {"manual": "basic_manual", "version": "1", "since": "x"}, ("since",)),
     (MANUAL, {"manual": "basic_manual", "version": "1", "since": "1/1/2600"}, ("since",))],
)  # fmt: skip
def test_refusals_call_each_field_as_the_page_heads_it(
    province: tuple[Desk, Visitor], to: str, wrong: dict[str, str], fields: tuple[str, ...]
) -> None:
    _, coord = province
    page = coord.post(to, wrong)
    for field in fields:
        (head, *_) = page.tree.xpath(f"//label[@for='{field}'] | //fieldset[@id='{field}']/legend")
        assert page.beside(field).startswith(f"{head.text.strip()}: ")
