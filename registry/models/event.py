"""What happens to a district whatever its processes wait for: announced, come about, called off."""

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, index_where, one_live, one_of

ANNOUNCED = text("status = 'announced' AND superseded_at IS NULL")
WAS_ANNOUNCED = text("status = 'announced'")


class Event(Fact):
    """It happens on `valid_from`, the one day on which it holds; `about` is an office.

    `announced` until the processes of the district were told, `told` from then on. Moved to another
    day or called off it is superseded, as any fact. The paper is the order that it stands in.
    """

    __table_args__ = (
        one_of("kind", "chief_rotated", "agency_withdrew"),
        one_of("status", "announced", "told"),
        one_live("uq_event_day", "district_code", "kind", "about", "valid_from"),
        index_where(ANNOUNCED, "ix_event_announced", "district_code", "valid_from"),
        index_where(WAS_ANNOUNCED, "ix_event_entered", "district_code", "valid_from"),
    )

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    kind: Mapped[str]
    about: Mapped[str]
    status: Mapped[str]
    paper_number: Mapped[str | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
