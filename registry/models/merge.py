"""Two records of one person made one: asked for by one person, until another has answered."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import OPEN, Numbered, index_where
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

    merged_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("person_merge.id"))
