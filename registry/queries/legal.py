"""Legal bases: what an order may cite, and whether anyone has verified it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from config.words import Named
from registry.facts import holds
from registry.models import LegalBasis, LegalBasisText
from registry.models.base import Day
from registry.rules.order_facts import LegalBase
from registry.shaped_queries import KnownQuery
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
    said = {"country": COUNTRY, "province": area[:2], "on": on}
    found: dict[str, LegalRow] = {}
    for row in _LIBRARY.rows(connection, known, said):
        legal_row = _legal_row(row)
        if legal_row.key not in found or legal_row.area != COUNTRY:
            found[legal_row.key] = legal_row
    return list(found.values())


_TEXT = LegalBasisText
_LIBRARY = KnownQuery(
    lambda known: (
        select(
            LegalBasis.area_code, LegalBasis.key, _TEXT.title_th, _TEXT.title_en, _TEXT.number,
            _TEXT.dated, _TEXT.citation_th, _TEXT.citation_en, _TEXT.cited_as, _TEXT.source,
            _TEXT.replaced_by, or_(_TEXT.verified_by.is_not(None), _TEXT.shipped_verified),
        )
        .join(_TEXT, _TEXT.basis_id == LegalBasis.id)
        .where(
            or_(*(LegalBasis.area_code == bindparam(one) for one in ("country", "province"))),
            holds(_TEXT, bindparam("on", type_=Day), known),
        )
        .order_by(LegalBasis.area_code.desc(), _TEXT.position)
    )
)  # fmt: skip


def _legal_row(row: Sequence[Any]) -> LegalRow:
    area, key, title_th, title_en, number, dated, citation_th, citation_en, *others = row
    title, citation = Named(title_th, title_en), Named(citation_th, citation_en)
    return LegalRow(area, key, title, number, dated, citation, *others)


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
