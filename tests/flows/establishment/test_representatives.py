"""Representatives: one person in two seats of a body, and seats for which nobody was named."""

from datetime import date

import pytest
from sqlalchemy import select

from desk.views.district_summary import district_summary
from desk.views.gate_titles import title, titles
from desk.views.view import View
from flows.decisions.correct import Correction, correct
from flows.decisions.frozen import RestsOnSigned
from flows.decisions.offices_asked import deciders
from flows.decisions.refusals import OfficeMayNotDecide
from flows.engine.days import sweep
from flows.engine.gate import GateSubject
from flows.establishment.gates import REPRESENTATIVE
from flows.establishment.membership_recordings import SeatedLongBefore
from flows.meeting.paper_facts import roster
from registry.journal import entries
from registry.models import Person
from registry.queries.meetings import current_members
from registry.queries.members import invitees
from registry.queries.seats import seats
from registry.queries.seen_offices import offices_seen
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from registry.transaction import lock_order
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, TEAM, Desk, a_desk
from tests.desk.web.visitor import visitor
from tests.flows.order.at_amendments import sign

D = MAE_FAH_LUANG
LEADER = f"{D}/village_leader/1"
SEAT = f"prevention.village_leader/{LEADER}"
WOMEN, SOCIETY = "prevention.womens_group_leader", "prevention.cso_representative"
NOBODY = {"page": None, "list": None, "sheet": None, "minutes": None}
HOLDER = {
    "page": "held", "list": "แก้ว สมมุติ", "sheet": "แก้ว สมมุติ", "minutes": "นายแก้ว สมมุติ",
}  # fmt: skip
KAEW = LoadFile.model_validate(
    {
        "people": [{"ref": "kaew", "title_th": "นาย", "name_th": "แก้ว สมมุติ", "name_en": "Kaew"}],
        "offices": [
            {
                "ref": LEADER, "title_th": "ผู้นำชุมชน", "title_en": "Village Leader",
                "unit_th": "เวียงใต้", "unit_en": "Wiang Tai",
            }
        ],
        "holders": [{"office": LEADER, "person": "kaew", "start": "2018-10-01"}],
    }
)  # fmt: skip

NGO_OFFICE = f"{D}/cso_representative/1"
NGO = LoadFile.model_validate(
    {
        "people": [{"ref": "ngo", "title_th": "นาง", "name_th": "ภาคี สมมุติ", "name_en": "Phaki"}],
        "offices": [{"ref": NGO_OFFICE, "title_th": "ผู้แทน", "title_en": "Representative"}],
        "holders": [{"office": NGO_OFFICE, "person": "ngo", "start": "2018-10-01"}],
    }
)


ADDED = {
    "key": "suppression.added_by_hand", "kind": "added", "body": "suppression",
    "role": "member", "title_th": "ผู้แทนภาคีสมมุติ", "title_en": "Partner",
    "office": NGO_OFFICE, "mode": "by_name",
}  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    """A desk at which the agencies were asked for names on 13 June 2022."""
    made = a_desk(sqlite_url)
    with made.office.registry.writing(*sorted(KAEW.areas(), key=lock_order)) as write:
        load(write, KAEW, actor=1)
    asked_for_names(made, {})
    return made


def asked_for_names(made: Desk, membership: Json) -> None:
    """The committee's seats are settled, and the agencies asked who sits."""
    first = made.start()
    made.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    made.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    deputy = {"deputy": "deputy_district_chief/1"}
    made.decide(first, "delegation", "district_chief", "2022-06-09", deputy)
    made.decide(first, "working_team", COORDINATOR, "2022-06-10", {"agencies": TEAM})
    made.decide(first, "membership", "focal_point", "2022-06-13", membership)


def with_a_seat_added(url: str) -> Desk:
    """The same, with the seat of an organisation that was added by hand."""
    made = a_desk(url)
    with made.office.registry.writing(*sorted(NGO.areas(), key=lock_order)) as write:
        load(write, NGO, actor=1)
    asked_for_names(made, {"changes": [{"change": "add", "seat": ADDED}]})
    return made


