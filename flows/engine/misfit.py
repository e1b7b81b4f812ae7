"""Why an answer does not fit its form: one refusal a reason."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from pydantic.alias_generators import to_snake

from config.words import Field, Term
from registry.refusals import Refusal, RegistryFault, SeveralRefused, each_of

R = TypeVar("R", bound=Refusal)


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


def told_at_once(*checks: Callable[[], object]) -> None:
    """Make every check, and raise what each refuses first: alone, or together where several do."""
    raised = [*_raised(checks)]
    if len(raised) == 1:
        raise raised[0]
    if raised:
        raise AnswerMisfits([each for one in raised for each in each_of(one)])


def at_once(found: Sequence[Refusal]) -> Refusal:
    """The refusal that tells all of them; one tells itself."""
    return found[0] if len(found) == 1 else AnswerMisfits(found)


def refused_by(*checks: Callable[[], object]) -> list[Refusal]:
    """What each check refuses first, or all that it tells at once; a fault is no refusal."""
    return [each for one in _raised(checks) for each in each_of(one)]


def _raised(checks: Iterable[Callable[[], object]]) -> Iterator[Refusal]:
    for check in checks:
        try:
            check()
        except RegistryFault:
            raise
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
