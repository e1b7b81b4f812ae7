"""Committees: their seats, who fills them, and the working team that prepares them."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Fact


class Committee(Base):
    """The committee of a district. It exists in law from its signed order on."""

    __tablename__ = "committee"

    id: Mapped[int] = mapped_column(primary_key=True)
    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), unique=True)


class CommitteeSeat(Base):
    """A seat's identity over drafts and orders."""

    __tablename__ = "committee_seat"
    __table_args__ = (UniqueConstraint("committee_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    key: Mapped[str]


class SeatVersion(Fact, Base):
    """What a seat is: its body, role, printed title, office or agency (R31)."""

    __tablename__ = "seat_version"
    __table_args__ = (
        CheckConstraint(
            "body IN ('executive', 'prevention', 'suppression', 'rehabilitation')", name="body"
        ),
        CheckConstraint("mode IN ('by_position', 'by_name')", name="mode"),
    )

    seat_id: Mapped[int] = mapped_column(ForeignKey("committee_seat.id"), index=True)
    body: Mapped[str]
    position: Mapped[int]
    role: Mapped[str]
    kind: Mapped[str]
    title_th: Mapped[str]
    title_en: Mapped[str]
    office: Mapped[str | None] = mapped_column(index=True)
    agency: Mapped[str | None]
    mode: Mapped[str]
    representative: Mapped[bool]


class Member(Fact, Base):
    """A person who fills a seat by name."""

    __tablename__ = "member"

    seat_id: Mapped[int] = mapped_column(ForeignKey("committee_seat.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class TeamAgency(Fact, Base):
    """An agency of a district's working team (R5)."""

    __tablename__ = "team_agency"

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))


class ProvincialItem(Fact, Base):
    """Something that goes on the agenda of the provincial committee about a district."""

    __tablename__ = "provincial_item"

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    subject: Mapped[str]
