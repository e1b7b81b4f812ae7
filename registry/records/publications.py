"""Publications: a table of figures leaves the house, and what it showed and hid is kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from config.fixed_tables import FixedTable, PublicationDefaults
from config.words import Named
from registry.fact_digests import add
from registry.models import Cell, Publication, table_of
from registry.queries.figures import FigureRow, figures
from registry.queries.publication_advice import advice_words, publication_advice, shows_nothing
from registry.queries.publication_tables import PublicationTable, PublishedNumber, as_published
from registry.queries.publications import PublicationRequest, publications_made
from registry.refusals import Refusal
from registry.rules.attacker import HIDDEN, Mark
from registry.rules.figure_checks import refuse_period
from registry.rules.figures import Qualifier
from registry.rules.plain_values import Json
from registry.transaction import COUNTRY, Write

_TOLD = (
    Cell.area_code, Cell.quarter, Cell.indicator, Cell.part, Cell.places, Cell.value,
    Cell.qualifier, Cell.mark,
)  # fmt: skip


_NAMES = tuple(one.key for one in _TOLD)


class TableUnknown(Refusal):
    """There is no fixed table of that key."""


class TableOfYearAlone(Refusal):
    """The table is of a year alone, and a quarter was asked for."""


class TableTellsOfFew(Refusal):
    """The table would show nothing: whatever it showed tells of a few, with earlier ones."""


def fixed_table(known: PublicationDefaults, key: str, *, field: str) -> FixedTable:
    """The fixed table of that key. Raises TableUnknown."""
    found = known.by_key.get(key)
    if found is None:
        raise TableUnknown(field=field, value=key, known=", ".join(known.by_key))
    return found


def check_asked(asked: PublicationRequest, today: date) -> None:
    """Whether such a table can be: of a period that is over, and that it is made for.

    Raises QuarterUnknown, PeriodOpen, PeriodFuture or TableOfYearAlone.
    """
    refuse_period(asked.year, asked.quarter, today, field="quarter" if asked.quarter else "year")
    if asked.quarter is not None and "quarter" not in asked.table.periods:
        raise TableOfYearAlone(
            field="quarter", table=Named(asked.table.title_th, asked.table.title_en)
        )


def publish(write: Write, asked: PublicationRequest, *, by: int) -> PublicationTable:
    """Publish the table: what it shows and hides is settled here, once, and kept.

    One that left the house before and says the same is not kept again: see `left_before`.
    The province's chain is locked, so that of two tables at once each knows of the other.
    Raises QuarterUnknown, PeriodOpen, PeriodFuture, TableOfYearAlone or TableTellsOfFew.
    """
    check_asked(asked, write.today)
    write.lock(*dict.fromkeys((COUNTRY, asked.area[:2], asked.area)))
    made = with_departure(write.connection, as_published(write.connection, asked, write.today))
    if made.left_before is not None:
        return made
    refuse_what_shows_nothing(write.connection, made, write.today)
    row = {
        "area_code": asked.area,
        "table_key": asked.table.key,
        "year_be": asked.year,
        "quarter": asked.quarter,
        "audience": asked.audience,
        "threshold": made.threshold,
        "made_at": write.now,
        "recorded_by": by,
    }
    number = add(write, table_of(Publication), row)
    for one in made.numbers.values():
        add(write, table_of(Cell), {"publication_id": number, **_cell(asked, one)})
    body: Json = {
        "table": asked.table.key,
        "year": asked.year,
        "quarter": asked.quarter,
        "audience": asked.audience,
        "hidden": made.hidden,
        "publication": number,
    }
    write.audit(asked.area, "figures.published", actor=by, body=body)
    return made


def refuse_what_shows_nothing(connection: Connection, made: PublicationTable, today: date) -> None:
    """Refuse a table that would show nothing, and hide its numbers in every later one.

    Raises TableTellsOfFew, which names the tables that tell, and a coarser one that does not.
    """
    advice = publication_advice(connection, made, today) if shows_nothing(made) else None
    if advice is not None:
        why, instead = advice_words(connection, advice)
        raise TableTellsOfFew(field="table", why=why, instead=instead)


def with_departure(connection: Connection, made: PublicationTable) -> PublicationTable:
    """The table with when it left the house last, if it showed and hid the same of the same."""
    asked = made.asked
    same = (asked.area, asked.table.key, asked.quarter, asked.audience, made.threshold)
    last = None
    for one in publications_made(connection, (asked.area,), asked.year):
        if (one.area, one.table_key, one.quarter, one.audience, one.threshold) == same:
            last = one
    if last is None or _reported(connection, asked, last.made_at) != _reported(connection, asked):
        return made
    kept = connection.execute(select(*_TOLD).where(Cell.publication_id == last.id))
    before = [_told(dict(zip(_NAMES, row, strict=True))) for row in kept]
    now = [_told(_cell(asked, one)) for one in made.numbers.values()]
    return replace(made, left_before=last.made_at) if Counter(before) == Counter(now) else made


def _reported(
    connection: Connection, asked: PublicationRequest, known: datetime | None = None
) -> list[FigureRow]:
    """What was reported of its indicators, what it hides too: others may know that."""
    rows = figures(connection, (asked.area,), asked.year, date.max, known)
    return [one for one in rows if one.indicator in asked.table.indicators]


def _cell(asked: PublicationRequest, one: PublishedNumber) -> dict[str, Any]:
    amount = one.amount if one.mark is Mark.SHOWN else None
    return {
        "area_code": one.area,
        "quarter": asked.quarter,
        "indicator": one.column.indicator,
        "part": one.column.part,
        "places": ",".join(sorted(one.places)),
        "mark": one.mark,
        "value": amount.value if amount else None,
        "qualifier": amount.qualifier if amount else Qualifier.EXACT,
    }


def _told(cell: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a reader learns of it: that it is hidden, whatever for."""
    mark = "hidden" if cell["mark"] in HIDDEN else cell["mark"]
    return tuple({**cell, "mark": mark}[name] for name in _NAMES)
