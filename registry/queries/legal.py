"""Legal bases: what an order may cite, and whether anyone has verified it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from config.words import Named
from registry.facts import holds
from registry.models import LegalBasis, LegalBasisText
from registry.rules.order_facts import LegalBase


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
        select(
            LegalBasis.area_code,
            LegalBasis.key,
            text.title_th,
            text.title_en,
            text.number,
            text.dated,
            text.citation_th,
            text.citation_en,
            text.cited_as,
            text.source,
            text.replaced_by,
            text.verified_by,
            text.shipped_verified,
        )
        .join(text, text.basis_id == LegalBasis.id)
        .where(LegalBasis.area_code.in_(("TH", area[:2])), holds(text, on, known))
        .order_by(LegalBasis.area_code.desc(), text.position)
    )
    rows: dict[str, LegalRow] = {}
    for row in connection.execute(query):
        verified = row[11] is not None or bool(row[12])
        made = LegalRow(
            row[0],
            row[1],
            Named(row[2], row[3]),
            row[4],
            row[5],
            Named(row[6], row[7]),
            row[8],
            row[9],
            row[10],
            verified,
        )
        if row[1] not in rows or row[0] != "TH":
            rows[row[1]] = made
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
