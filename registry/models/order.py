"""District orders and the law they cite."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Fact


class DistrictOrder(Fact, Base):
    """A registered order of a district, in force from `valid_from` (practice.md 3).

    The number is the district clerk's, unique for its heading and calendar year; a row that
    was superseded by a corrected registration frees it, a cancelled order does not.
    """

    __tablename__ = "district_order"
    __table_args__ = (
        CheckConstraint("kind IN ('new', 'replace', 'amend', 'earlier')", name="kind"),
        CheckConstraint("printed IN ('as_printed', 'with_changes', 'not_ours')", name="printed"),
        Index(
            "uq_district_order_number",
            "district_code",
            "heading",
            "year_be",
            "number",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
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


class LegalBasis(Base):
    """A law, decree, order or agenda that an order may cite (R13)."""

    __tablename__ = "legal_basis"
    __table_args__ = (UniqueConstraint("area_code", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    key: Mapped[str]


class LegalBasisText(Fact, Base):
    """What a legal basis says of itself, how it is cited, and whether anyone verified it."""

    __tablename__ = "legal_basis_text"
    __table_args__ = (CheckConstraint("cited_as IN ('reason', 'power', 'none')", name="cited_as"),)

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
