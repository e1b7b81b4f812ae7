"""What the paper file of a committee older than Prasan holds (practice.md 2).

One model a sheet of the workbook, in the order of its columns; the guided pages, the
workbook and JSON files fill the same form. Blank means "not recorded": nothing is invented.
"""

import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic.alias_generators import to_snake
from pydantic_core import PydanticCustomError

from config.words import LANGUAGES, Named, say
from registry.refusals import Refusal
from registry.rules.dates import parse_be_year
from registry.rules.order_numbers import OrderNumber, parse_order_number
from registry.rules.partial_dates import PartialDate, as_partial
from registry.rules.seats import BodyKey, SeatMode, SeatRole, Value
from registry.rules.thai import BUDDHIST_OFFSET, tidy

REFUSED = "refused"  # the kind of a pydantic error that carries a refusal of ours


class ChoiceUnknown(Refusal):
    """The cell holds none of the words that it lets choose."""

    code = "adoption_choice_unknown"


class NumberUnreadable(Refusal):
    """The cell holds no number of that kind."""

    code = "adoption_number_unreadable"


class NumberIsDate(Refusal):
    """A date where a number is meant: Excel made one of what was typed."""

    code = "adoption_number_is_date"


class Standing(StrEnum):
    """What has become of an order."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class OrderKind(StrEnum):
    """What an order did. `centre`: an order for a district centre under 768/2556."""

    NEW = "new"
    REPLACE = "replace"
    AMEND = "amend"
    CENTRE = "centre"


class PaperState(StrEnum):
    """Whether the paper itself was found."""

    FOUND = "found"
    NOT_FOUND = "not_found"


class Post(StrEnum):
    """The three people who carry a committee."""

    CHAIR = "chair"
    FOCAL_POINT = "focal_point"
    SECRETARY = "secretary"


class Sex(StrEnum):
    """As the registry keeps it."""

    FEMALE = "female"
    MALE = "male"
    NOT_STATED = "not_stated"


class SexSource(StrEnum):
    """Where the sex comes from."""

    STATED = "stated"
    INFERRED = "inferred"
    NOT_STATED = "not_stated"


class Joined(StrEnum):
    """How a member came to the seat."""

    WITH_ORDER = "with_order"
    REPLACEMENT = "replacement"
    ADDED = "added"


class YesNo(StrEnum):
    """Yes or no, as a cell says it."""

    YES = "yes"
    NO = "no"


class StepKey(StrEnum):
    """The steps of the establishment, in the order of the work."""

    ADVOCACY = "advocacy"
    DELEGATION = "delegation"
    WORKING_TEAM = "working_team"
    DRAFT = "draft"
    SIGNATURE = "signature"
    INCEPTION = "inception"
    CAPACITY_PLAN = "capacity_plan"


class MeetingKind(StrEnum):
    """Kinds of past meetings; `within_monthly`: an item of the monthly meeting of heads."""

    INCEPTION = "inception"
    QUARTERLY = "quarterly"
    WITHIN_MONTHLY = "within_monthly"
    SPECIAL = "special"


class PlanState(StrEnum):
    """How far the plan of a year is known to have come."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


class ScanKind(StrEnum):
    """What a scanned paper is."""

    ORDER = "order"
    MINUTES = "minutes"
    PLAN = "plan"
    LETTER = "letter"
    TRAINING = "training"
    OTHER = "other"


E = TypeVar("E", bound=StrEnum)


def label(choice: StrEnum) -> str:
    """The key of what people call the choice."""
    match choice:
        case BodyKey():
            return f"body.{choice}"
        case SeatRole():
            return f"role.{choice}"
        case SeatMode():
            return f"seat_mode.{choice}"
        case _:
            return f"adoption_choice.{to_snake(type(choice).__name__)}.{choice}"


def chosen(kind: type[E], value: object, *, field: str) -> E:
    """The choice that a cell names: by its key, or by its word in either language."""
    typed = _bare(value)
    for one in kind:
        if typed in {one.value, *(_bare(say(label(one), lang)) for lang in LANGUAGES)}:
            return one
    words = [", ".join(say(label(one), lang) for one in kind) for lang in LANGUAGES]
    raise ChoiceUnknown(field=field, value=str(value), choices=Named(*words))


def _bare(value: object) -> str:
    if isinstance(value, bool):
        return YesNo.YES if value else YesNo.NO
    return tidy(unicodedata.normalize("NFC", str(value))).casefold()


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


