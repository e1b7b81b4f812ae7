"""Legal bases: what an order may cite, and whether anyone has verified it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from config.words import Named
from registry.facts import holds
from registry.models import LegalBasis, LegalBasisText, table_of
from registry.rules.order_facts import LegalBase
from registry.transaction import COUNTRY


@dataclass(frozen=True)
class LegalRow:
    """A legal basis as the library holds it."""

    area: str
    key: str
    title: Named
    number: str | None
    dated: date | None
    citation: Named
    cited_as: str
    source: str
    superseded_by: str | None
    verified: bool


def legal_bases(
    connection: Connection, area: str, on: date, known: datetime | None = None
) -> list[LegalRow]:
    """The library of an area: a province's own record takes the place of the country's."""
    text = LegalBasisText
    query = (
        select(LegalBasis.area_code, LegalBasis.key, table_of(text))
        .join(text, text.basis_id == LegalBasis.id)
        .where(LegalBasis.area_code.in_((COUNTRY, area[:2])), holds(text, on, known))
        .order_by(LegalBasis.area_code.desc(), text.position)
    )
    rows: dict[str, LegalRow] = {}
    for row in connection.execute(query):
        if row.key not in rows or row.area_code != COUNTRY:
            rows[row.key] = LegalRow(
                row.area_code,
                row.key,
                Named(row.title_th, row.title_en),
                row.number,
                row.dated,
                Named(row.citation_th, row.citation_en),
                row.cited_as,
                row.source,
                row.replaced_by,
                row.verified_by is not None or row.shipped_verified,
            )
    return list(rows.values())


def cited(rows: list[LegalRow], cited_as: str) -> tuple[LegalBase, ...]:
    """Those that an order cites as its reason, or as its power; superseded ones are left out."""
    return tuple(
        LegalBase(
            key=row.key,
            citation_th=row.citation.th,
            citation_en=row.citation.en,
            verified=row.verified,
        )
        for row in rows
        if row.cited_as == cited_as and row.superseded_by is None
    )
