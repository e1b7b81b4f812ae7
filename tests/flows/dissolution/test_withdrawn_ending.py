"""The end of a committee that is withdrawn ends nothing: what it had stopped goes on."""

from datetime import date

import pytest
from sqlalchemy import select

from desk.imports.row_loading import load_rows
from flows.decisions.move_due import move_due
from flows.decisions.stop import stop
from flows.engine.advance import begin
from flows.verification import verify_all
from registry.journal import GateRow
from registry.models import ChildLink, Document
from registry.queries.audit import links as newest_links
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, SECOND, Desk, a_desk
from tests.desk.web.visitor import visitor
from tests.flows.dissolution.at_endings import ENDED, confirm, dissolved, withdrawn
from tests.flows.handover.at_handovers import told
from tests.flows.year.at_quarters import a_year, on
from tests.registry.records.at_adoptions import FULL, take
from tests.staged_desks import made_once

CHIEF = f"{MAE_FAH_LUANG}/district_chief"


def waiting(desk: Desk) -> set[tuple[object, ...]]:
    """Every gate and wait of the district with its days."""
    return {_said(one) for one in desk.gates() if "ending" not in one.gate}


def _said(one: GateRow) -> tuple[object, ...]:
    days = (one.opened_on, one.due_on, one.until_on)
    return (one.instance_id, one.path, one.about, one.not_by, one.note, *days)


def statuses(desk: Desk) -> dict[int, tuple[str, str]]:
    return {
        one.id: (one.process, one.status)
        for one in desk.instances()
        if one.process != "dissolution"
    }


def links(desk: Desk) -> set[tuple[int, str, int]]:
    with desk.office.registry.reading() as connection:
        return {
            (row[0], row[1], row[2]) for row in connection.execute(select(*ChildLink.__table__.c))
        }


def papers(desk: Desk) -> dict[int, str]:
    with desk.office.registry.reading() as connection:
        rows = connection.execute(select(Document.id, Document.status))
        return {row[0]: row[1] for row in rows}


@made_once
def at_work(url: str) -> Desk:
    """A year under way: a meeting to be agreed on, a handover of which a due day was moved."""
    desk, _ = a_year(url)
    on(desk, "2022-10-20")
    told(desk, "2022-10-20", dated="2022-10-15")
    on(desk, "2022-11-08")
    moved = next(one for one in desk.gates() if one.gate == "briefing")
    move_due(
        desk.office, moved.instance_id, moved.path, due_on=date(2022, 12, 24), until_on=None,
        reason="นัดใหม่", recorded_by="coord",
    )  # fmt: skip
    return desk


def test_what_a_withdrawn_ending_had_stopped_goes_on_where_it_was(made_registry_url: str) -> None:
    desk = at_work(made_registry_url)
    before = waiting(desk), statuses(desk), links(desk), papers(desk)
    assert {"annual_cycle", "meeting", "handover"} <= {
        process for process, status in before[1].values() if status == "open"
    }
    work = dissolved(desk)
    assert not waiting(desk)
    assert {status for _, status in statuses(desk).values()} <= {"finished", "stopped"}
    done = withdrawn(desk, work, "2022-11-11")
    now = papers(desk)
    assert (waiting(desk), statuses(desk), links(desk)) == before[:3]
    assert {one: now[one] for one in before[3]} == before[3]
    assert {one.instance for one in done.resumed.going_on} == {
        one for one, (_, status) in before[1].items() if status == "open"
    }
    assert not done.resumed.left
    assert verify_all(desk.office) == ()


