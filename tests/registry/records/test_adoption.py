from datetime import date

import pytest
from sqlalchemy import select

from flows.adoption.adopt import (
    CommitteeOfPrasan,
    EstablishmentUnderWay,
    adopt,
    preview,
)
from flows.decisions.refusals import ActInFuture, MayNot, ReasonMissing
from flows.verification import verify_all
from registry.journal import entries
from registry.models import DistrictOrder, Document, Member, table_of
from registry.queries.history import past_events, past_figures
from registry.queries.office_holders import holders
from registry.queries.orders import orders, orders_in_force
from registry.queries.seats import seats
from registry.records.adoption_form import FormUnfit
from registry.records.filing import Upload
from registry.records.orders import Registration, register
from registry.records.seats import record_seats
from registry.rules.order_numbers import parse_order_number
from registry.rules.plain_values import Json
from registry.rules.seats import Seat
from tests.builders import COORDINATOR, SCAN, Desk, a_desk
from tests.desk.cli.terminal import tables
from tests.registry.records.at_adoptions import FULL, HEADING, ORDER, SEAT, TODAY, D, form, take


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url, TODAY.isoformat())


def test_the_same_form_again_changes_nothing(desk: Desk) -> None:
    first = take(desk, FULL)
    assert (first.count("new"), first.count("unchanged")) == (8, 0)
    before = tables(str(desk.office.registry.url))
    again = take(desk, FULL)
    assert (again.count("unchanged"), again.count("new"), again.count("changed")) == (8, 0, 0)
    assert again.instance == first.instance
    assert tables(str(desk.office.registry.url)) == before


def test_a_preview_says_the_same_and_writes_nothing(desk: Desk) -> None:
    before = tables(str(desk.office.registry.url))
    seen = preview(desk.office, D, form(FULL), recorded_by="coord")
    assert tables(str(desk.office.registry.url)) == before
    assert seen.count("new") == 8
    assert seen.people == ("นายสมมุติ หนึ่ง",)
    done = take(desk, FULL)
    assert (done.changes, done.gaps) == (seen.changes, seen.gaps)


def test_a_corrected_form_changes_what_differs_and_keeps_what_was_said_before(desk: Desk) -> None:
    take(desk, FULL)
    with desk.office.registry.reading() as connection:
        (before,) = past_events(connection, D, "seat")
        (old,) = orders(connection, D)
    desk.on("2022-06-21")
    corrected = {
        **FULL,
        "orders": [{**ORDER, "number": "46/2562", "dated": "8 พ.ค. 2562"}],
        "roster": [{**SEAT, "position": "สาธารณสุขอำเภอแม่ฟ้าหลวง", "name": "นายสมมุติ สอง"}],
        "figures": [{"indicator": "การอบรม", "fiscal_year": 2563, "value": 30}],
    }
    done = take(desk, corrected)
    assert (done.count("changed"), done.count("unchanged")) == (3, 5)
    with desk.office.registry.reading() as connection:
        (order,) = orders(connection, D)
        (seat,) = seats(connection, D, TODAY)
        (held,) = holders(connection, f"{D}/district_public_health", TODAY)
        (figure,) = past_figures(connection, D)
        (then,) = past_events(connection, D, "seat", known=before.recorded_at)
        corrects = connection.scalar(
            select(DistrictOrder.corrects_id).where(DistrictOrder.id == order.id)
        )
    assert (order.full_number, order.dated.first) == ("46/2562", date(2019, 5, 8))
    assert corrects == old.id
    assert seat.title_th == "สาธารณสุขอำเภอแม่ฟ้าหลวง"
    assert held.name.th == "นายสมมุติ สอง"
    assert figure.value == 30
    assert then.body["terms"][0]["name"] == "สมมุติ หนึ่ง"
    assert verify_all(desk.office) == ()


def test_a_term_that_ended_in_a_year_not_yet_over_has_ended(desk: Desk) -> None:
    ended = {**SEAT, "start": "2562", "end": "2565"}
    take(desk, {"orders": [ORDER], "roster": [ended]})
    with desk.office.registry.reading() as connection:
        assert holders(connection, f"{D}/district_public_health", TODAY) == []
        (held,) = holders(connection, f"{D}/district_public_health", date(2022, 6, 19))
    assert held.start == date(2019, 5, 7)


