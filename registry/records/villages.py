"""Villages as they are recorded: names, reports of their situation, rows of community plans."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection, Select, select

from config.words import Named
from registry.fact_digests import add, tell_payload
from registry.facts import end, put
from registry.models import (
    CommunityPlan,
    Village,
    VillageName,
    VillageProblem,
    VillageReport,
    table_of,
)
from registry.queries.village_problems import ProblemRow, last_problems
from registry.queries.villages import ReportRow, VillageRow, all_names, report_on
from registry.records.village_changes import (
    MooTaken,
    NewName,
    NewProblem,
    NewReport,
    VillageChanges,
    clash_of,
)
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.terms import goes_on, stop_after
from registry.rules.villages import number_of_key
from registry.transaction import Write

RECORDED = "villages.recorded"


class VillageMoved(Refusal):
    """What the change was made from was changed by somebody else meanwhile."""


def record_villages(
    write: Write, district: str, changes: VillageChanges, *, by: int, reason: str = ""
) -> None:
    """Record the changes in the district, whose chain the write holds.

    A report or a new row of a plan that stands already is none: a form that was sent twice.
    Raises VillageMoved where something was changed since they were made, or MooTaken.
    """
    names = all_names(write.connection, district)
    known = {one.key: one for one in names}
    changes = _without_known(write.connection, district, changes)
    _refuse_moved(write, district, changes, known)
    clash = clash_of(names, changes.names)
    if clash is not None:
        raise MooTaken(field="village.moo", moo=clash.name.moo, other=clash.other)
    if not any(changes.count.values()):
        return
    write.audit(district, RECORDED, actor=by, body={**changes.count, "reason": reason})
    ids = {key: one.id for key, one in known.items()}
    for name in changes.names:
        # All go before any comes: two villages may change their numbers with each other.
        if name.village in ids:
            end(write, VillageName, {"village_id": ids[name.village]}, on=name.since)
    for name in changes.names:
        ids[name.village] = ids.get(name.village) or _new_village(write, district)
        _put_name(write, ids[name.village], name, by)
    for report in changes.reports:
        _put_report(write, district, ids[report.village], report, by)
    for problem in changes.problems:
        _put_problem(write, district, ids[problem.village], problem, by)


def _without_known(
    connection: Connection, district: str, changes: VillageChanges
) -> VillageChanges:
    """The changes without the reports and the new rows of plans that stand word by word."""
    plans = last_problems(connection, district).values() if changes.problems else ()
    reports = tuple(
        one
        for one in changes.reports
        if (at := report_on(connection, one.village, one.as_of)) is None or not one.says(at)
    )
    problems = tuple(
        one for one in changes.problems if one.key is not None or not any(map(one.says, plans))
    )
    return replace(changes, reports=reports, problems=problems)


def _refuse_moved(
    write: Write, district: str, changes: VillageChanges, known: Mapping[str, VillageRow]
) -> None:
    """Raises VillageMoved for the first change that was made from what stands no more."""
    for name in changes.names:
        stands = known.get(name.village) or _recorded_meanwhile(name, known.values())
        _refuse_other(name, stands, "name_th", name.label)
    for report in changes.reports:
        at = report_on(write.connection, report.village, report.as_of)
        _refuse_other(report, at, "as_of", _label(known, report.village))
    plans = last_problems(write.connection, district) if changes.problems else {}
    for problem in changes.problems:
        at_work = plans.get(problem.key or "")
        _refuse_other(problem, at_work, "problem", _label(known, problem.village))


def _recorded_meanwhile(name: NewName, known: Iterable[VillageRow]) -> VillageRow | None:
    """The village that a new one is: a workbook that was brought in twice at once."""
    for one in known:
        is_same = (one.subdistrict, one.moo, one.name_th) == (
            name.subdistrict, name.moo, name.name_th,
        )  # fmt: skip
        if is_same and goes_on(one.stop, name.since):
            return one
    return None


def _refuse_other(
    change: NewName | NewReport | NewProblem,
    stands: VillageRow | ReportRow | ProblemRow | None,
    field: str,
    village: Named | None,
) -> None:
    if change.stands != (stands.row if stands else None):
        raise VillageMoved(field=f"village.{field}", village=village)


def _label(known: Mapping[str, VillageRow], key: str) -> Named | None:
    return known[key].name if key in known else None


def _new_village(write: Write, district: str) -> int:
    own = select(Village.key).where(Village.district_code == district).order_by(Village.id.desc())
    key = f"{district}/village/{_next_number(write, own)}"
    return add(write, table_of(Village), {"key": key, "district_code": district})


def _put_name(write: Write, village: int, name: NewName, by: int) -> None:
    values = {
        "subdistrict_code": name.subdistrict, "moo": name.moo, "name_th": name.name_th,
        "name_en": name.name_en, "recorded_by": by,
    }  # fmt: skip
    stop = stop_after(name.last_day)
    same = {"village_id": village}
    put(write, VillageName, same, values, valid_from=name.since, valid_to=stop)


def _put_report(write: Write, district: str, village: int, report: NewReport, by: int) -> None:
    same = {"village_id": village, "district_code": district}
    values = {**report.figures, "payload_id": _words(write, report.words), "recorded_by": by}
    day = report.as_of
    put(write, VillageReport, same, values, valid_from=day, valid_to=day + timedelta(days=1))


def take_back_report(write: Write, district: str, key: str, as_of: date, *, by: int) -> bool:
    """The report of that day counts no more: it was of another village, or another day.

    Answers whether there was one.
    """
    at = report_on(write.connection, key, as_of)
    if at is None:
        return False
    village = write.connection.scalars(select(Village.id).where(Village.key == key)).one()
    write.audit(district, RECORDED, actor=by, body={"taken_back": 1})
    same = {"village_id": village, "district_code": district}
    end(write, VillageReport, same, on=as_of, until=as_of + timedelta(days=1))
    return True


def _put_problem(write: Write, district: str, village: int, problem: NewProblem, by: int) -> None:
    table = table_of(VillageProblem)
    if problem.key is None:
        number = _new_problem(write, district, village)
    else:
        of_key = select(table.c.id).where(table.c.key == problem.key)
        number = write.connection.scalars(of_key).one()
    values = {
        "state": problem.state, "begins_on": problem.begins_on, "ends_on": problem.ends_on,
        "payload_id": _words(write, problem.words), "recorded_by": by,
    }  # fmt: skip
    same = {"problem_id": number, "district_code": district}
    put(write, CommunityPlan, same, values, valid_from=write.today)


def _new_problem(write: Write, district: str, village: int) -> int:
    own = (
        select(VillageProblem.key)
        .join(Village, Village.id == VillageProblem.village_id)
        .where(Village.district_code == district)
        .order_by(VillageProblem.id.desc())
    )
    key = f"{district}/problem/{_next_number(write, own)}"
    return add(write, table_of(VillageProblem), {"key": key, "village_id": village})


def _next_number(write: Write, newest_first: Select[str]) -> int:
    """The number of the district's next key: its newest bears the highest, and no key returns."""
    newest = write.connection.scalar(newest_first.limit(1))
    return 1 if newest is None else number_of_key(newest) + 1


def _words(write: Write, words: Mapping[str, str]) -> int:
    said: dict[str, Json] = {name: text for name, text in words.items() if text}
    payload, digest = write.payload(said)
    tell_payload(write, payload, digest)
    return payload
