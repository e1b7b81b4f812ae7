"""Letters dated in time and entered after their day had passed count as if entered at once."""

from io import BytesIO

import docx
import pytest

from desk.views.board import board
from desk.views.committee_summary import SeatSummary
from desk.views.district_status import Mark, standings
from desk.views.district_summary import district_summary
from desk.views.instance_summary import seen
from desk.views.view import View
from flows.decisions.refusals import SeveralGatesOpen
from flows.engine.days import sweep
from flows.verification import verify_all
from registry.queries.areas import district
from registry.queries.document_contents import content
from registry.queries.documents import documents
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, TEAM, Desk, a_desk
from tests.staged_desks import made_once

ASKED = [
    "executive.cso_representative",
    "prevention.cso_representative",
    "prevention.village_head",
    "prevention.village_leader",
    "prevention.womens_group_leader",
]
NAMES = ("สมมุติ แก้วมา", "สมศรี คำใส", "บุญมี ปันต๊ะ", "จันทร์ สุริยะ", "วริศรา ใจงาม")


@made_once
def a_membership_of_june_entered_in_august(url: str) -> Desk:
    """The clock stands in August: whoever was asked in June has let the day pass."""
    desk = a_desk(url)
    desk.on("2022-08-01")
    first = desk.start(on="2022-06-02")
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    deputy: Json = {"deputy": "deputy_district_chief/1"}
    desk.decide(first, "delegation", "district_chief", "2022-06-09", deputy)
    desk.decide(first, "working_team", COORDINATOR, "2022-06-10", {"agencies": TEAM})
    desk.decide(first, "membership", "focal_point", "2022-06-13", {})
    return desk


def letter(desk: Desk, seat: str, name: str, on: str = "2022-06-17") -> None:
    named: Json = {"result": "named", "person": {"title_th": "นาง", "name_th": name}}
    desk.decide(1, f"representative[{seat}]", "focal_point", on, named)


def confirm_bases(desk: Desk, on: str) -> None:
    order = desk.order()
    confirmed: Json = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, on, confirmed)


def newest_draft(desk: Desk) -> tuple[str, str]:
    """Its own date and its words."""
    with desk.office.registry.reading() as connection:
        papers = documents(connection, district=MAE_FAH_LUANG)
        drafts = [one for one in papers if (one.kind, one.language) == ("appointment_order", "th")]
        paper = drafts[-1]
        data = content(connection, paper.sha256)
    document = docx.Document(BytesIO(data or b""))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return str(paper.own_date), "\n".join(cells)


def test_all_letters_entered_late_the_order_begins_on_their_day_and_names_everybody(
    made_registry_url: str,
) -> None:
    desk = a_membership_of_june_entered_in_august(made_registry_url)
    for number, seat in enumerate(ASKED):
        letter(desk, seat, NAMES[number])
    began = [str(one.started_on) for one in desk.instances() if one.status == "open"]
    assert began == ["2022-06-02", "2022-06-17"]
    confirm_bases(desk, "2022-06-20")
    dated, words = newest_draft(desk)
    assert dated == "2022-06-20"
    assert all(one in words for one in NAMES)
    order = desk.order()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-20", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-06-24", {"result": "sign"})
    assert desk.waits_at(order) == ["registration#1"]
    assert verify_all(desk.office) == ()


def test_one_letter_entered_late_is_in_the_first_draft_though_others_never_answered(
    sqlite_url: str,
) -> None:
    desk = a_membership_of_june_entered_in_august(sqlite_url)
    letter(desk, "prevention.village_head", "สมมุติ ผู้เดียว")
    assert [one.status for one in desk.instances()] == ["open", "open"]
    confirm_bases(desk, "2022-06-28")
    dated, words = newest_draft(desk)
    assert dated == "2022-06-28"
    assert "สมมุติ ผู้เดียว" in words
    assert verify_all(desk.office) == ()


def test_the_board_the_district_and_the_instance_tell_one_phase_after_a_late_letter(
    sqlite_url: str,
) -> None:
    desk = a_membership_of_june_entered_in_august(sqlite_url)
    sweep(desk.office)
    for seat, name in zip(ASKED, NAMES, strict=True):
        letter(desk, seat, name)
    assert [one.status for one in desk.instances()] == ["open", "stopped", "open"]
    assert phases_told(desk) == {"order"}
    sign(desk, "2022-07-01")
    assert phases_told(desk) == {"inception"}
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        cells = standings(view, [MAE_FAH_LUANG])[MAE_FAH_LUANG].cells
    marks = {one.phase: one.mark for one in cells}
    assert (marks["order"], marks["inception"]) == (Mark.DONE, Mark.LATE)


def test_a_member_begins_with_the_order_and_is_named_before_it(sqlite_url: str) -> None:
    desk = a_membership_of_june_entered_in_august(sqlite_url)
    for seat, name in zip(ASKED, NAMES, strict=True):
        letter(desk, seat, name)
    assert {(one.since, one.proposed) for one in named_seats(desk)} == {(None, True)}
    sign(desk, "2022-07-01")
    began = {(str(one.since), one.proposed) for one in named_seats(desk)}
    assert began == {("2022-07-01", False)}


def named_seats(desk: Desk) -> list[SeatSummary]:
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        bodies = district_summary(view, MAE_FAH_LUANG).committee.bodies
    return [one for body in bodies for one in body.seats if one.key in ASKED]


def sign(desk: Desk, on: str) -> None:
    """The order is reviewed, signed and entered in the register on that day."""
    confirm_bases(desk, "2022-06-28")
    order = desk.order()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-29", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", on, {"result": "sign"})
    signed: Json = {"number": "45/2565", "dated": on, "printed": "as_printed"}
    desk.decide(order, "registration", "district_chief", on, signed, evidence=[SCAN])


def phases_told(desk: Desk) -> set[str | None]:
    """The phase that the board, the district's page and the instance's tell."""
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        place = district(connection, MAE_FAH_LUANG)
        assert place is not None
        (row,) = board(view, [place], "th").rows
        phases = [one.key for one in seen(view, 1).phases if one.present]
        return {row.standing.phase, district_summary(view, MAE_FAH_LUANG).standing.phase, *phases}


def test_a_letter_entered_after_the_review_began_undoes_nothing_of_it(
    sqlite_url: str,
) -> None:
    desk = a_membership_of_june_entered_in_august(sqlite_url)
    sweep(desk.office)
    confirm_bases(desk, "2022-06-28")
    order = desk.order()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-29", {"result": "forward"})
    letter(desk, "prevention.village_head", "สมมุติ มาช้า", on="2022-06-24")
    assert desk.order() == order
    assert desk.waits_at(order) == ["chief_review#1"]


def test_a_letter_that_does_not_say_for_which_seat_it_is_counts_for_none(sqlite_url: str) -> None:
    desk = a_membership_of_june_entered_in_august(sqlite_url)
    sweep(desk.office)
    with pytest.raises(SeveralGatesOpen) as refused:
        desk.decide(1, "representative", "focal_point", "2022-06-17", {"result": "by_position"})
    assert all(f"representative[{seat}]" in refused.value.sentence.th for seat in ASKED)


@pytest.mark.parametrize("result", ["declined", "by_position"])
def test_a_refusal_entered_late_lets_the_seat_go_by_position(sqlite_url: str, result: str) -> None:
    desk = a_membership_of_june_entered_in_august(sqlite_url)
    for seat in ASKED:
        path = f"representative[{seat}]"
        desk.decide(1, path, "focal_point", "2022-06-20", {"result": result})
    confirm_bases(desk, "2022-06-21")
    assert newest_draft(desk)[0] == "2022-06-21"
