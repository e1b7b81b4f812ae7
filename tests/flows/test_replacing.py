"""A member is replaced (story 22), and a change of policy makes all learn anew (story 21)."""

from datetime import date

import pytest

from flows.gates.capacity import Topic
from flows.policy_change import PolicyChange, TitleMissing, TopicsMissing, change_policy
from flows.recordings.establishment import UnknownSeat
from flows.refusals import AlreadyStarted
from flows.replacing import replace_member
from flows.verifying import verify_all
from registry.queries.documents import documents, facts
from registry.queries.meetings import coverage, current_members, policy_events
from registry.queries.people import names
from registry.records.rights import MayNot
from registry.rules.plain import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.terminal import tables

D = MAE_FAH_LUANG
SEAT = "executive.cso_representative"
NEW: dict[str, Json] = {
    "result": "named", "since": "2022-08-15", "letter": {"number": "ศน 12/2565"},
    "person": {"title_th": "นางสาว", "name_th": "คนใหม่ สมมุติ"},
}  # fmt: skip
NRM = PolicyChange(
    "TH", "nrm-2565", "แนวทางกลไกการส่งต่อระดับชาติ", "National Referral Mechanism guidelines",
    (Topic.IDENTIFICATION,), date(2022, 10, 28),
)  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url)
    made.to_after_meeting()
    made.on("2022-08-10")
    return made


def begin(desk: Desk) -> int:
    made = replace_member(
        desk.office, D, SEAT, on=desk.on("2022-08-10"), recorded_by="coord"
    ).instance
    desk.perform()
    return made


def filled_by(desk: Desk, on: str) -> str | None:
    with desk.office.registry.reading() as session:
        person = current_members(session.connection(), D, date.fromisoformat(on))[SEAT]
        return names(session.connection(), {person})[person].th if person else None


def test_the_term_before_ends_on_the_day_on_which_the_next_begins(desk: Desk) -> None:
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    again = begin(desk)
    later: Json = NEW | {"since": "2022-09-01", "person": {"name_th": "คนถัดไป สมมุติ"}}
    desk.decide(again, "replacement_named", "focal_point", "2022-09-02", later)
    assert filled_by(desk, "2022-08-14") is None
    assert filled_by(desk, "2022-08-31") == "นางสาวคนใหม่ สมมุติ"
    assert filled_by(desk, "2022-09-01") == "คนถัดไป สมมุติ"
    assert list(verify_all(desk.office)) == []


def test_a_newcomer_counts_as_not_trained(desk: Desk) -> None:
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    with desk.office.registry.reading() as session:
        connection = session.connection()
        newcomer = current_members(connection, D, date(2022, 8, 20))[SEAT]
        found = coverage(connection, D, date(2022, 8, 20), None)
    assert newcomer in found.untrained


def test_papers_of_the_past_keep_the_name_that_they_were_printed_with(desk: Desk) -> None:
    def printed() -> list[Json]:
        with desk.office.registry.reading() as session:
            connection = session.connection()
            rows = [one for one in documents(connection) if one.kind == "sign_in_sheet"]
            return [facts(connection, one.facts_id) for one in rows if one.facts_id]

    before = printed()
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    assert printed() == before


def test_a_seat_is_replaced_once_at_a_time_and_must_be_one(desk: Desk) -> None:
    begin(desk)
    with pytest.raises(AlreadyStarted):
        begin(desk)
    with pytest.raises(UnknownSeat):
        replace_member(desk.office, D, "no.seat", on=date(2022, 8, 10), recorded_by="coord")


def test_a_change_of_policy_begins_a_refresher_in_each_district_with_an_order(desk: Desk) -> None:
    desk.on("2022-11-01")
    done = change_policy(desk.office, NRM, recorded_by="admin")
    assert done.begun == (D,)
    again = change_policy(desk.office, NRM, recorded_by="admin")
    assert (again.begun, again.before) == ((), (D,))
    (work,) = (one.id for one in desk.instances() if one.process == "refresher")
    assert desk.waits_at(work) == ["refresher_held"]
    with desk.office.registry.reading() as session:
        (kept,) = policy_events(session.connection(), D, date(2022, 11, 1))
    assert (kept.key, kept.on) == ("nrm-2565", date(2022, 10, 28))


def test_what_was_learned_before_the_change_does_not_count_after_it(desk: Desk) -> None:
    desk.on("2022-11-01")
    change_policy(desk.office, NRM, recorded_by="admin")
    (work,) = (one.id for one in desk.instances() if one.process == "refresher")
    held: Json = {
        "result": "held", "held_on": "2022-11-15", "topics": ["identification"],
        "participants": [{"code": "A1", "sex": "female", "person": "5715.chief"}],
    }  # fmt: skip
    desk.decide(work, "refresher_held", "focal_point", "2022-11-15", held)
    with desk.office.registry.reading() as session:
        connection = session.connection()
        before = coverage(connection, D, date(2022, 11, 14), NRM.on)
        after = coverage(connection, D, date(2022, 11, 15), NRM.on)
    assert (before.trained, after.trained) == (0, 1)


def test_a_change_needs_a_title_topics_and_the_right(desk: Desk) -> None:
    desk.on("2022-11-01")
    before = tables(str(desk.office.registry.url))
    nameless = PolicyChange("TH", "x", "", "x", NRM.topics, NRM.on)
    with pytest.raises(TitleMissing):
        change_policy(desk.office, nameless, recorded_by="admin")
    empty = PolicyChange("TH", "x", "ก", "x", (), NRM.on)
    with pytest.raises(TopicsMissing):
        change_policy(desk.office, empty, recorded_by="admin")
    with pytest.raises(MayNot):
        change_policy(desk.office, NRM, recorded_by=f"{D}.chief")
    assert tables(str(desk.office.registry.url)) == before
