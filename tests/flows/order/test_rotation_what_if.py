"""What would follow from a transfer order: told, drafted as a sample, and nothing of it kept."""

from datetime import date

from desk.views.rotations import would_follow
from flows.decisions.rotate import rotate
from flows.order.rotation_what_if import BegunProcess, WhatIf, rotation_what_if, sample_amendment
from registry.queries.committee_day import CommitteeDay
from registry.queries.groups import thinned_groups
from registry.queries.seats import seats
from registry.records.people import add_person
from registry.records.seats import record_seats
from registry.rules.plain_values import Json
from registry.rules.seats import SeatMode
from tasks.documents.proofreading import read_back
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import tables
from tests.desk.web.visitor import visitor
from tests.flows.order.at_amendments import at_work
from tests.flows.order.at_transfer_orders import COMES, D, by_name, of_three, the_order


def foreseen(desk: Desk, **who: Json) -> WhatIf:
    (found,) = rotation_what_if(desk.office, the_order(**who), recorded_by="coord")
    return found


def test_the_order_that_names_who_leaves_has_a_sample_of_its_amendment_and_nothing_is_kept(
    made_registry_url: str,
) -> None:
    desk = at_work(made_registry_url)
    by_name(desk)
    before = tables(made_registry_url)
    found = foreseen(desk, **COMES)
    assert len(found.to_amend) == 1
    with desk.office.registry.reading() as connection:
        made = sample_amendment(desk.office, connection, found)
    assert made is not None
    text = read_back(made, "th").text
    assert text.startswith("ตัวอย่าง")
    assert "นางใหม่ มาแทน" in text
    assert "12/2565" in text
    assert "นอกนั้นให้คงเป็นไปตามคำสั่งเดิม" in text
    assert tables(made_registry_url) == before


def test_the_handover_that_would_begin_is_told_and_nothing_of_it_is_kept(
    made_registry_url: str,
) -> None:
    desk = at_work(made_registry_url)
    before, today = tables(made_registry_url), desk.office.registry.today
    found = foreseen(desk, **COMES)
    assert found.begins == (BegunProcess("handover", today),)
    with desk.office.registry.reading() as connection:
        told = [one.en for one in would_follow(connection, found)]
    assert "“Handover” begins, from 24 June 2022." in told
    assert tables(made_registry_url) == before
    rotate(desk.office, the_order(**COMES), recorded_by="coord")
    assert foreseen(desk, **COMES).begins == ()
    moved = foreseen(desk, on="2022-11-01")
    assert (moved.begins, moved.ends) == (found.begins, found.begins)
    assert moved.rotated.leaving == found.rotated.leaving


def test_an_order_called_off_ends_its_handover_and_needs_nothing_anew_or_amended(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    by_name(desk)
    today = desk.office.registry.today
    rotate(desk.office, the_order(**COMES), recorded_by="coord")
    found = foreseen(desk, called_off="true")
    assert found.ends == (BegunProcess("handover", today),)
    assert (found.begins, found.anew, found.to_amend) == ((), (), ())
    with desk.office.registry.reading() as connection:
        told = [one.en for one in would_follow(connection, found)]
    assert "“Handover”, begun on 24 June 2022, ends." in told


def test_no_handover_is_told_of_where_no_committee_stands_nor_is_being_established(
    sqlite_url: str,
) -> None:
    assert foreseen(a_desk(sqlite_url)).begins == ()


def test_an_order_by_position_stands_and_has_no_sample(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    found = foreseen(desk, **COMES)
    assert (found.to_amend, found.amendment) == ((), None)
    assert found.orders == ("12/2565",)


def test_a_meeting_that_was_agreed_on_falls_in_the_gap_or_is_led_by_who_comes(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_inception_meeting()
    desk.on("2022-07-09")
    vacant, filled = foreseen(desk, on="2022-07-10"), foreseen(desk, on="2022-07-10", **COMES)
    for found in (vacant, filled):
        assert [(one.on, one.agreed) for one in found.meetings] == [(date(2022, 7, 20), True)]
    assert foreseen(desk, on="2022-07-21").meetings == ()
    with desk.office.registry.reading() as connection:
        told = [one.en for one in would_follow(connection, vacant)]
        assert any("20 July 2022 falls in the gap" in one for one in told)
        assert any("leads the meeting" in one.en for one in would_follow(connection, filled))


def test_a_group_that_moves_leave_with_two_members_is_flagged(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    of_three(desk)
    desk.on("2022-09-01")

    def flagged(on: str) -> list[tuple[str, int, int]]:
        with desk.office.registry.reading() as connection:
            day = date.fromisoformat(on)
            found = thinned_groups(CommitteeDay(connection, D, day))
        return [(one.body, one.members, one.before) for one in found]

    assert flagged("2022-09-01") == []
    (group,) = foreseen(desk).thinned
    assert (group.body, group.members, group.before) == ("suppression", 2, 3)
    assert foreseen(desk, **COMES).thinned == ()
    assert flagged("2022-10-01") == []
    rotate(desk.office, the_order(), recorded_by="coord")
    assert flagged("2022-09-30") == []
    assert flagged("2022-10-01") == [("suppression", 2, 3)]


def test_a_member_by_name_who_becomes_chief_is_told_of_before_and_where_the_committee_is_seen(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    with desk.office.registry.writing(D) as write:
        member = add_person(write, title_th="นาง", name_th="สมศรี สมาชิก", ref="5715.member")
        now = seats(write.connection, D, date(2022, 6, 24))
        seat = next(one for one in now if one.key == "executive.cso_representative")
        named = seat.model_copy(update={"mode": SeatMode.BY_NAME, "person": member})
        wanted = tuple(named if one.key == seat.key else one for one in now)
        record_seats(write, D, wanted, on=date(2022, 6, 24), entry_id=1)
    order = the_order(coming="5715.member")
    (found,) = rotation_what_if(desk.office, order, recorded_by="coord")
    with desk.office.registry.reading() as connection:
        told = [one.en for one in would_follow(connection, found)]
    assert any("นางสมศรี สมาชิก sits by name as" in one for one in told)
    assert foreseen(desk, **COMES).twice == ()
    rotate(desk.office, order, recorded_by="coord")
    desk.on("2022-10-03")
    page = visitor(desk, "coord").get(f"/districts/{D}", "en").main
    assert "นางสมศรี สมาชิก sits by name as" in page