def test_what_a_later_order_of_prasan_made_is_never_changed_by_the_old_file(desk: Desk) -> None:
    done = take(desk, FULL)
    desk.on("2022-06-22")
    newer = seats_of(desk)[0].model_copy(update={"key": "executive/new", "title_th": "ใหม่"})
    with desk.office.registry.writing(D) as write:
        by = entries(write.connection, done.instance)[0].id
        number = parse_order_number("3/2565", field="number")
        signed = Registration("replace", HEADING, number, date(2022, 6, 21), "", None,
                              "as_printed", None, date(2022, 6, 21))  # fmt: skip
        register(write, D, signed, entry_id=by)
        record_seats(write, D, (newer,), on=date(2022, 6, 21), entry_id=by)
    named = {**SEAT, "position": "แก้แล้ว", "mode": "by_name", "name": "นายสมมุติ สอง"}
    take(desk, {**FULL, "orders": [{**ORDER, "subject": "แต่งตั้ง"}], "roster": [named]})
    assert [one.title_th for one in seats_of(desk, date(2022, 6, 22))] == ["ใหม่"]
    (before,) = seats_of(desk, TODAY)
    assert (before.title_th, before.person_th) == ("แก้แล้ว", "นายสมมุติ สอง")
    with desk.office.registry.reading() as connection:
        (order,) = orders_in_force(connection, D, date(2022, 6, 22))
        (member,) = connection.execute(
            select(table_of(Member)).where(Member.superseded_at.is_(None))
        )
    assert (order.full_number, member.valid_to) == ("3/2565", date(2022, 6, 21))


def seats_of(desk: Desk, on: date = TODAY) -> tuple[Seat, ...]:
    with desk.office.registry.reading() as connection:
        return seats(connection, D, on)


def test_a_form_that_says_less_takes_nothing_away(desk: Desk) -> None:
    take(desk, FULL)
    take(desk, {"orders": [ORDER]})
    with desk.office.registry.reading() as connection:
        assert len(past_events(connection, D)) == 7
        assert len(seats(connection, D, TODAY)) == 1


def test_a_district_is_adopted_by_who_may_load_there_only(desk: Desk) -> None:
    with pytest.raises(MayNot):
        adopt(desk.office, D, form(FULL), recorded_by=f"{D}.deputy2")


def test_whom_the_registry_knows_in_an_office_no_paper_file_puts_aside(desk: Desk) -> None:
    other = {"post": "chair", "name": "นายสมมุติ อื่น", "start": "2560", "end": "2564"}
    listed = {"body": "executive", "no": 1, "role": "chair", "position": "นายอำเภอ",
              "name": "นายสมมุติ ใครอีก", "start": "1 ต.ค. 2561"}  # fmt: skip
    with pytest.raises(FormUnfit) as refused:
        take(desk, {**FULL, "officers": [other], "roster": [listed]})
    told = [(one.where, one.refusal.code) for one in refused.value.problems]
    assert told == [("officers 1: start", "terms_overlap"), ("roster 1: start", "terms_overlap")]
    later = {"post": "chair", "name": "นายสมมุติ อื่น", "start": "1 ต.ค. 2564"}
    take(desk, {**FULL, "officers": [later]})
    with desk.office.registry.reading() as connection:
        (chief,) = holders(connection, f"{D}/district_chief", TODAY)
    assert chief.name.th == "นายสมมุติ อื่น"


def test_an_adoption_in_the_future_is_refused(desk: Desk) -> None:
    with pytest.raises(ActInFuture):
        take(desk, FULL, on=date(2022, 6, 21))


def test_an_establishment_under_way_is_stopped_only_where_it_is_named(desk: Desk) -> None:
    running = desk.start()
    with pytest.raises(EstablishmentUnderWay) as refused:
        take(desk, FULL)
    assert str(running) in refused.value.sentence.en
    with pytest.raises(ReasonMissing):
        take(desk, FULL, instead_of=running)
    done = take(desk, FULL, instead_of=running, reason="มีคณะกรรมการอยู่แล้ว")
    old, new = desk.instances()
    assert (old.id, old.status) == (running, "stopped")
    assert (new.id, new.status, new.attempt) == (done.instance, "finished", 2)
    with desk.office.registry.reading() as connection:
        last = entries(connection, running)[-1]
    assert last.body["stopped"] == "มีคณะกรรมการอยู่แล้ว"


