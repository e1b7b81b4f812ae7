"""Committees: their seats, who fills them, and the working team that prepares them."""

from sqlalchemy import ColumnClause, UniqueConstraint

from registry.models.base import Fact, Numbered, column, known_in_part, one_of


class Committee(Numbered):
    """The committee of a district. It exists in law from its signed order on."""

    district_code: ColumnClause[str] = column(references="area.code", unique=True)


class CommitteeSeat(Numbered):
    """A seat's identity over drafts and orders."""

    __table_args__ = (UniqueConstraint("committee_id", "key"),)

    committee_id: ColumnClause[int] = column(references="committee.id")
    key: ColumnClause[str]


class SeatVersion(Fact):
    """What a seat is: its body, role, printed title, office or agency (R31)."""

    __table_args__ = (
        one_of("body", "executive", "prevention", "suppression", "rehabilitation"),
        one_of("mode", "by_position", "by_name"),
    )

    seat_id: ColumnClause[int] = column(references="committee_seat.id", index=True)
    body: ColumnClause[str]
    position: ColumnClause[int]
    role: ColumnClause[str]
    kind: ColumnClause[str]
    title_th: ColumnClause[str]
    title_en: ColumnClause[str]
    office: ColumnClause[str | None] = column(index=True)
    agency: ColumnClause[str | None]
    mode: ColumnClause[str]
    representative: ColumnClause[bool]


class Member(Fact):
    """A person who fills a seat by name, from a day as far as an old paper names it.

    Without a person it is told that nobody fills it: a fact as well, which stays where what was
    told before it is taken back.
    """

    __table_args__ = known_in_part("start_precision", "end_precision")

    seat_id: ColumnClause[int] = column(references="committee_seat.id", index=True)
    person_id: ColumnClause[int | None] = column(references="person.id", index=True)
    start_precision: ColumnClause[str] = column(server_default="day")
    end_precision: ColumnClause[str] = column(server_default="day")


class TeamAgency(Fact):
    """An agency of a district's working team (R5)."""

    district_code: ColumnClause[str] = column(references="area.code", index=True)
    agency_id: ColumnClause[int] = column(references="agency.id")


class ProvincialItem(Fact):
    """Something that goes on the agenda of the provincial committee about a district."""

    district_code: ColumnClause[str] = column(references="area.code", index=True)
    subject: ColumnClause[str]
