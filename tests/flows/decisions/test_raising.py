import pytest

from flows.decisions.raise_revision import NothingToRaise, raise_revision, rehearse_revision
from flows.engine.perform import drain
from flows.verification import verify_all
from registry.journal import entries, instances, open_gates
from registry.queries.documents import documents
from registry.records.rights import MayNot
from tests.builders import COORDINATOR, Desk
from tests.desk.cli.terminal import tables
from tests.desk.web.at_meetings import released_desk

AGREED, SILENT, OLDER = "5715", "5704", "5713"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return released_desk(sqlite_url)


def test_a_rehearsal_tells_what_would_differ_and_changes_nothing(desk: Desk) -> None:
    before = tables(str(desk.office.registry.url))
    found = {one.district: one for one in rehearse_revision(desk.office, "establishment")}
    assert set(found) == {AGREED, SILENT, OLDER}
    assert (found[AGREED].now, found[AGREED].then) == ((), ("invitation#1",))
    assert "draft_meeting_papers" in found[AGREED].effects
    assert found[SILENT].now == found[SILENT].then == ("advocacy#2",)
    assert found[OLDER].ends == "established"
    assert [one.problem for one in found.values()] == [None, None, None]
    assert tables(str(desk.office.registry.url)) == before


def test_a_raised_instance_goes_on_behind_the_line_of_its_release(desk: Desk) -> None:
    raised = raise_revision(desk.office, "establishment", recorded_by="coord")
    for _ in drain(desk.office):
        pass
    by_district = {one.district: one.instance for one in raised}
    assert desk.waits_at(by_district[AGREED]) == ["invitation#1"]
    with desk.office.registry.reading() as connection:
        row = next(r for r in instances(connection) if r.id == by_district[OLDER])
        journal = entries(connection, by_district[AGREED])
        kept = documents(connection, instance_id=by_district[AGREED])
    assert row.outcome == "established"
    assert [e.body for e in journal if e.kind == "revision"] == [{"revision": 3, "before": 1}]
    assert "invitation" in {one.kind for one in kept}
    assert not list(verify_all(desk.office))


def test_steps_already_passed_keep_their_old_path(desk: Desk) -> None:
    raise_revision(desk.office, "establishment", recorded_by="coord", districts=[SILENT])
    (silent,) = (one.id for one in desk.instances() if one.district == SILENT)
    answer = {"result": "no_reply", "approached_on": "2022-07-22"}
    desk.decide(silent, "advocacy", COORDINATOR, "2022-07-22", answer)
    with desk.office.registry.reading() as connection:
        kinds = {one.kind for one in documents(connection, district=SILENT)}
    assert "advocacy_letter" not in kinds


def test_raising_twice_is_refused(desk: Desk) -> None:
    raise_revision(desk.office, "establishment", recorded_by="coord")
    with pytest.raises(NothingToRaise):
        raise_revision(desk.office, "establishment", recorded_by="coord")


def test_who_may_not_start_may_not_raise(desk: Desk) -> None:
    before = tables(str(desk.office.registry.url))
    with pytest.raises(MayNot):
        raise_revision(desk.office, "establishment", recorded_by=f"{AGREED}.chief")
    assert tables(str(desk.office.registry.url)) == before


def test_open_gates_are_untouched_by_a_raise_that_changes_nothing(desk: Desk) -> None:
    with desk.office.registry.reading() as connection:
        before = [g for g in open_gates(connection) if g.district_code == SILENT]
    raise_revision(desk.office, "establishment", recorded_by="coord", districts=[SILENT])
    with desk.office.registry.reading() as connection:
        after = [g for g in open_gates(connection) if g.district_code == SILENT]
    assert after == before
