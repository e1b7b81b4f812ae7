"""Why an answer does not fit its form: one refusal a reason."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from typing import TypeVar

from pydantic.alias_generators import to_snake

from config.words import Field, Term
from registry.refusals import Refusal, RegistryFault, SeveralRefused, each_of
from registry.rules.answer_screening import TextNeedsReason

R = TypeVar("R", bound=Refusal)
T = TypeVar("T")


def within(refusal: R, path: str) -> R:
    """The refusal of a part, its fields named as the form names them that holds it at `path`."""
    refusal.field = f"{path}.{refusal.field}"
    for name, value in refusal.values.items():
        if isinstance(value, Field):
            refusal.values[name] = Field(f"{path}.{value.path}", value.row)
    return refusal


def choice(value: StrEnum) -> Term:
    """What people call a value that a form lets choose: `choice.<enum>.<value>`."""
    return Term(f"choice.{to_snake(type(value).__name__)}.{value}")


class FieldMissing(Refusal):
    """A field that another field makes necessary is empty."""


class FieldTooMany(Refusal):
    """A field is filled in that another field leaves no room for."""


class AnswerUnfit(Refusal):
    """A field does not fit the form: unknown, missing, or of the wrong kind."""


class AnswerMisfits(SeveralRefused):
    """Several things keep one answer from being taken."""


class MisfitAccess(Exception):
    """A check looks at what does not fit the form: told already, so that the check says nothing."""


def told_at_once(*checks: Callable[[], object]) -> None:
    """Make every check, and raise what each refuses first: alone, or together where several do.

    A check that looks at what does not fit says nothing: it would tell what follows from that.
    """
    raised = [*_raised(checks)]
    if len(raised) == 1:
        raise raised[0]
    if raised:
        raise at_once([each for one in raised for each in each_of(one)])


def told_of_rows(rows: Iterable[T], check: Callable[[int, T], object]) -> None:
    """Make the check of each row and its place, and raise what is refused of all of them."""
    told_at_once(*(partial(check, place, row) for place, row in enumerate(rows)))


def at_once(found: Iterable[Refusal]) -> Refusal:
    """The refusal that tells all of them, one a field; one tells itself."""
    told = one_a_field(found)
    return told[0] if len(told) == 1 else AnswerMisfits(told)


def one_a_field(refusals: Iterable[Refusal]) -> list[Refusal]:
    """The first refusal of each field; one that a reason would lift gives way to any other."""
    found: dict[str | int, Refusal] = {}
    for one in refusals:
        at = one.field or id(one)
        if isinstance(found.setdefault(at, one), TextNeedsReason):
            found[at] = one
    return [*found.values()]


def refused_by(*checks: Callable[[], object]) -> list[Refusal]:
    """What each check refuses first, or all that it tells at once; a fault is no refusal."""
    return [each for one in _raised(checks) for each in each_of(one)]


def _raised(checks: Iterable[Callable[[], object]]) -> Iterator[Refusal]:
    for check in checks:
        try:
            check()
        except RegistryFault:
            raise
        except MisfitAccess:
            continue
        except Refusal as refusal:
            yield refusal


def missing(field: str, because: str, chosen: StrEnum) -> FieldMissing:
    """The refusal of an empty `field`, because `because` is `chosen`."""
    return FieldMissing(field=field, because=Field(because), chosen=choice(chosen))


def need(value: object, field: str, because: str, chosen: StrEnum) -> None:
    """Insist on `field`, because `because` is `chosen`."""
    if not value:
        raise missing(field, because, chosen)


def too_many(field: str, because: str, chosen: StrEnum) -> FieldTooMany:
    """The refusal of a `field` that says something though `because` is `chosen`."""
    return FieldTooMany(field=field, because=Field(because), chosen=choice(chosen))
