"""What a committee did beside its meetings, and whom it was in touch with.

Keys, counts and days stand here: of no person. Words are the answer's that wrote the row.
"""

from sqlalchemy import CheckConstraint, ColumnClause

from config.activity_kinds import CoordinationLevel, HeldKind
from registry.models.base import Fact, column, one_live, one_of

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

    district_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]
    kind: ColumnClause[str]
    convener: ColumnClause[str]
    location: ColumnClause[str | None]
    participants: ColumnClause[str]
    women: ColumnClause[int | None]
    men: ColumnClause[int | None]
    sex_not_stated: ColumnClause[int | None]
    counterpart: ColumnClause[str | None]
    team: ColumnClause[str]
    began_at: ColumnClause[str | None]
    ended_at: ColumnClause[str | None]
    plan_row: ColumnClause[str | None]


class Coordination(Fact):
    """A line of the coordination log, made on `valid_from`; all of it is chosen from lists.

    `level` is the level of the office that the committee was in touch with.
    """

    __table_args__ = (
        one_of("level", *CoordinationLevel),
        one_live("uq_coordination_key", "district_code", "key"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]
    level: ColumnClause[str]
    counterpart: ColumnClause[str]
    channel: ColumnClause[str]
    subject: ColumnClause[str]
    outcome: ColumnClause[str]
