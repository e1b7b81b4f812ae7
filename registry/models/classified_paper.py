"""The register of papers that an office has classified: of each its class and its day.

Number, subject and keeper are words, which the answer of the entry that wrote the row holds. No
file of such a paper is kept.
"""

from sqlalchemy import ColumnClause

from config.secrecy import SecrecyLevel
from registry.models.base import Fact, column, known_in_part, one_live, one_of


class ClassifiedPaper(Fact):
    """A classified paper; `key` is unique in the district ("classified_paper/12").

    `valid_from` is the first day that its paper's date allows, to `precision`. `instance_id` is
    the work that it belongs to, NULL where it belongs to the district.
    """

    __table_args__ = (
        one_of("level", *SecrecyLevel),
        *known_in_part("precision"),
        one_live("uq_classified_paper_key", "district_code", "key"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]
    level: ColumnClause[str]
    precision: ColumnClause[str]
    instance_id: ColumnClause[int | None] = column(references="instance.id", index=True)