def _choice(kind: type[E]) -> BeforeValidator:
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
    text = tidy(_text(value, field=field)).replace(",", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise NumberUnreadable(field=field, value=str(value)) from None
    if not (number.is_finite() and 0 <= number < LARGEST):
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


class Row(Value):
    """A row of a sheet; unknown columns are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: MaybeLine = None


class OrderIn(Row):
    """An order of the district about the committee, with its paper or without."""

    standing: Annotated[Standing, _choice(Standing)]
    kind: Annotated[OrderKind, _choice(OrderKind)]
    heading: Line
    number: Number = None
    dated: When = None
    subject: MaybeLine = None
    mode: Annotated[SeatMode | None, _choice(SeatMode)] = None
    in_force_from: When = None
    ended: When = None
    paper: Annotated[PaperState | None, _choice(PaperState)] = None

    @property
    def known_date(self) -> PartialDate | None:
        """Its date, or the year that its number bears."""
        if self.dated is not None or self.parsed is None:
            return self.dated
        return PartialDate(year=self.parsed.year_be - BUDDHIST_OFFSET)

    @property
    def parsed(self) -> OrderNumber | None:
        """Its number in its parts."""
        if self.number is None:
            return None
        return parse_order_number(self.number, field="number", inserted_ok=True)


class Someone(Row):
    """A row that names a person: by the registry's reference, or by title and name.

    `sex` is what the row states; where it states none it follows from the title
    (`sex_source` inferred), and a bare rank states none.
    """

    person: Ref = None
    title: MaybeLine = None
    name: MaybeLine = None
    name_en: MaybeLine = None
    sex: Annotated[Sex | None, _choice(Sex)] = None
    sex_source: Annotated[SexSource | None, _choice(SexSource)] = None
    start: When = None
    end: When = None

    @property
    def named(self) -> bool:
        """Whether anybody is named."""
        return self.person is not None or self.name is not None


class OfficerIn(Someone):
    """Chair, focal point or secretary, now or before."""

    post: Annotated[Post, _choice(Post)]
    office: Ref = None
    basis_number: MaybeLine = None
    basis_date: When = None


class SeatIn(Someone):
    """A line of the order's list: the seat, and who fills or filled it.

    `no` is the number in the printed list of its body: two rows with one number are two
    people who followed each other in one seat. `office` is a kind of office
    ("hospital_director"), with its number where there are several.
    """

    body: Annotated[BodyKey, _choice(BodyKey)]
    no: Place
    role: Annotated[SeatRole, _choice(SeatRole)]
    position: Line
    position_en: MaybeLine = None
    office: Ref = None
    agency: Ref = None
    mode: Annotated[SeatMode | None, _choice(SeatMode)] = None
    joined: Annotated[Joined | None, _choice(Joined)] = None
    replaces: MaybeLine = None

    @property
    def seat(self) -> str:
        """The key of the seat, which stays when its title is put right."""
        return f"{self.body}/adopted/{self.no}"


class StepIn(Row):
    """A step of the establishment; without a date it is not recorded."""

    step: Annotated[StepKey, _choice(StepKey)]
    on: When = None
    note: MaybeNote = None


class Attended(Row):
    """How many were present, by sex."""

    women: Count = None
    men: Count = None
    not_stated: Count = None


class MeetingIn(Attended):
    """A past meeting."""

    kind: Annotated[MeetingKind, _choice(MeetingKind)]
    on: When
    number: MaybeLine = None
    minutes: Annotated[PaperState, _choice(PaperState)]


class TrainingIn(Attended):
    """A past training. Mean scores are a summary: who wrote which test is unknown."""

    on: When
    topic: Line
    pre_mean: Score = None
    post_mean: Score = None


class PlanIn(Row):
    """The plan of a fiscal year."""

    fiscal_year: FiscalYearBE
    state: Annotated[PlanState, _choice(PlanState)]
    on: When = None
    paper: Annotated[PaperState | None, _choice(PaperState)] = None


class FigureIn(Row):
    """A figure of a fiscal year, or a quarter of it. Blank: not reported, which is not zero."""

    indicator: Line
    fiscal_year: FiscalYearBE
    quarter: Quarter = None
    value: Figure = None


class ScanIn(Row):
    """A scanned paper: which file, what it is, and who says that it names no victim."""

    file: Line
    kind: Annotated[ScanKind, _choice(ScanKind)]
    number: MaybeLine = None
    on: When
    attested: Annotated[YesNo, _choice(YesNo)]


class AdoptionForm(Value):
    """All that is known of the committee."""

    orders: tuple[OrderIn, ...] = ()
    officers: tuple[OfficerIn, ...] = ()
    roster: tuple[SeatIn, ...] = ()
    steps: tuple[StepIn, ...] = ()
    meetings: tuple[MeetingIn, ...] = ()
    trainings: tuple[TrainingIn, ...] = ()
    plans: tuple[PlanIn, ...] = ()
    figures: tuple[FigureIn, ...] = ()
    scans: tuple[ScanIn, ...] = ()

    @property
    def order(self) -> OrderIn:
        """The order that is in force; the form was checked to have one."""
        return next(
            one
            for one in self.orders
            if one.standing is Standing.IN_FORCE and one.kind is not OrderKind.AMEND
        )


SHEETS: dict[str, type[Row]] = {
    "orders": OrderIn,
    "officers": OfficerIn,
    "roster": SeatIn,
    "steps": StepIn,
    "meetings": MeetingIn,
    "trainings": TrainingIn,
    "plans": PlanIn,
    "figures": FigureIn,
    "scans": ScanIn,
}
# `sex_source` is no column: the reading fills it.
COLUMNS: dict[str, tuple[str, ...]] = {
    "orders": (
        "standing", "kind", "heading", "number", "dated", "subject", "mode", "in_force_from",
        "ended", "paper", "source",
    ),
    "officers": (
        "post", "person", "title", "name", "name_en", "sex", "office", "start", "end",
        "basis_number", "basis_date", "source",
    ),
    "roster": (
        "body", "no", "role", "position", "position_en", "office", "agency", "mode", "person",
        "title", "name", "name_en", "sex", "start", "end", "joined", "replaces", "source",
    ),
    "steps": ("step", "on", "source", "note"),
    "meetings": ("kind", "number", "on", "women", "men", "not_stated", "minutes", "source"),
    "trainings": (
        "on", "topic", "women", "men", "not_stated", "pre_mean", "post_mean", "source",
    ),
    "plans": ("fiscal_year", "state", "on", "paper", "source"),
    "figures": ("indicator", "fiscal_year", "quarter", "value", "source"),
    "scans": ("file", "kind", "number", "on", "attested", "source"),
}  # fmt: skip


def choices_of(sheet: str, column: str) -> type[StrEnum] | None:
    """The choices that a column lets choose, None where anything may be typed."""
    field = SHEETS[sheet].model_fields[column]
    kinds = [field.annotation, *getattr(field.annotation, "__args__", ())]
    return next((k for k in kinds if isinstance(k, type) and issubclass(k, StrEnum)), None)