def test_the_earlier_order_that_the_first_question_found_may_be_the_committees(desk: Desk) -> None:
    running = desk.start()
    paper = {"heading_th": HEADING, "number": "45/2562", "dated": "2019-05-07",
             "subject_th": "แต่งตั้ง"}  # fmt: skip
    found: Json = {"finding": "in_force", "earlier": paper, "purpose": "replace"}
    desk.decide(running, "earlier_order", COORDINATOR, "2022-06-20", found)
    take(desk, FULL, instead_of=running, reason="เป็นคณะกรรมการเดิม")
    with desk.office.registry.reading() as connection:
        (order,) = orders_in_force(connection, D, TODAY)
    assert (order.kind, order.full_number) == ("new", "45/2562")
    assert verify_all(desk.office) == ()


def test_an_order_signed_in_prasan_is_never_put_aside(desk: Desk) -> None:
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-06-22", {"result": "sign"})
    desk.decide(
        order, "registration", "district_chief", "2022-06-23",
        {"printed": "as_printed", "number": "12/2565", "dated": "2022-06-23"}, evidence=[SCAN],
    )  # fmt: skip
    first = next(one.id for one in desk.instances() if one.process == "establishment")
    with pytest.raises(CommitteeOfPrasan) as refused:
        take(desk, FULL, instead_of=first, reason="ลองดู")
    assert "12/2565" in refused.value.sentence.en


def test_a_meeting_found_later_carries_the_committee_past_its_inception(desk: Desk) -> None:
    first = take(desk, {"orders": [ORDER]})
    assert first.waits_at == ("inception_date",)
    second = take(desk, FULL)
    assert (second.waits_at, second.instance != first.instance) == ((), True)
    assert [one.status for one in desk.instances()] == ["stopped", "finished"]


def test_scans_are_filed_by_kind_number_and_date_with_who_attests(desk: Desk) -> None:
    name = "คำสั่ง 45-2562 2019-05-07.pdf"
    uploads = {name: Upload(name, SCAN.media_type, SCAN.content)}
    take(desk, FULL, uploads=uploads)
    with desk.office.registry.reading() as connection:
        (paper,) = connection.execute(select(table_of(Document))).all()
        (order,) = orders(connection, D)
        coord = holders(connection, COORDINATOR, TODAY)[0].person
    assert (paper.kind, paper.own_date, paper.status) == (
        "past.order",
        date(2019, 5, 7),
        "evidence",
    )
    assert (paper.attested_by, order.document) == (coord, paper.id)
    assert take(desk, FULL, uploads=uploads).count("unchanged") == 9


def test_a_scan_that_was_not_sent_is_asked_for(desk: Desk) -> None:
    listed = {"file": "a.pdf", "kind": "order", "on": "2562", "attested": "yes"}
    with pytest.raises(FormUnfit) as refused:
        take(desk, {**FULL, "scans": [listed]})
    assert [one.refusal.code for one in refused.value.problems] == ["adoption_scan_not_given"]


def test_a_number_of_another_district_and_an_unknown_agency_are_told_together(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, TODAY.isoformat(), D, "5703")
    take(desk, {"orders": [ORDER]})
    odd = {"orders": [ORDER], "roster": [{**SEAT, "agency": "nobody"}]}
    with pytest.raises(FormUnfit) as refused:
        adopt(desk.office, "5703", form(odd), recorded_by="coord")
    assert [(one.where, one.refusal.code) for one in refused.value.problems] == [
        ("orders 1: number", "order_number_in_use"),
        ("roster 1: agency", "unknown_agency"),
    ]


def test_an_order_whose_paper_is_lost_needs_no_number(desk: Desk) -> None:
    lost = {**ORDER, "number": None, "dated": "2562", "paper": "not_found"}
    done = take(desk, {"orders": [lost]})
    assert {"order_number", "order_paper"} <= {gap.key for gap in done.gaps}
    with desk.office.registry.reading() as connection:
        (order,) = orders_in_force(connection, D, TODAY)
    assert order.full_number == "-/2562"
