"""What happens to a district whatever its processes wait for: announced, come about, called off."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Fact, one_live

ANNOUNCED = text("status = 'announced' AND superseded_at IS NULL")


class Event(Fact, Base):
    """It happens on `valid_from`, the one day on which it holds; `about` is an office.

    `announced` until the processes of the district were told, `told` from then on. Moved to another
    day or called off it is superseded, as any fact. The paper is the order that it stands in.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("kind IN ('chief_rotated')", name="kind"),
        CheckConstraint("status IN ('announced', 'told')", name="status"),
        one_live("uq_event_day", "district_code", "kind", "about", "valid_from"),
        Index(
            "ix_event_announced",
            "district_code",
            "valid_from",
            sqlite_where=ANNOUNCED,
            postgresql_where=ANNOUNCED,
        ),
    )

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    kind: Mapped[str]
    about: Mapped[str]
    status: Mapped[str]
    paper_number: Mapped[str | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
