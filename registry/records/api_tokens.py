"""Tokens of programs: made by an administrator for one part of a person, used, revoked.

A token does what the part lets the person do, and no more than that, for as long as they hold it.
"""

from dataclasses import dataclass, field

from sqlalchemy import insert

from config.words import Term
from registry.models import ApiToken
from registry.queries.api_tokens import ApiTokenRow, api_token, api_token_by, api_tokens
from registry.queries.parts import actor
from registry.queries.people import PersonRow, person, person_of
from registry.records.bearers import MOST, new_bearer, refuse_second, revoke_bearers
from registry.records.rights import MayNot, who_may
from registry.records.secrets import digest_of
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.rights import Actor, Subject, Verb, may
from registry.store import Registry

MADE, REVOKED = "api_token.made", "api_token.revoked"


class PartNotHeld(Refusal):
    """The person does not play that part in that area today."""


class TooManyApiTokens(Refusal):
    """A person has as many tokens as anybody may have: one of them is revoked first."""


class NoSuchApiToken(Refusal):
    """No working token of that number."""


@dataclass(frozen=True)
class MadeApiToken:
    """A token that was made. It is shown this once."""

    row: ApiTokenRow
    person: PersonRow
    token: str = field(repr=False)


@dataclass(frozen=True)
class Program:
    """Who asks by a token: the person, and of their parts the one that the token is for."""

    token: ApiTokenRow
    person: PersonRow
    actor: Actor


def make_api_token(
    registry: Registry,
    named: str,
    part: str,
    area: str,
    *,
    recorded_by: str,
    beside: int | None = None,
) -> MadeApiToken:
    """A token for a part that the person holds today. Who administers the area makes it.

    `beside`: the number of the one for that part that works already. Raises UnknownPerson, MayNot,
    PartNotHeld, TooManyApiTokens and WorksAlready.
    """
    with registry.writing() as write:
        who = person(write.connection, named, field="person")
        by = who_may(write, recorded_by, Verb.ADMINISTER, area)
        held = actor(write.connection, who.id, write.today)
        if not _for_part(held, part, area).parts:
            raise PartNotHeld(field="token.part", person=who.name, part=Term(f"part.{part}"))
        write.wait_for_like(f"tokens {who.id}")
        theirs = api_tokens(write.connection, who.id)
        if sum(one.works(write.now) for one in theirs) >= MOST:
            raise TooManyApiTokens(field="person", person=who.name, most=MOST)
        same = (one for one in theirs if (one.part, one.area) == (part, area))
        refuse_second(same, beside, write.now)
        row, token = new_bearer(write, who.id)
        row |= {"part": part, "area_code": area, "made_by": by.id}
        write.connection.execute(insert(ApiToken), row)
        made = api_tokens(write.connection, who.id)[0]
        write.lock(area)
        body: Json = {"token": made.id, "person": who.ref, "part": part}
        write.audit(area, MADE, actor=by.id, body=body)
        return MadeApiToken(made, who, token)


def revoke_api_token(registry: Registry, number: int, *, recorded_by: str) -> ApiTokenRow:
    """The token lets nobody in from now on. Its person revokes it, or who administers its area.

    Raises UnknownPerson, MayNot and NoSuchApiToken.
    """
    with registry.writing() as write:
        by = person(write.connection, recorded_by, field="recorded_by")
        row = api_token(write.connection, number)
        if row is None or not row.works(write.now):
            raise NoSuchApiToken(field="token", value=number)
        held = actor(write.connection, by.id, write.today)
        theirs = by.id == row.person
        if not theirs and not may(held, Verb.ADMINISTER, Subject(row.area), write.today):
            raise MayNot(field="recorded_by", person=by.name, act=Term(f"verb.{Verb.ADMINISTER}"))
        revoke_bearers(write, ApiToken.id == number, model=ApiToken)
        write.lock(row.area)
        write.audit(row.area, REVOKED, actor=by.id, body={"token": number})
        return row


def program_of(registry: Registry, token: str) -> Program | None:
    """Who asks by the token; None where it does not work, or the part is held no longer."""
    with registry.reading() as connection:
        row = api_token_by(connection, digest_of(token))
        if row is None or not row.works(registry.clock.now()):
            return None
        held = _for_part(actor(connection, row.person, registry.today), row.part, row.area)
        return Program(row, person_of(connection, row.person), held) if held.parts else None


def _for_part(held: Actor, part: str, area: str) -> Actor:
    parts = (one for one in held.parts if (one.part, one.area) == (part, area))
    return Actor(held.person, tuple(parts))
