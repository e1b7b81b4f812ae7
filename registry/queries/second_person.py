"""Everybody's past of links, offices and parts, as the rule about two people asks for it."""

from collections.abc import Callable
from datetime import date
from functools import cache

from sqlalchemy import Connection, func, select

from registry.models import (
    Assignment,
    AssignmentTerm,
    Entry,
    Holding,
    Invitation,
    Office,
    ProviderIdentity,
)
from registry.queries.accounts import who_sign_in
from registry.queries.people import PersonRow, person_of
from registry.queries.person_records import records_of, survivor
from registry.rules.rights import OFFICE_PARTS, Part
from registry.rules.second_person import Ground, IdentityMatch, InvitationLink, Past
from registry.transaction import COUNTRY

_LINKS = select(survivor(Invitation.made_by), Invitation.made_at, Invitation.used_at)
_MATCHES = select(
    survivor(ProviderIdentity.matched_by), ProviderIdentity.matched_at, ProviderIdentity.ended_at
)
_TERMS = (
    select(
        Office.id, Holding.capacity, Office.kind, Office.area_code, Holding.valid_from,
        Holding.valid_to, Holding.recorded_at, Holding.superseded_at,
        survivor(func.coalesce(Holding.recorded_by, Entry.recorded_by)), Holding.id,
    )
    .join(Office, Office.id == Holding.office_id)
    .outerjoin(Entry, Entry.id == Holding.entry_id)
)  # fmt: skip
_PARTS = select(
    Assignment.id, Assignment.role, Assignment.area_code, AssignmentTerm.valid_from,
    AssignmentTerm.valid_to, AssignmentTerm.recorded_at, AssignmentTerm.superseded_at,
    survivor(func.coalesce(AssignmentTerm.recorded_by, Entry.recorded_by)),
).join(Assignment, Assignment.id == AssignmentTerm.assignment_id).outerjoin(
    Entry, Entry.id == AssignmentTerm.entry_id
)  # fmt: skip


def pasts(connection: Connection) -> Callable[[int], Past]:
    """Each person's past under all their records, read once."""

    @cache
    def past(person: int) -> Past:
        return Past(
            _links(connection, person), _grounds(connection, person), _matches(connection, person)
        )

    return past


def holding_grounds(past: Past, holding: int) -> tuple[Ground, ...]:
    """The term of that number among the grounds."""
    return tuple(one for one in past.grounds if one.holding == holding)


def people_at_work(connection: Connection, area: str, on: date) -> list[PersonRow]:
    """Who has an account in use, and an office or a part over the area, on that day."""
    who = connection.scalars(who_sign_in((COUNTRY, area[:2], area), tuple(Part), on)).all()
    return [person_of(connection, one) for one in who]


def _links(connection: Connection, person: int) -> tuple[InvitationLink, ...]:
    query = _LINKS.where(Invitation.person_id.in_(records_of(person))).order_by(Invitation.id)
    return tuple(InvitationLink(*row) for row in connection.execute(query))


def _matches(connection: Connection, person: int) -> tuple[IdentityMatch, ...]:
    theirs = ProviderIdentity.person_id.in_(records_of(person))
    query = _MATCHES.where(theirs).order_by(ProviderIdentity.id)
    return tuple(IdentityMatch(*row) for row in connection.execute(query))


def _grounds(connection: Connection, person: int) -> tuple[Ground, ...]:
    terms = connection.execute(
        _TERMS.where(Holding.person_id.in_(records_of(person))).order_by(Holding.id)
    )
    parts = connection.execute(
        _PARTS.where(Assignment.person_id.in_(records_of(person))).order_by(AssignmentTerm.id)
    )
    return (
        *(
            Ground(("office", str(row[0]), row[1]), OFFICE_PARTS.get(row[2]), *row[3:10])
            for row in terms
        ),
        *(Ground(("part", str(row[0])), Part(row[1]), *row[2:8]) for row in parts),
    )