def asked(desk: Desk, seat: str) -> str:
    return next(one.path for one in desk.gates(1) if one.subject == seat)


def name(desk: Desk, seat: str, called: Json) -> list[str]:
    answer: Json = {"result": "named", "person": called}
    receipt = desk.decide(1, asked(desk, seat), "focal_point", "2022-06-17", answer)
    return [one.th for one in receipt.warnings]


def sits(desk: Desk, on: str) -> dict[str, str | None]:
    """Who is said to fill the leader's seat, by page, list of trainings, sheet and minutes."""
    day = date.fromisoformat(on)
    with desk.office.registry.reading() as connection:
        people = {row.id: row.name_th for row in connection.execute(select(Person.__table__))}
        filled = current_members(connection, D, day)[SEAT]
        committee = district_summary(View(desk.office, connection, day), D).committee
        sheet, minutes = invitees(connection, D, day), roster(connection, D, day)
    here = next(one for one in sheet if any(seat.key == SEAT for seat in one.member.seats))
    member = minutes.member_at(SEAT)
    assert member is not None
    unfilled = {one.key for _, one in committee.unfilled}
    return {
        "page": None if SEAT in unfilled else "held",
        "list": people[filled] if filled else None,
        "sheet": here.person.name_th if here.person else None,
        "minutes": minutes.name_of(member),
    }


def test_a_civil_society_organisation_answers_for_its_own_seat_alone(desk: Desk) -> None:
    with desk.office.registry.writing(*sorted(NGO.areas(), key=lock_order)) as write:
        load(write, NGO, actor=1)
    said: Json = {"result": "by_position"}
    with pytest.raises(OfficeMayNotDecide) as refused:
        desk.decide(1, asked(desk, WOMEN), NGO_OFFICE, "2022-06-17", said)
    assert "ผู้แทนองค์กร" not in refused.value.sentence.th.partition("โปรด")[2]
    assert NGO_OFFICE not in refused.value.sentence.th
    with desk.office.registry.reading() as connection:
        offices = offices_seen(connection, D, date(2022, 6, 17))
    able = {
        seat: deciders(REPRESENTATIVE, D, offices, None, GateSubject(seat))
        for seat in (WOMEN, SOCIETY)
    }
    offered = {seat: NGO_OFFICE in {one.ref for one in found} for seat, found in able.items()}
    assert offered == {WOMEN: False, SOCIETY: True}
    desk.decide(1, asked(desk, SOCIETY), NGO_OFFICE, "2022-06-17", said)


def test_a_seat_added_by_hand_is_answered_by_the_organisation_whose_office_it_is_tied_to(
    sqlite_url: str,
) -> None:
    made = with_a_seat_added(sqlite_url)
    said: Json = {"result": "by_position"}
    page = visitor(made, "coord").get(f"/instances/1/gates/{asked(made, ADDED['key'])}")
    assert NGO_OFFICE in page.response.text
    made.decide(1, asked(made, ADDED["key"]), NGO_OFFICE, "2022-06-17", said)
    with pytest.raises(OfficeMayNotDecide):
        made.decide(1, asked(made, WOMEN), NGO_OFFICE, "2022-06-17", said)


def test_a_list_calls_each_seat_as_its_own_page_does_though_it_reads_less_of_the_journal(
    sqlite_url: str,
) -> None:
    made = with_a_seat_added(sqlite_url)
    gates = made.gates(1)
    with made.office.registry.reading() as connection:
        listed, whole = titles(connection, gates), entries(connection, 1)
        assert listed == {one.id: title(connection, one, whole) for one in gates}
    assert "ผู้แทนภาคีสมมุติ" in " ".join(one.th for one in listed.values())


def test_who_is_named_for_two_seats_of_one_body_is_warned_of_and_taken(desk: Desk) -> None:
    assert name(desk, SOCIETY, {"title_th": "นาง", "name_th": "บัวคำ สมมุติ"}) == []
    with desk.office.registry.reading() as connection:
        (ref,) = connection.scalars(select(Person.ref).where(Person.name_th == "บัวคำ สมมุติ"))
    (warned,) = name(desk, WOMEN, {"person": ref})
    assert "นางบัวคำ สมมุติ" in warned
    assert "ผู้แทนองค์กรภาคประชาสังคม" in warned
    assert name(desk, "executive.cso_representative", {"person": ref}) == []


