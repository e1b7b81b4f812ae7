"""Committees: their seats, who fills them, and the working team that prepares them."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Fact, Numbered, one_of


class Committee(Numbered):
    """The committee of a district. It exists in law from its signed order on."""

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), unique=True)


class CommitteeSeat(Numbered):
    """A seat's identity over drafts and orders."""

    __table_args__ = (UniqueConstraint("committee_id", "key"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    key: Mapped[str]


class SeatVersion(Fact):
    """What a seat is: its body, role, printed title, office or agency (R31)."""

    __table_args__ = (
        one_of("body", "executive", "prevention", "suppression", "rehabilitation"),
        one_of("mode", "by_position", "by_name"),
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


class Member(Fact):
    """A person who fills a seat by name."""

    seat_id: Mapped[int] = mapped_column(ForeignKey("committee_seat.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class TeamAgency(Fact):
    """An agency of a district's working team (R5)."""

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))


class ProvincialItem(Fact):
    """Something that goes on the agenda of the provincial committee about a district."""

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    subject: Mapped[str]
