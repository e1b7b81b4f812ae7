"""What a province took over from another office's pack."""

from sqlalchemy import ColumnClause

from registry.models.base import Fact, column, one_live, one_of

PACK_ITEM_KINDS = ("seat", "activity", "indicator", "session", "lesson")


class PackItem(Fact):
    """An item of a pack, the province's own from `valid_from` on. `body` is JSON without people.

    `origin` is the area that it comes from, `pack` the SHA-256 of the file. Templates stand among
    the province's own templates.
    """

    __table_args__ = (
        one_of("kind", *PACK_ITEM_KINDS),
        one_live("uq_pack_item_day", "area_code", "kind", "key", "valid_from"),
    )

    area_code: ColumnClause[str] = column(references="area.code", index=True)
    kind: ColumnClause[str]
    key: ColumnClause[str]
    body: ColumnClause[str]
    origin: ColumnClause[str] = column(references="area.code")
    pack: ColumnClause[str]
    recorded_by: ColumnClause[int] = column(references="person.id")
