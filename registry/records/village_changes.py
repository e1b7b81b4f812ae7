"""Changes of a district's villages, and what of them cannot stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from config.words import Named
from registry.queries.village_problems import ProblemRow
from registry.queries.villages import ReportRow, VillageRow
from registry.refusals import Refusal
from registry.rules.terms import stop_after
from registry.rules.villages import GROUPS, Stay, first_clash, groups_fit


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

    def says(self, row: ReportRow) -> bool:
        """Whether the row says all of it already."""
        figures = {name: self.figures.get(name) for name in row.figures}
        words = {name: self.words.get(name, "") for name in row.words}
        return (figures, words) == (row.figures, row.words)


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

    def says(self, row: ProblemRow) -> bool:
        """Whether the row says all of it already."""
        words = {name: self.words.get(name, "") for name in row.words}
        planned = (self.village, self.state, self.begins_on, self.ends_on, words)
        return planned == (row.village, row.state, row.begins_on, row.ends_on, row.words)


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
