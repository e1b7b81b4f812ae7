"""Villages as pages and the command line show them: what they are called, what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Named, Sentence, both
from registry.queries.village_problems import open_by_village
from registry.queries.village_situations import DistrictSituation, added_up, situations
from registry.queries.villages import ReportRow, VillageRow, last_reports, villages
from registry.rules.villages import ALL_CALLS, CALLS, AreaSituation, counts_on


@dataclass(frozen=True)
class ListedVillage:
    """A village with its last report. `counts`: the report is not outdated.

    `open_problems` is None where no community plan is recorded.
    """

    village: VillageRow
    report: ReportRow | None
    counts: bool
    open_problems: int | None


@dataclass(frozen=True)
class ListedSubdistrict:
    """A sub-district with its villages and what they add up to."""

    code: str
    name: Named
    total: AreaSituation
    villages: Sequence[ListedVillage]


@dataclass(frozen=True)
class DistrictVillages:
    """The villages of a district by sub-district."""

    situation: DistrictSituation
    subdistricts: Sequence[ListedSubdistrict]


def village_called(name: Named, moo: int | None, subdistrict: Named) -> Sentence:
    """The village with its number and sub-district."""
    key = "village.called_in" if moo is None else "village.called"
    return both(key, name=name, moo=moo, subdistrict=subdistrict)


def shown_report(report: ReportRow, *, exact: bool) -> ReportRow:
    """The report, with how often something was reported to whom for those who see exact counts."""
    if exact:
        return report
    return replace(report, figures={n: v for n, v in report.figures.items() if n not in CALLS})


def shown_situation(seen: DistrictSituation, *, exact: bool) -> DistrictSituation:
    """What the villages add up to, with such counts for those who see them."""
    if exact:
        return seen
    parts = {code: _without_calls(area) for code, area in seen.parts.items()}
    return replace(seen, whole=_without_calls(seen.whole), parts=parts)


def _without_calls(area: AreaSituation) -> AreaSituation:
    kept = {n: total for n, total in area.totals.items() if n not in {*CALLS, ALL_CALLS}}
    return replace(area, totals=kept)


def district_villages(
    connection: Connection,
    district: str,
    on: date,
    known: datetime | None = None,
    *,
    exact: bool = False,
) -> DistrictVillages:
    """The villages of the district on that day, by sub-district.

    `exact`: with how often something was reported to whom.
    """
    there = villages(connection, district, on, known)
    reports = {
        key: shown_report(one, exact=exact)
        for key, one in last_reports(connection, district, on, known).items()
    }
    waiting = open_by_village(connection, district, on, known)
    added = added_up(connection, district, on, situations(there, reports, waiting))
    seen = shown_situation(added, exact=exact)
    listed = [
        ListedVillage(
            one,
            reports.get(one.key),
            one.key in reports and counts_on(reports[one.key].as_of, on, seen.days),
            waiting.get(one.key),
        )
        for one in there
    ]
    return DistrictVillages(
        seen,
        [
            ListedSubdistrict(
                code, seen.names[code], total,
                [one for one in listed if one.village.subdistrict == code],
            )
            for code, total in seen.parts.items()
        ],
    )  # fmt: skip
