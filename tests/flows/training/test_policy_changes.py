"""A change of policy: a refresher in each district with an order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.training.gates import Topic
from flows.training.policy_change import (
    PolicyChange,
    PolicyKeyKnown,
    PolicyKeyUnfit,
    TitleMissing,
    TopicsMissing,
    change_policy,
)
from flows.training.recordings import HeldBeforeChange
from registry.queries.computed_figures import computed_figures
from registry.queries.handover import decisions_owed
from registry.queries.meetings import coverage
from registry.queries.people import person
from registry.queries.policy import last_policy_change, policies_called, policy_events
from registry.records.held_meetings import AttendanceRow, record_attendance, record_training
from registry.records.rights import MayNot
from registry.rules.figures import Amount, Share
from registry.rules.mistyped_years import BeforeLaw
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import tables

D = MAE_FAH_LUANG


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url)
    made.to_after_meeting()
    made.on("2022-08-10")
    return made


NRM = PolicyChange(
    "TH", "nrm-2565", "แนวทางกลไกการส่งต่อระดับชาติ", "National Referral Mechanism guidelines",
    (Topic.IDENTIFICATION,), date(2022, 10, 28),
)  # fmt: skip


def test_a_change_of_policy_begins_a_refresher_in_each_district_with_an_order(desk: Desk) -> None:
    desk.on("2022-11-01")
    done = change_policy(desk.office, NRM, recorded_by="admin")
    assert done.begun == (D,)
    again = change_policy(desk.office, NRM, recorded_by="admin")
    assert (again.begun, again.before) == ((), (D,))
    (work,) = (one.id for one in desk.instances() if one.process == "refresher")
    assert desk.waits_at(work) == ["refresher_held"]
    with desk.office.registry.reading() as connection:
        (kept,) = policy_events(connection, D, date(2022, 11, 1))
    assert (kept.key, kept.on) == ("nrm-2565", date(2022, 10, 28))


@pytest.mark.parametrize(
    "other",
    [
        replace(NRM, area="57"),
        replace(NRM, title_th="แนวทางอื่น"),
        replace(NRM, on=date(2022, 10, 29)),
        replace(NRM, topics=(Topic.DEFINING,)),
    ],
)
def test_the_short_name_of_a_change_is_of_no_other_where_both_would_hold(
    desk: Desk, other: PolicyChange
) -> None:
    desk.on("2022-11-01")
    change_policy(desk.office, NRM, recorded_by="admin")
    with pytest.raises(PolicyKeyKnown):
        change_policy(desk.office, other, recorded_by="admin")


def test_a_change_of_before_the_law_is_refused_and_leaves_its_short_name_free(desk: Desk) -> None:
    desk.on("2022-11-01")
    with pytest.raises(BeforeLaw) as refused:
        change_policy(desk.office, replace(NRM, on=date(2008, 6, 4)), recorded_by="admin")
    assert "โปรดตรวจสอบปี" in refused.value.sentence.th
    assert change_policy(desk.office, NRM, recorded_by="admin").begun == (D,)


@pytest.mark.parametrize("key", ["NRM 2569/ใหม่", "a", "../x"])
def test_the_short_name_of_a_change_is_short_and_plain(desk: Desk, key: str) -> None:
    desk.on("2022-11-01")
    with pytest.raises(PolicyKeyUnfit):
        change_policy(desk.office, replace(NRM, key=key), recorded_by="admin")


def test_a_refresher_is_not_of_before_the_change_that_it_is_about(desk: Desk) -> None:
    desk.on("2022-11-01")
    change_policy(desk.office, NRM, recorded_by="admin")
    desk.perform()
    (work,) = (one.id for one in desk.instances() if one.process == "refresher")
    held: Json = {"result": "held", "held_on": "2022-10-27", "participants": [{"code": "P1"}]}
    with pytest.raises(HeldBeforeChange):
        desk.decide(work, "refresher_held", "focal_point", "2022-11-01", held)


def test_what_was_learned_before_the_change_does_not_count_after_it(desk: Desk) -> None:
    desk.on("2022-11-01")
    change_policy(desk.office, NRM, recorded_by="admin")
    (work,) = (one.id for one in desk.instances() if one.process == "refresher")
    held: Json = {
        "result": "held", "held_on": "2022-11-15", "topics": ["identification"],
        "participants": [{"code": "A1", "sex": "female", "person": "5715.chief"}],
    }  # fmt: skip
    desk.decide(work, "refresher_held", "focal_point", "2022-11-15", held)
    with desk.office.registry.reading() as connection:
        change = last_policy_change(connection, D, date(2022, 11, 15))
        before = coverage(connection, D, date(2022, 11, 14), change)
        after = coverage(connection, D, date(2022, 11, 15), change)
    assert (before.trained, after.trained) == (0, 1)


def test_a_training_about_something_else_counts_in_no_figure_and_for_no_decision(
    desk: Desk,
) -> None:
    desk.on("2022-11-15")
    change_policy(desk.office, NRM, recorded_by="admin")
    with desk.office.registry.writing(D) as write:
        chief = person(write.connection, "5715.chief", field="person").id
        days = (write.today, write.today)
        record_training(write, D, "training/98", ["legislation"], days, entry_id=1)
        came = [AttendanceRow(chief, None, "present", "male")]
        record_attendance(write, D, "training/98", came, on=write.today, entry_id=1)
    on, key = date(2022, 11, 15), "members_trained"
    with desk.office.registry.reading() as connection:
        told = computed_figures(connection, (D,), 2566, None, on, keys=(key,))[key][D].told
        owed = {one.key: one.count for one in decisions_owed(connection, D, on).decisions}
    assert owed["training"] == 1
    assert told == Share(Amount(Decimal()), Amount(Decimal(1)))


def test_a_change_without_an_english_title_bears_the_thai_one(desk: Desk) -> None:
    desk.on("2022-11-15")
    change_policy(desk.office, replace(NRM, title_en=" "), recorded_by="admin")
    with desk.office.registry.reading() as connection:
        (kept,) = policies_called(connection, NRM.key)
    assert kept.title_en == NRM.title_th


def test_a_change_needs_a_title_topics_and_the_right(desk: Desk) -> None:
    desk.on("2022-11-01")
    before = tables(str(desk.office.registry.url))
    nameless = PolicyChange("TH", "xx", "", "x", NRM.topics, NRM.on)
    with pytest.raises(TitleMissing):
        change_policy(desk.office, nameless, recorded_by="admin")
    empty = PolicyChange("TH", "xx", "ก", "x", (), NRM.on)
    with pytest.raises(TopicsMissing):
        change_policy(desk.office, empty, recorded_by="admin")
    with pytest.raises(MayNot):
        change_policy(desk.office, NRM, recorded_by=f"{D}.chief")
    assert tables(str(desk.office.registry.url)) == before
