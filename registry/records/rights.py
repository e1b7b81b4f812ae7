"""Who may do what, asked inside a writing transaction."""

from config.words import Term
from registry.queries.offices import actor
from registry.queries.people import PersonRow, person
from registry.refusals import Refusal
from registry.rules.rights import Subject, Verb, may
from registry.store import Write


class MayNot(Refusal):
    """The person holds no part today that lets them."""

    code = "may_not"


def who_may(write: Write, named: str, verb: Verb, *areas: str) -> PersonRow:
    """The person who records, if they may in each of the areas today.

    Raises UnknownPerson or MayNot.
    """
    who = person(write.connection, named, field="recorded_by")
    held = actor(write.connection, who.id, write.today)
    if not all(may(held, verb, Subject(area), write.today) for area in areas):
        raise MayNot(field="recorded_by", person=who.name, act=Term(f"verb.{verb}"))
    return who
