"""District orders and the law they cite."""

from datetime import date

from sqlalchemy import ColumnClause, UniqueConstraint

from registry.models.base import Fact, Numbered, column, known_in_part, one_live, one_of


class DistrictOrder(Fact):
    """A registered order of a district, in force from `valid_from` (practice.md 3).

    The number is the district clerk's, unique for its heading and calendar year; a row that
    was superseded by a corrected registration frees it, a cancelled order does not. `dated` is
    the first day that its paper allows, to `precision`: an old paper may name a month or a year.
    So may it of the first and the last day in force.
    """

    __table_args__ = (
        one_of("kind", "new", "replace", "amend", "earlier"),
        *known_in_part("precision", "start_precision", "end_precision"),
        one_of("printed", "as_printed", "with_changes", "not_ours"),
        one_live("uq_district_order_number", "district_code", "heading", "year_be", "number"),
    )

    district_code: ColumnClause[str] = column(references="area.code", index=True)
    kind: ColumnClause[str]
    heading: ColumnClause[str]
    number: ColumnClause[str]
    year_be: ColumnClause[int]
    dated: ColumnClause[date]
    precision: ColumnClause[str] = column(server_default="day")
    subject_th: ColumnClause[str]
    signer_id: ColumnClause[int | None] = column(references="holding.id")
    printed: ColumnClause[str]
    document_id: ColumnClause[int | None] = column(references="document.id")
    replaces_id: ColumnClause[int | None] = column(references="district_order.id")
    corrects_id: ColumnClause[int | None] = column(references="district_order.id")
    start_precision: ColumnClause[str] = column(server_default="day")
    end_precision: ColumnClause[str] = column(server_default="day")


class LegalBasis(Numbered):
    """A law, decree, order or agenda that an order may cite (R13)."""

    __table_args__ = (UniqueConstraint("area_code", "key"),)

    area_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]


class LegalBasisText(Fact):
    """What a legal basis says of itself, how it is cited, and whether anyone verified it."""

    __table_args__ = (one_of("cited_as", "reason", "power", "none"),)

    basis_id: ColumnClause[int] = column(references="legal_basis.id", index=True)
    position: ColumnClause[int]
    title_th: ColumnClause[str]
    title_en: ColumnClause[str]
    number: ColumnClause[str | None]
    dated: ColumnClause[date | None]
    citation_th: ColumnClause[str]
    citation_en: ColumnClause[str]
    cited_as: ColumnClause[str]
    source: ColumnClause[str]
    replaced_by: ColumnClause[str | None]
    verified_by: ColumnClause[int | None] = column(references="person.id")
    shipped_verified: ColumnClause[bool]