def test_the_holder_of_an_office_sits_where_nobody_was_named_in_time(desk: Desk) -> None:
    assert sits(desk, "2022-06-20") == NOBODY
    desk.on("2022-12-01")
    sweep(desk.office)
    assert sits(desk, "2022-12-01") == HOLDER


def test_the_holder_of_an_office_sits_where_the_agency_answers_by_position(desk: Desk) -> None:
    desk.decide(1, asked(desk, SEAT), "focal_point", "2022-06-17", {"result": "by_position"})
    assert sits(desk, "2022-06-20") == HOLDER


def test_no_seat_stands_from_a_day_more_than_a_year_before_its_establishment_began(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    deputy = {"deputy": "deputy_district_chief/1"}
    desk.decide(first, "delegation", "district_chief", "2022-06-09", deputy)
    desk.decide(first, "working_team", COORDINATOR, "2022-06-10", {"agencies": TEAM})
    with pytest.raises(SeatedLongBefore) as refused:
        desk.decide(first, "membership", COORDINATOR, "2019-12-13", {})
    assert refused.value.field == "decided_on"
    desk.decide(first, "membership", COORDINATOR, "2022-05-30", {})  # taken, and warned of


def drafted_with(desk: Desk, called: str) -> str:
    """The order is drafted with that person's name in the seat; answers the gate of the letter."""
    path = asked(desk, WOMEN)
    name(desk, WOMEN, {"title_th": "นาง", "name_th": called})
    for one in desk.waits_at(1):
        desk.decide(1, one, "focal_point", "2022-06-17", {"result": "by_position"})
    bases: Json = {"confirmed": [*desk.bases(desk.order())], "checked_against": "ต้นฉบับ"}
    desk.decide(desk.order(), "legal_bases", COORDINATOR, "2022-06-20", bases)
    return path


def put_right(desk: Desk, path: str, **fields: Json) -> None:
    correct(desk.office, Correction(1, path, fields, "พิมพ์ผิด", "coord"))


def in_the_seat(desk: Desk) -> str | None:
    with desk.office.registry.reading() as connection:
        filled = seats(connection, D, date(2022, 6, 25))
    return next(one.person_th for one in filled if one.key == WOMEN)


def test_whom_the_signed_order_names_sits_whoever_was_recorded_since_the_draft(desk: Desk) -> None:
    path, order = drafted_with(desk, "บัวคำ สมมุติ"), desk.order()
    put_right(desk, path, person={"title_th": "นาง", "name_th": "คำปัน สมมุติ"})
    on, signed = "2022-06-22", {"number": "12/2565", "dated": "2022-06-22", "printed": "as_printed"}
    desk.decide(order, "deputy_review", "focal_point", on, {"result": "forward"})
    warned = desk.decide(order, "chief_review", "district_chief", on, {"result": "sign"}).warnings
    assert "นางคำปัน สมมุติ" in warned[0].th
    assert "นางบัวคำ สมมุติ" in warned[0].th
    desk.decide(order, "registration", "district_chief", on, signed, evidence=[SCAN])
    assert in_the_seat(desk) == "นางบัวคำ สมมุติ"


def test_nobody_whom_a_signed_order_names_is_put_right_by_a_correction(desk: Desk) -> None:
    path = drafted_with(desk, "บัวคำ สมมุติ")
    sign(desk, desk.order(), "12/2565", "2022-06-22")
    with pytest.raises(RestsOnSigned) as refused:
        put_right(desk, path, person={"title_th": "นาง", "name_th": "คำปัน สมมุติ"})
    assert "12/2565" in refused.value.sentence.th
    put_right(desk, path, letter={"number": "ชร 9/2565"})
    assert in_the_seat(desk) == "นางบัวคำ สมมุติ"
