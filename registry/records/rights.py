"""Who may do what, asked where something is done or shown."""

from datetime import date

from sqlalchemy import Connection

from config.words import Term
from registry.queries.parts import actor
from registry.queries.people import PersonRow, person
from registry.refusals import Refusal
from registry.rules.rights import Subject, Verb, may
from registry.transaction import Write


class MayNot(Refusal):
    """The person holds no part today that lets them."""


def who_may(write: Write, named: str, verb: Verb, *areas: str) -> PersonRow:
    """The person who records, if they may in each of the areas today.

    Raises UnknownPerson or MayNot.
    """
    return who_may_on(write.connection, write.today, named, verb, *areas)


def who_may_record(write: Write, named: str, area: str, recorders: tuple[str, ...]) -> PersonRow:
    """The person who records, if they hold one of those parts in the area today.

    Raises UnknownPerson or MayNot.
    """
    who = person(write.connection, named, field="recorded_by")
    held = actor(write.connection, who.id, write.today)
    if not may(held, Verb.RECORD, Subject(area, recorders), write.today):
        raise MayNot(field="recorded_by", person=who.name, act=Term(f"verb.{Verb.RECORD}"))
    return who


def areas_allowed(connection: Connection, on: date, named: str, verb: Verb) -> set[str]:
    """The areas of the person's parts that let them do it on that day.

    Raises UnknownPerson, or MayNot where there is none.
    """
    who = person(connection, named, field="recorded_by")
    held = actor(connection, who.id, on)
    found = {part.area for part in held.parts if may(held, verb, Subject(part.area), on)}
    if not found:
        raise MayNot(field="recorded_by", person=who.name, act=Term(f"verb.{verb}"))
    return found


def who_may_on(connection: Connection, on: date, named: str, verb: Verb, *areas: str) -> PersonRow:
    """The same of whoever asks on that day, and writes nothing."""
    who = person(connection, named, field="recorded_by")
    held = actor(connection, who.id, on)
    if not all(may(held, verb, Subject(area), on) for area in areas):
        raise MayNot(field="recorded_by", person=who.name, act=Term(f"verb.{verb}"))
    return who
