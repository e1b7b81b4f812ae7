"""What a committee did beside its meetings, and whom it was in touch with.

Keys, counts and days stand here: of no person. Words are the answer's that wrote the row.
"""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from config.activity_kinds import CoordinationLevel, HeldKind
from registry.models.base import Fact, one_live, one_of

HEADS = ("women", "men", "sex_not_stated")


class HeldActivity(Fact):
    """Something that happened on `valid_from`; `key` is unique in the district ("activity/12").

    `convener` is a seat, or the reference of an office; `location` a sub-district's code or a
    village's key; `plan_row` a row of the year's plan. `participants` and `team` are joined by
    commas. A count NULL is not recorded, never zero.
    """

    __table_args__ = (
        one_of("kind", *HeldKind),
        *(CheckConstraint(f"{one} >= 0", name=one) for one in HEADS),
        one_live("uq_held_activity_key", "district_code", "key"),
    )

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    key: Mapped[str]
    kind: Mapped[str]
    convener: Mapped[str]
    location: Mapped[str | None]
    participants: Mapped[str]
    women: Mapped[int | None]
    men: Mapped[int | None]
    sex_not_stated: Mapped[int | None]
    counterpart: Mapped[str | None]
    team: Mapped[str]
    began_at: Mapped[str | None]
    ended_at: Mapped[str | None]
    plan_row: Mapped[str | None]


class Coordination(Fact):
    """A line of the coordination log, made on `valid_from`; all of it is chosen from lists.

    `level` is the level of the office that the committee was in touch with.
    """

    __table_args__ = (
        one_of("level", *CoordinationLevel),
        one_live("uq_coordination_key", "district_code", "key"),
    )

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    key: Mapped[str]
    level: Mapped[str]
    counterpart: Mapped[str]
    channel: Mapped[str]
    subject: Mapped[str]
    outcome: Mapped[str]
