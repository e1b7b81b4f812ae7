"""What a province took over from another office's pack."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, one_live, one_of

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

    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    kind: Mapped[str]
    key: Mapped[str]
    body: Mapped[str]
    origin: Mapped[str] = mapped_column(ForeignKey("area.code"))
    pack: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
