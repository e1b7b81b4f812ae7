"""Villages of a district: what is counted, and how it adds up by sub-district.

A figure that nobody recorded is not zero. What only some of the villages reported adds up to "at
least", with how many of them did.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from registry.rules.terms import goes_on

RECORDERS = ("coordinator", "focal_point")  # who records what villages say
STATES = ("open", "done", "dropped")
OPEN = "open"
# Who brings a report of trafficking (practice.md 17).
CHANNELS = (
    "victim", "family", "village_head", "watch_group", "police", "damrongdhama", "hotline", "ngo",
    "other",
)  # fmt: skip
PLACES = ("risk_places", "crossings")
GROUPS = ("watch_groups", "watch_women", "watch_men")
CALLS = tuple(f"calls_{one}" for one in CHANNELS)
FIGURES = (*PLACES, *GROUPS, *CALLS)
ALL_CALLS = "calls"  # of every channel together
MOST = 9_999  # of anything in one village: more is a slip of the keys


def number_of_key(key: str) -> int:
    """The number that a key of a village, or of a problem of one, ends with."""
    return int(key.rpartition("/")[2])


@dataclass(frozen=True)
class VillageSituation:
    """A village on a day: its last report up to then, by figure; `open_problems` of its plan.

    `as_of` is the day of the report, None where there is none; `open_problems` is None where no
    community plan is recorded.
    """

    key: str
    subdistrict: str
    as_of: date | None = None
    figures: Mapping[str, int | None] = field(default_factory=dict)
    open_problems: int | None = None


@dataclass(frozen=True)
class VillageTotal:
    """A figure over villages: the sum of what was said, and how many of how many said it.

    `partly`: one of them said a part of it alone.
    """

    value: int | None
    said: int
    villages: int
    partly: bool = False

    @property
    def at_least(self) -> bool:
        """Whether it may be more: a village has not said it, or not all of it."""
        return self.value is not None and (self.partly or self.said < self.villages)


@dataclass(frozen=True)
class AreaSituation:
    """What the villages of a sub-district, or of a district, add up to.

    `reported` have a report that counts, from `oldest` to `newest`; `outdated` have none but an
    older one. `totals` are by figure, ALL_CALLS among them; `open_problems` are of the villages
    that have a community plan.
    """

    villages: int
    reported: int
    outdated: int
    oldest: date | None
    newest: date | None
    totals: Mapping[str, VillageTotal]
    open_problems: VillageTotal


def counts_on(as_of: date | None, on: date, days: int) -> bool:
    """Whether a report of that day still counts: it is no more than so many days old."""
    return as_of is not None and on - timedelta(days=days) <= as_of <= on


def add_up(villages: Sequence[VillageSituation], on: date, days: int) -> AreaSituation:
    """The villages added up. A report counts for that many days, then it is outdated."""
    reported = [one for one in villages if counts_on(one.as_of, on, days)]
    dates = [one.as_of for one in reported if one.as_of]
    some = [one for one in villages if one.as_of is not None]
    problems = [one.open_problems for one in villages]
    return AreaSituation(
        villages=len(villages),
        reported=len(reported),
        outdated=len(some) - len(reported),
        oldest=min(dates, default=None),
        newest=max(dates, default=None),
        totals={
            **{one: _total(one, reported, len(villages)) for one in FIGURES},
            ALL_CALLS: _all_calls(reported, len(villages)),
        },
        open_problems=_sum([one for one in problems if one is not None], len(villages)),
    )


def _total(figure: str, reported: Iterable[VillageSituation], of: int) -> VillageTotal:
    said = [one.figures.get(figure) for one in reported]
    return _sum([one for one in said if one is not None], of)


def _all_calls(reported: Iterable[VillageSituation], of: int) -> VillageTotal:
    """All channels together; of a village that said some of them alone it is a part."""
    found = [[one.figures.get(call) for call in CALLS] for one in reported]
    said = [calls for calls in found if any(one is not None for one in calls)]
    total = _sum([sum(one or 0 for one in calls) for calls in said], of)
    return replace(total, partly=any(None in calls for calls in said))


def _sum(said: Sequence[int], of: int) -> VillageTotal:
    return VillageTotal(sum(said) if said else None, len(said), of)


def by_subdistrict(
    villages: Iterable[VillageSituation], subdistricts: Iterable[str], on: date, days: int
) -> dict[str, AreaSituation]:
    """The same for each sub-district, those too of which no village is recorded."""
    found: dict[str, list[VillageSituation]] = {code: [] for code in subdistricts}
    for one in villages:
        found.setdefault(one.subdistrict, []).append(one)
    return {code: add_up(some, on, days) for code, some in found.items()}


def groups_fit(groups: int | None, women: int | None, men: int | None) -> bool:
    """Whether the people fit the groups: without a group there is nobody in one."""
    return groups != 0 or not (women or men)


@dataclass(frozen=True)
class Stay:
    """A village under a number of its sub-district from a day up to, not including, another."""

    village: str
    subdistrict: str
    moo: int | None
    start: date
    stop: date | None


def first_clash(stays: Iterable[Stay]) -> tuple[Stay, Stay] | None:
    """Two villages of a sub-district that have one number at the same time; None for none.

    Communities of a municipality have no number and never clash.
    """
    before: Stay | None = None
    numbered = (one for one in stays if one.moo is not None)
    for one in sorted(numbered, key=lambda stay: (stay.subdistrict, stay.moo, stay.start)):
        if before is not None and (before.subdistrict, before.moo) == (one.subdistrict, one.moo):
            meet = goes_on(before.stop, one.start)
            if meet and before.village != one.village:
                return before, one
        before = one
    return None
