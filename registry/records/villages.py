"""Villages recorded: their names, reports of their situation, rows of their community plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select

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
from registry.queries.village_problems import last_problems
from registry.queries.villages import VillageRow, all_names, report_on
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.terms import stop_after
from registry.rules.villages import GROUPS, Stay, first_clash, groups_fit
from registry.transaction import Write

RECORDED = "villages.recorded"


class VillageMoved(Refusal):
    """What the change was made from was changed by somebody else meanwhile."""


class MooTaken(Refusal):
    """Two villages of a sub-district have one number at the same time."""


class VillageEndsBefore(Refusal):
    """The last day of a village lies before its first under that name."""


class VillageNameSince(Refusal):
    """The village bore another name from that day on, or from a later one."""


class ReportInFuture(Refusal):
    """A situation as of a day that has not come."""


class NothingReported(Refusal):
    """A report that says nothing: no figure, and no word."""


class NobodyInNoGroup(Refusal):
    """There are people in watch-dog groups, and no group."""


class PlanEndsBefore(Refusal):
    """The steps of a community plan end before they begin."""


@dataclass(frozen=True)
class NewName:
    """What a village is called from a day on. `stands` is the fact that it takes the place of.

    `village` is its key; of a village that nobody has recorded, what other changes call it by.
    """

    village: str
    subdistrict: str
    moo: int | None
    name_th: str
    name_en: str
    since: date
    last_day: date | None = None
    stands: int | None = None

    @property
    def stay(self) -> Stay:
        """Where it lies, and how long."""
        stop = stop_after(self.last_day)
        return Stay(self.village, self.subdistrict, self.moo, self.since, stop)

    @property
    def label(self) -> Named:
        """What people call it."""
        return Named(self.name_th, self.name_en or self.name_th)


@dataclass(frozen=True)
class NewReport:
    """The situation of a village as of a day."""

    village: str
    as_of: date
    figures: Mapping[str, int | None]
    words: Mapping[str, str]
    stands: int | None = None


@dataclass(frozen=True)
class NewProblem:
    """A row of a community plan; `key` is None where the problem is new."""

    village: str
    key: str | None
    state: str
    begins_on: date | None
    ends_on: date | None
    words: Mapping[str, str]
    stands: int | None = None


def refuse_odd_name(name: NewName, earlier: Sequence[VillageRow]) -> None:
    """Raises VillageEndsBefore, or VillageNameSince by the names that it had before."""
    if name.last_day is not None and name.last_day < name.since:
        raise VillageEndsBefore(field="village.last_day", since=name.since)
    taken = max((one.start for one in earlier), default=None)
    if taken is not None and name.since <= taken:
        raise VillageNameSince(field="village.since", since=taken)


def refuse_odd_report(report: NewReport, today: date) -> None:
    """Raises ReportInFuture, NothingReported or NobodyInNoGroup."""
    if report.as_of > today:
        raise ReportInFuture(field="village.as_of", today=today)
    if all(one is None for one in report.figures.values()) and not any(report.words.values()):
        raise NothingReported(field="village.as_of")
    groups, women, men = (report.figures.get(one) for one in GROUPS)
    if not groups_fit(groups, women, men):
        raise NobodyInNoGroup(field=f"village.{GROUPS[0]}")


def refuse_odd_problem(problem: NewProblem) -> None:
    """Raises PlanEndsBefore."""
    begins, ends = problem.begins_on, problem.ends_on
    if begins is not None and ends is not None and ends < begins:
        raise PlanEndsBefore(field="village.ends_on", begins=begins)


@dataclass(frozen=True)
class VillageChanges:
    """All that is to be recorded of a district's villages, at once or not at all."""

    names: tuple[NewName, ...] = ()
    reports: tuple[NewReport, ...] = ()
    problems: tuple[NewProblem, ...] = ()

    @property
    def count(self) -> dict[str, int]:
        """How many of each."""
        return {"names": len(self.names), "reports": len(self.reports),
                "problems": len(self.problems)}  # fmt: skip


def record_villages(
    write: Write, district: str, changes: VillageChanges, *, by: int, reason: str = ""
) -> None:
    """Record the changes in the district, whose chain the write holds.

    Raises VillageMoved where something was changed since they were made, or MooTaken.
    """
    names = all_names(write.connection, district)
    known = {one.key: one for one in names}
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


def _refuse_moved(
    write: Write, district: str, changes: VillageChanges, known: Mapping[str, VillageRow]
) -> None:
    for name in changes.names:
        stands = known.get(name.village)
        if name.stands != (stands.row if stands else None):
            raise VillageMoved(field="village.name_th", village=name.label)
    for report in changes.reports:
        at = report_on(write.connection, report.village, report.as_of)
        if report.stands != (at.row if at else None):
            raise VillageMoved(field="village.as_of", village=_label(known, report.village))
    plans = last_problems(write.connection, district) if changes.problems else {}
    for problem in changes.problems:
        row = plans.get(problem.key or "")
        if problem.stands != (row.row if row else None):
            raise VillageMoved(field="village.problem", village=_label(known, problem.village))


def _label(known: Mapping[str, VillageRow], key: str) -> Named | None:
    return known[key].name if key in known else None


class Clash(NamedTuple):
    """A new name of a village whose number another has at that time."""

    name: NewName
    other: Named


def clash_of(known: Sequence[VillageRow], names: Sequence[NewName]) -> Clash | None:
    """The first of the names that cannot stand; None where all can.

    `known` are all names of the district's villages, each with its time.
    """
    changed = {one.village: one for one in names}
    stays = [one.stay for one in names]
    for row in known:
        new = changed.get(row.key)
        if new is None or row.start < new.since:  # else the new name takes its whole place
            stop = row.stop if new is None else min(row.stop or date.max, new.since)
            stays.append(Stay(row.key, row.subdistrict, row.moo, row.start, stop))
    found = first_clash(stays)
    if found is None:
        return None
    labels = {row.key: row.name for row in known} | {key: one.label for key, one in changed.items()}
    second, first = found if found[0].village in changed else found[::-1]
    return Clash(changed[second.village], labels[first.village])


def _new_village(write: Write, district: str) -> int:
    own = select(Village.key).where(Village.district_code == district)
    numbers = (int(key.rpartition("/")[2]) for key in write.connection.scalars(own))
    key = f"{district}/village/{max(numbers, default=0) + 1}"
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
    own = select(VillageProblem.key).join(Village, Village.id == VillageProblem.village_id)
    keys = write.connection.scalars(own.where(Village.district_code == district))
    number = max((int(key.rpartition("/")[2]) for key in keys), default=0) + 1
    key = f"{district}/problem/{number}"
    return add(write, table_of(VillageProblem), {"key": key, "village_id": village})


def _words(write: Write, words: Mapping[str, str]) -> int:
    said: dict[str, Json] = {name: text for name, text in words.items() if text}
    payload, digest = write.payload(said)
    tell_payload(write, payload, digest)
    return payload
