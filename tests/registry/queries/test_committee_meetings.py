"""The meetings of a committee, whether recorded, told by a resolution or by old papers."""

from datetime import UTC, date, datetime
from decimal import Decimal

from desk.views.work_done import work_done
from flows.decisions.withdraw import withdraw
from registry.queries.committee_meetings import CommitteeMeeting, ToldBy, committee_meetings
from registry.queries.computed_figures import computed_figures
from registry.queries.handover import decisions_owed
from registry.records.held_meetings import record_meeting
from registry.rules.figures import Amount
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.plan.at_plans import received
from tests.flows.plan.plan_rows import AGREED, drafted, endorsed
from tests.registry.records.at_adoptions import FULL, take

D = MAE_FAH_LUANG


def known(desk: Desk, on: str, at: datetime | None = None) -> list[CommitteeMeeting]:
    with desk.office.registry.reading() as connection:
        return committee_meetings(connection, D, date.fromisoformat(on), at)


def told(desk: Desk, on: str) -> list[tuple[str, ToldBy, str | None]]:
    return [(str(one.on), one.told_by, one.called) for one in known(desk, on)]


def test_a_meeting_at_which_the_committee_resolved_on_its_plan_is_a_meeting(
    made_registry_url: str,
) -> None:
    desk, _ = endorsed(made_registry_url)
    assert told(desk, "2022-09-30")[-1] == ("2022-09-05", ToldBy.RESOLUTION, "4/2565")
    assert told(desk, "2022-09-05")[-1][0] == "2022-09-05"
    assert "2022-09-05" not in [day for day, *_ in told(desk, "2022-09-04")]


def test_a_chief_who_comes_is_not_asked_for_a_meeting_that_a_resolution_tells_of(
    sqlite_url: str,
) -> None:
    desk, plan = drafted(sqlite_url)
    assert "meeting" in owed(desk, "2022-09-30")
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    assert "meeting" not in owed(desk, "2022-09-30")
    assert "meeting" in owed(desk, "2022-10-03")  # of another quarter


def owed(desk: Desk, on: str) -> list[str]:
    with desk.office.registry.reading() as connection:
        found = decisions_owed(connection, D, date.fromisoformat(on))
    return [one.key for one in found.decisions]


def test_a_resolution_that_was_withdrawn_or_not_known_yet_tells_of_no_meeting(
    sqlite_url: str,
) -> None:
    desk, plan = drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    assert not [one for one in known(desk, "2022-09-30", datetime(2022, 9, 1, tzinfo=UTC))
                if one.told_by is ToldBy.RESOLUTION]  # fmt: skip
    withdraw(desk.office, plan, "resolution", reason="ผิดวัน", recorded_by="coord")
    assert not [one for one in told(desk, "2022-09-30") if one[1] is ToldBy.RESOLUTION]


def test_a_day_of_which_record_and_resolution_tell_is_one_meeting(sqlite_url: str) -> None:
    desk, plan = drafted(sqlite_url)
    with desk.office.registry.writing(D) as write:
        record_meeting(write, D, "quarterly/1", "quarterly", on=date(2022, 9, 5), entry_id=1)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    assert [(one[0], one[1]) for one in told(desk, "2022-09-30")] == [("2022-09-05", ToldBy.RECORD)]


def test_meetings_of_which_old_papers_tell_are_as_exact_as_they_are(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-20")
    take(desk, FULL | {"meetings": [
        {"kind": "quarterly", "number": "1/2563", "on": "2563", "minutes": "not_found"},
        {"kind": "quarterly", "number": "2/2564", "on": "ส.ค. 2564", "minutes": "found"},
    ]})  # fmt: skip
    assert told(desk, "2022-06-20") == [
        ("2020", ToldBy.OLD_PAPER, "1/2563"), ("2021-08", ToldBy.OLD_PAPER, "2/2564"),
    ]  # fmt: skip
    assert [one.day for one in known(desk, "2022-06-20")] == [None, date(2021, 8, 1)]


def test_a_committee_that_met_by_a_resolution_is_active_and_met_in_that_quarter(
    sqlite_url: str,
) -> None:
    desk, _ = received(sqlite_url)
    desk.on("2022-10-20")
    with desk.office.registry.reading() as connection:
        (active,) = computed_figures(
            connection, (D,), 2566, 1, date(2022, 10, 20), keys=["active"]
        )["active"].values()
    assert active.told == Amount(Decimal(1))


def test_the_page_of_a_committees_work_tells_of_it_too(sqlite_url: str) -> None:
    desk, _ = endorsed(sqlite_url)
    with desk.office.registry.reading() as connection:
        done = work_done(connection, D, date(2022, 9, 30))
    assert done.told_meetings == (date(2022, 9, 5),)
    assert not done.nothing
