"""Publications: a table of figures leaves the house, and what it showed and hid is kept."""

from datetime import date

from config.fixed_tables import FixedTable, PublicationDefaults
from config.words import Named
from registry.fact_digests import add
from registry.models import Cell, Publication, table_of
from registry.queries.publication_tables import PublicationTable, as_published
from registry.queries.publications import PublicationRequest
from registry.refusals import Refusal
from registry.rules.attacker import Mark
from registry.rules.figure_checks import refuse_period
from registry.rules.figures import Qualifier
from registry.rules.plain_values import Json
from registry.transaction import COUNTRY, Write


class TableUnknown(Refusal):
    """There is no fixed table of that key."""


class TableOfYearAlone(Refusal):
    """The table is of a year alone, and a quarter was asked for."""


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

    The province's chain is locked, so that of two tables at once each knows of the other.
    Raises QuarterUnknown, PeriodOpen, PeriodFuture or TableOfYearAlone.
    """
    check_asked(asked, write.today)
    write.lock(*dict.fromkeys((COUNTRY, asked.area[:2], asked.area)))
    made = as_published(write.connection, asked, write.today)
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
        shown = one.mark is Mark.SHOWN and one.amount is not None
        cell = {
            "publication_id": number,
            "area_code": one.area,
            "quarter": asked.quarter,
            "indicator": one.column.indicator,
            "part": one.column.part,
            "places": ",".join(sorted(one.places)),
            "mark": one.mark,
            "value": one.amount.value if shown and one.amount else None,
            "qualifier": one.amount.qualifier if shown and one.amount else Qualifier.EXACT,
        }
        add(write, table_of(Cell), cell)
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
