"""`activity`: what committees did beside their meetings, and their coordination log."""

from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from config.activity_kinds import CoordinationLevel, HeldKind
from config.words import Term
from desk.cli.call import Call, Result
from desk.cli.options import (
    DistrictOption,
    Known,
    ListByDefault,
    On,
    Scans,
    command,
    command_group,
    quarter_typed,
)
from desk.cli.tables import listed
from desk.cli.typed_reports import AnswerFile, By, Fields, LetThrough, ToldOn, TypedReport, told
from desk.views.words import day, word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from config.words import Value
    from flows.activity.activity_words import ActivityLine, CoordinationLine, YearActivities

Year = Annotated[str | None, typer.Option("--year", help="Fiscal year, such as 2566.")]
Quarter = Annotated[str | None, typer.Option("--quarter", help="One of its quarters, 1 to 4.")]


S = TypeVar("S", "ActivityLine", "CoordinationLine")
NOT_RECORDED = Term("word.not_recorded")


class AskedOf(NamedTuple):
    """What was typed of a year to be listed."""

    year: str | None
    quarter: str | None
    kind: HeldKind | None = None
    level: CoordinationLevel | None = None


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = (
        "What happened beside the meetings, and contacts with offices: list, log, record, contact."
    )
    group = command_group(app, "activity", about, cls=ListByDefault)
    command(group, "list", of="activity")(list_activities)
    command(group, "log", of="activity")(list_contacts)
    command(group, "record", of="activity", recorded=True)(record)
    command(group, "contact", of="activity", recorded=True)(contact)


def list_activities(
    call: Call,
    district: DistrictOption,
    year: Year = None,
    quarter: Quarter = None,
    kind: Annotated[HeldKind | None, typer.Option("--kind", help="Of that kind alone.")] = None,
    on: On = None,
    known: Known = None,
) -> Result:
    """What a district did in a fiscal year, the newest first: counts and places, no persons.

    Without --year it is the newest of which anything was told.
    """
    return _listed(
        _OfDistrict(call, district, on, known), AskedOf(year, quarter, kind=kind), "activities",
        ("day", "activity_kind", "location", "convener", "came", "counterpart", "instance"),
        lambda seen: seen.activities,
        lambda one: (
            one.kind, one.location, one.convener, one.came or NOT_RECORDED, one.counterpart,
        ),
    )  # fmt: skip


def list_contacts(
    call: Call,
    district: DistrictOption,
    year: Year = None,
    quarter: Quarter = None,
    level: Annotated[
        CoordinationLevel | None, typer.Option("--level", help="With offices of that level alone.")
    ] = None,
    on: On = None,
    known: Known = None,
) -> Result:
    """The coordination log of a district's fiscal year, the newest first.

    Without --year it is the newest of which anything was told.
    """
    return _listed(
        _OfDistrict(call, district, on, known), AskedOf(year, quarter, level=level), "contacts",
        ("day", "coordination_level", "counterpart", "channel", "subject", "outcome", "instance"),
        lambda seen: seen.log,
        lambda one: (one.level, one.counterpart, one.channel, one.subject, one.outcome),
    )  # fmt: skip


class _OfDistrict(NamedTuple):
    """Of which district, on which day, as known when."""

    call: Call
    district: str
    on: str | None
    known: str | None


def _listed(
    of: _OfDistrict,
    which: AskedOf,
    name: str,
    heads: tuple[str, ...],
    rows_of: "Callable[[YearActivities], Sequence[S]]",
    words_of: "Callable[[S], tuple[Value, ...]]",
) -> Result:
    """A line for each: its day, its words, its instance."""
    from desk.cli.as_of import as_of
    from flows.activity.activity_words import ActivityFilter, newest_year, what_happened
    from registry.rules.dates import parse_be_year

    call, code = of.call, of.call.district(of.district)
    asked, quarter = as_of(call, of.on, of.known), quarter_typed(which.quarter)
    year = None if which.year is None else parse_be_year(which.year, field="--year")
    with call.registry.reading() as connection:
        year = year or newest_year(connection, code, asked.on, asked.known)
        wanted = ActivityFilter(year, quarter, which.kind, which.level)
        rows = rows_of(what_happened(connection, code, wanted, asked.on, asked.known))
    return listed(
        {"district": code, "year": year, name: [one.row for one in rows]},
        heads,
        rows,
        lambda one, lang: (
            day(one.row.on, lang),
            *(word(said, lang) for said in words_of(one)),
            str(one.row.instance),
        ),
        asked.lines,
    )


def record(
    call: Call,
    district: DistrictOption,
    by: By,
    set_fields: Fields = None,
    answer: AnswerFile = None,
    told_on: ToldOn = None,
    scan: Scans = None,
    reason: LetThrough = None,
) -> Result:
    """Record an activity that took place, by its fields; one is corrected by its instance.

    --set activity_kind=campaign --set took_place_on=2023-02-14 --set convener=5703/district_chief
    --set location=570301 --set women=40 --set men=22 --set 'participants=["community"]'
    """
    from flows.activity.process import ACTIVITY

    said = TypedReport(by, told_on, answer, set_fields or (), scan or (), reason)
    return told(call, district, ACTIVITY, said)


def contact(
    call: Call,
    district: DistrictOption,
    by: By,
    set_fields: Fields = None,
    answer: AnswerFile = None,
    told_on: ToldOn = None,
    scan: Scans = None,
    reason: LetThrough = None,
) -> Result:
    """Record a contact with another office: by lists, no persons; corrected by its instance.

    --set contacted_on=2023-02-14 --set counterpart=la_police --set channel=telephone
    --set subject=repatriation --set outcome=agreed
    """
    from flows.activity.coordination import COORDINATION

    said = TypedReport(by, told_on, answer, set_fields or (), scan or (), reason)
    return told(call, district, COORDINATION, said)
