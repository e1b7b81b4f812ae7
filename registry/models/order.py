"""District orders and the law they cite."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, Numbered, one_live, one_of


class DistrictOrder(Fact):
    """A registered order of a district, in force from `valid_from` (practice.md 3).

    The number is the district clerk's, unique for its heading and calendar year; a row that
    was superseded by a corrected registration frees it, a cancelled order does not.
    """

    __table_args__ = (
        one_of("kind", "new", "replace", "amend", "earlier"),
        one_of("printed", "as_printed", "with_changes", "not_ours"),
        one_live("uq_district_order_number", "district_code", "heading", "year_be", "number"),
    )

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    kind: Mapped[str]
    heading: Mapped[str]
    number: Mapped[str]
    year_be: Mapped[int]
    dated: Mapped[date]
    subject_th: Mapped[str]
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("holding.id"))
    printed: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("district_order.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("district_order.id"))


class LegalBasis(Numbered):
    """A law, decree, order or agenda that an order may cite (R13)."""

    __table_args__ = (UniqueConstraint("area_code", "key"),)

    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    key: Mapped[str]


class LegalBasisText(Fact):
    """What a legal basis says of itself, how it is cited, and whether anyone verified it."""

    __table_args__ = (one_of("cited_as", "reason", "power", "none"),)

    basis_id: Mapped[int] = mapped_column(ForeignKey("legal_basis.id"), index=True)
    position: Mapped[int]
    title_th: Mapped[str]
    title_en: Mapped[str]
    number: Mapped[str | None]
    dated: Mapped[date | None]
    citation_th: Mapped[str]
    citation_en: Mapped[str]
    cited_as: Mapped[str]
    source: Mapped[str]
    replaced_by: Mapped[str | None]
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    shipped_verified: Mapped[bool]
