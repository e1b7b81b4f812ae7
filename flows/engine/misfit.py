"""Why an answer does not fit its form: one refusal a reason."""

from enum import StrEnum

from config.words import Field
from flows.engine.gate import choice
from registry.refusals import Refusal


class FieldMissing(Refusal):
    """A field that another field makes necessary is empty."""

    code = "field_missing"


class FieldTooMany(Refusal):
    """A field is filled in that another field leaves no room for."""

    code = "field_too_many"


class AnswerUnfit(Refusal):
    """A field does not fit the form: unknown, missing, or of the wrong kind."""

    code = "answer_unfit"


def need(value: object, field: str, because: str, chosen: StrEnum) -> None:
    """Insist on `field`, because `because` is `chosen`."""
    if not value:
        raise FieldMissing(field=field, because=Field(because), chosen=choice(chosen))


def need_none(value: object, field: str, because: str, chosen: StrEnum) -> None:
    """Insist that `field` says nothing, because `because` is `chosen`."""
    if value:
        raise FieldTooMany(field=field, because=Field(because), chosen=choice(chosen))