def test_an_ending_is_confirmed_and_withdrawn_as_often_as_it_takes(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    before = waiting(desk), links(desk)
    work = dissolved(desk)
    withdrawn(desk, work, "2022-11-11")
    confirm(desk, work, "2022-11-11")
    assert not waiting(desk)
    withdrawn(desk, work, "2022-11-14", "ending_order")
    assert (waiting(desk), links(desk)) == before
    assert verify_all(desk.office) == ()


def handovers(desk: Desk) -> list[tuple[str, str, str | None]]:
    found = (one for one in desk.instances() if one.process == "handover")
    return [(one.period, one.status, one.outcome) for one in found]


def test_who_came_while_it_stood_ended_is_asked_once_it_goes_on(made_registry_url: str) -> None:
    desk = at_work(made_registry_url)
    work = dissolved(desk)
    on(desk, "2022-12-01")
    told(desk, "2022-12-01", "302/2565", "2022-11-28", name_th="คนถัดไป สมมุติ")
    assert handovers(desk) == [("2022-10-20", "stopped", None)]
    withdrawn(desk, work, "2022-12-05")
    on(desk, "2022-12-06")
    assert handovers(desk) == [
        ("2022-10-20", "finished", "superseded"), ("2022-12-01", "open", None),
    ]  # fmt: skip
    assert verify_all(desk.office) == ()


@made_once
def at_rest(url: str) -> Desk:
    """A committee by an order in force, of which nothing is open."""
    desk = a_desk(url, "2022-06-20")
    take(desk, FULL)
    return desk


@pytest.mark.parametrize("once_more", [False, True])
def test_who_came_while_it_stood_ended_is_asked_though_nothing_was_open(
    made_registry_url: str, *, once_more: bool
) -> None:
    desk = at_rest(made_registry_url)
    on(desk, "2022-11-08")
    work = dissolved(desk)
    if once_more:
        withdrawn(desk, work, "2022-11-14")
        confirm(desk, work, "2022-11-15")
    on(desk, "2022-12-01")
    told(desk, "2022-12-01", "302/2565", "2022-11-28", name_th="คนถัดไป สมมุติ")
    on(desk, "2022-12-02")
    assert handovers(desk) == []
    withdrawn(desk, work, "2022-12-05")
    assert handovers(desk) == [("2022-12-01", "open", None)]
    (begun,) = (one for one in desk.instances() if one.process == "handover")
    assert desk.entries(begun.id)[0].body["start"]["told"] == "2022-12-05"
    assert {"briefing", "receipt"} <= {one.gate for one in desk.gates(begun.id)}
    assert verify_all(desk.office) == ()


def test_who_came_while_it_stood_ended_twice_is_asked_once(sqlite_url: str) -> None:
    desk = at_rest(sqlite_url)
    on(desk, "2022-11-08")
    work = dissolved(desk)
    on(desk, "2022-12-01")
    told(desk, "2022-12-01", "302/2565", "2022-11-28", name_th="คนถัดไป สมมุติ")
    withdrawn(desk, work, "2022-12-05")
    desk.on("2022-12-07")
    confirm(desk, work, "2022-12-07")
    assert handovers(desk) == [("2022-12-01", "stopped", None)]
    withdrawn(desk, work, "2022-12-09")
    assert handovers(desk) == [("2022-12-01", "open", None)]
    assert verify_all(desk.office) == ()


def test_who_is_to_come_was_told_of_while_it_stood_ended(sqlite_url: str) -> None:
    desk = at_rest(sqlite_url)
    on(desk, "2022-11-08")
    work = dissolved(desk)
    on(desk, "2022-11-28")
    told(desk, "2022-12-20", "302/2565", "2022-11-28", name_th="คนถัดไป สมมุติ")
    withdrawn(desk, work, "2022-12-05")
    (begun,) = (one for one in desk.instances() if one.process == "handover")
    assert (begun.period, begun.status) == ("2022-12-20", "open")
    assert [one.gate for one in desk.gates(begun.id) if one.gate] == ["outgoing"]


def test_a_refused_end_that_is_withdrawn_begins_nothing(sqlite_url: str) -> None:
    desk = at_rest(sqlite_url)
    work = desk.start("dissolution", on=ENDED)
    order: Json = {"number": "40/2565", "dated": ENDED, "reason": "ยุบรวมอำเภอ"}
    desk.decide(work, "ending_order", COORDINATOR, ENDED, order, evidence=[SCAN])
    wrong: Json = {"result": "not_so", "reason": "เลขที่ไม่ตรง"}
    desk.decide(work, "confirm_ending", SECOND, ENDED, wrong, recorded_by="coord2")
    told(desk, "2022-11-10", "302/2565", "2022-11-09", name_th="คนถัดไป สมมุติ")
    (begun,) = (one for one in desk.instances() if one.process == "handover")
    stop(desk.office, begun.id, reason="ผิด", on=date(2022, 11, 10), recorded_by="coord")
    withdrawn(desk, work, "2022-11-11")
    assert handovers(desk) == [("2022-11-10", "stopped", None)]


def test_a_focal_point_who_came_while_it_stood_ended_has_a_handover(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = dissolved(desk)
    on(desk, "2022-11-20")
    row: Json = {
        "office": f"{MAE_FAH_LUANG}/focal_point", "person": f"{MAE_FAH_LUANG}.deputy2",
        "start": "2022-11-18", "basis": "delegation",
    }  # fmt: skip
    load_rows(desk.office, LoadFile.model_validate({"holders": [row]}), recorded_by="coord")
    assert len(handovers(desk)) == 1
    withdrawn(desk, work, "2022-11-21")
    assert ("focal_point/2022-11-18", "open", None) in handovers(desk)
    assert verify_all(desk.office) == ()


def test_what_was_called_off_while_it_stood_ended_no_longer_counts(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = dissolved(desk)
    on(desk, "2022-11-20")
    told(desk, "2022-10-20", dated="2022-10-15", called_off="true", title_th="", name_th="")
    withdrawn(desk, work, "2022-11-21")
    assert handovers(desk) == [("2022-10-20", "finished", "called_off")]
    assert verify_all(desk.office) == ()


def test_a_day_that_passed_while_it_stood_ended_has_lapsed_on_its_own_day(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = dissolved(desk)
    on(desk, "2023-01-15")
    withdrawn(desk, work, "2023-01-15")
    (quarter,) = (one for one in desk.instances() if one.period == "2566/q1")
    (lapse,) = (one for one in desk.entries(quarter.id) if one.kind == "lapse")
    assert lapse.act_date == date(2023, 1, 1)
    assert [one.gate for one in desk.gates(quarter.id)] == ["not_held"]
    assert verify_all(desk.office) == ()


def test_a_paper_of_the_days_between_is_taken_once_it_goes_on(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = dissolved(desk)
    on(desk, "2022-12-05")
    withdrawn(desk, work, "2022-12-05")
    (quarter,) = (one for one in desk.instances() if one.period == "2566/q1")
    agreed: Json = {"held_on": "2022-12-15", "place": "ห้องประชุมอำเภอ", "time": "09:30"}
    desk.decide(quarter.id, "committee_date", "district_chief", "2022-11-25", agreed)
    assert [one.gate for one in desk.gates(quarter.id)] == ["committee_invitation"]


def test_what_was_begun_in_its_place_meanwhile_stays_and_the_audit_says_so(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    before = links(desk)
    work = dissolved(desk)
    (old,) = (one for one in desk.instances() if one.period == "2566/q1")
    start = desk.entries(old.id)[0].body["start"]
    process = desk.office.declared.processes["meeting"]
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        given = process.start.model_validate(start)
        other = begin(write, process, MAE_FAH_LUANG, "2566/q1", given, write.today)
    done = withdrawn(desk, work, "2022-11-14")
    assert [(one.instance, one.beside) for one in done.resumed.left] == [(old.id, other.id)]
    assert statuses(desk)[old.id] == ("meeting", "stopped")
    assert {(a, path, other.id if b == old.id else b) for a, path, b in before} == links(desk)
    with desk.office.registry.reading() as connection:
        (link,) = [
            one
            for one in newest_links(connection, [MAE_FAH_LUANG])
            if one.action == "instance.left_ended"
        ]
    assert link.actor is not None
    assert verify_all(desk.office) == ()


def test_the_page_tells_beforehand_what_goes_on_again(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    open_before = sum(status == "open" for _, status in statuses(desk).values())
    work = dissolved(desk)
    entry = next(one for one in desk.entries(work) if one.gate == "confirm_ending")
    place = f"/instances/{work}/withdraw/{entry.id}"
    looked = visitor(desk, "coord").post(place, {"reason": "ผิดอำเภอ", "step": "check"})
    assert f"เรื่องที่จะดำเนินต่อจากเดิม {open_before} เรื่อง" in looked.main
    assert "การส่งมอบงาน" in looked.main


def test_what_ended_with_the_committee_leads_to_what_it_was_a_part_of(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    parts = {(parent, child) for parent, _, child in links(desk)}
    dissolved(desk)
    assert parts
    assert not links(desk)
    for parent, child in parts:
        page = visitor(desk, "coord").get(f"/instances/{child}")
        assert f"/instances/{parent}" in page.links()
