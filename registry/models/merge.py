"""Two records of one person made one: asked for by one person, until another has answered."""

from sqlalchemy import CheckConstraint, ColumnClause

from registry.models.base import OPEN, Numbered, column, index_where
from registry.models.two_people import SettledByTwo, settled_by_two


class PersonMerge(SettledByTwo, Numbered):
    """`merged_id` is the same person as `kept_id`, if a second person agrees.

    With `undoes` it is asked to part them again. What is confirmed and not undone is what
    `person.same_as` is drawn from.
    """

    __table_args__ = (
        *settled_by_two(),
        CheckConstraint("merged_id != kept_id", name="two_records"),
        index_where(OPEN, "uq_person_merge_open", "merged_id", unique=True),
    )

    merged_id: ColumnClause[int] = column(references="person.id")
    kept_id: ColumnClause[int] = column(references="person.id")
    undoes: ColumnClause[int | None] = column(references="person_merge.id")
