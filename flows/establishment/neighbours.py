"""What the other districts of a province have reached: evidence for a Chief without a committee.

Figures about victims are those that were published: small counts are in none of them (E5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import Connection

from config.clock import BANGKOK
from config.indicators import indicators
from config.words import Named, Sentence, both
from registry.queries.areas import districts_within
from registry.queries.computed_figures import computed_figures
from registry.queries.publications import published_totals
from registry.rules.calendar import fiscal_year
from registry.rules.figure_words import amount_words
from registry.rules.figures import Amount, ToDate
from registry.transaction import PROVINCE_CODE

TOLD = ("persons_assisted", "case_reports", "persons_trained", "community_plans")


@dataclass(frozen=True)
class NeighbourEvidence:
    """Committees established and active in the other districts; totals that were published."""

    others: int
    established: int
    active: int
    published: tuple[tuple[Named, Sentence], ...]


def neighbour_evidence(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> NeighbourEvidence | None:
    """Of the province but for the district; None where no other has a committee.

    Of tables those count that were published by the end of the day `on`.
    """
    by = datetime.combine(on, time.max, BANGKOK)
    province = district[:PROVINCE_CODE]
    rows = districts_within(connection, (province,))
    others = [one.code for one in rows if one.code != district]
    keys = ("established", "active")
    year = fiscal_year(on)
    found = computed_figures(connection, others, year, None, on, keys=keys, known=known)
    established, active = (_how_many(found[key].values()) for key in keys)
    if not established:
        return None
    by_key = indicators().by_key
    totals = published_totals(connection, province, TOLD, min(known or by, by))
    return NeighbourEvidence(
        len(others),
        established,
        active,
        tuple(
            (
                Named(by_key[one.indicator].title_th, by_key[one.indicator].title_en),
                both("evidence.published", figure=amount_words(one.amount), year=str(one.year)),
            )
            for one in totals
        ),
    )


def _how_many(figures: Iterable[ToDate]) -> int:
    return sum(one.told == Amount(Decimal(1)) for one in figures)
