"""The cells of an adoption form: how each kind is read, and what it refuses."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from registry.refusals import Refusal
from registry.rules.adoption_choices import (
    E,
    chosen,
)
from registry.rules.counts import plain_number
from registry.rules.dates import parse_be_year
from registry.rules.order_numbers import parse_order_number
from registry.rules.partial_dates import PartialDate, as_partial
from registry.rules.thai import tidy

REFUSED = "refused"  # the kind of a pydantic error that carries a refusal of ours


class NumberUnreadable(Refusal):
    """The cell holds no number of that kind."""

    code = "adoption_number_unreadable"


class NumberIsDate(Refusal):
    """A date where a number is meant: Excel made one of what was typed."""

    code = "adoption_number_is_date"


Reader = Callable[..., Any]


def _carefully(read: Reader) -> Callable[[Any, ValidationInfo], Any]:
    """A reader as pydantic takes it: blank is None, and a refusal is one error of several."""

    def validate(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 — whatever the cell holds
        if value is None or (isinstance(value, str) and not tidy(value)):
            return None
        try:
            return read(value, field=info.field_name or "")
        except Refusal as refusal:
            raise PydanticCustomError(REFUSED, "{code}", _context(refusal)) from refusal

    return validate


def _context(refusal: Refusal) -> dict[str, Any]:
    return {"code": refusal.code, "refusal": refusal}


def one_of(kind: type[E]) -> BeforeValidator:
    return BeforeValidator(_carefully(lambda value, field: chosen(kind, value, field=field)))


def _text(value: object, *, field: str) -> str:
    """What a cell says; a number in it is read as it is shown."""
    if isinstance(value, date):
        raise NumberIsDate(field=field, value=f"{value:%Y-%m-%d}")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _number(value: object, *, field: str) -> str:
    """An order's number in canonical form; inserted numbers are taken here."""
    return str(parse_order_number(_text(value, field=field), field=field, inserted_ok=True))


def _count(value: object, *, field: str) -> int:
    number = _decimal(value, field=field)
    if number != number.to_integral_value():
        raise NumberUnreadable(field=field, value=str(value))
    return int(number)


def _decimal(value: object, *, field: str) -> Decimal:
    text = plain_number(_text(value, field=field))
    number = None if text is None else Decimal(text)
    if number is None or not 0 <= number < LARGEST:
        raise NumberUnreadable(field=field, value=str(value))
    return number


def _fiscal_year(value: object, *, field: str) -> int:
    return parse_be_year(_text(value, field=field), field=field)


LARGEST = 1_000_000_000
TextCell = BeforeValidator(_carefully(_text))
Line = Annotated[str, TextCell, StringConstraints(min_length=1, max_length=200)]
MaybeLine = Annotated[Annotated[str, StringConstraints(max_length=200)] | None, TextCell]
MaybeNote = Annotated[Annotated[str, StringConstraints(max_length=1000)] | None, TextCell]
Ref = Annotated[Annotated[str, StringConstraints(pattern=r"^[a-z0-9_./-]{1,80}$")] | None, TextCell]
When = Annotated[PartialDate | None, BeforeValidator(_carefully(as_partial))]
Number = Annotated[str | None, BeforeValidator(_carefully(_number))]
Count = Annotated[
    Annotated[int, Field(ge=0, le=100_000)] | None, BeforeValidator(_carefully(_count))
]
Place = Annotated[int, Field(ge=1, le=999), BeforeValidator(_carefully(_count))]
Score = Annotated[
    Annotated[Decimal, Field(ge=0, le=100)] | None, BeforeValidator(_carefully(_decimal))
]
Figure = Annotated[Decimal | None, BeforeValidator(_carefully(_decimal))]
FiscalYearBE = Annotated[int, BeforeValidator(_carefully(_fiscal_year))]
Quarter = Annotated[Annotated[int, Field(ge=1, le=4)] | None, BeforeValidator(_carefully(_count))]
