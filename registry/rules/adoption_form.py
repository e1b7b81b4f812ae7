"""What the paper file of a committee older than Prasan holds (practice.md 2).

One model a sheet of the workbook, in the order of its columns; the guided pages, the
workbook and JSON files fill the same form. Blank means "not recorded": nothing is invented.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict

from registry.rules.adoption_cells import (
    Count,
    Figure,
    FiscalYearBE,
    Line,
    MaybeLine,
    MaybeNote,
    Number,
    Place,
    Quarter,
    Ref,
    Score,
    When,
    one_of,
)
from registry.rules.adoption_choices import (
    Joined,
    MeetingKind,
    OrderKind,
    PaperState,
    PlanState,
    Post,
    ScanKind,
    Sex,
    SexSource,
    Standing,
    StepKey,
    YesNo,
)
from registry.rules.order_numbers import OrderNumber, parse_order_number
from registry.rules.partial_dates import PartialDate
from registry.rules.seats import BodyKey, SeatMode, SeatRole, Value
from registry.rules.thai import BUDDHIST_OFFSET


class FormRow(Value):
    """A row of a sheet; unknown columns are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: MaybeLine = None


class OrderIn(FormRow):
    """An order of the district about the committee, with its paper or without."""

    standing: Annotated[Standing, one_of(Standing)]
    kind: Annotated[OrderKind, one_of(OrderKind)]
    heading: Line
    number: Number = None
    dated: When = None
    subject: MaybeLine = None
    mode: Annotated[SeatMode | None, one_of(SeatMode)] = None
    in_force_from: When = None
    ended: When = None
    paper: Annotated[PaperState | None, one_of(PaperState)] = None

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


class Someone(FormRow):
    """A row that names a person: by the registry's reference, or by title and name.

    `sex` is what the row states; where it states none it follows from the title
    (`sex_source` inferred), and a bare rank states none.
    """

    person: Ref = None
    title: MaybeLine = None
    name: MaybeLine = None
    name_en: MaybeLine = None
    sex: Annotated[Sex | None, one_of(Sex)] = None
    sex_source: Annotated[SexSource | None, one_of(SexSource)] = None
    start: When = None
    end: When = None

    @property
    def named(self) -> bool:
        """Whether anybody is named."""
        return self.person is not None or self.name is not None


class OfficerIn(Someone):
    """Chair, focal point or secretary, now or before."""

    post: Annotated[Post, one_of(Post)]
    office: Ref = None
    basis_number: MaybeLine = None
    basis_date: When = None


class SeatIn(Someone):
    """A line of the order's list: the seat, and who fills or filled it.

    `no` is the number in the printed list of its body: two rows with one number are two
    people who followed each other in one seat. `office` is a kind of office
    ("hospital_director"), with its number where there are several.
    """

    body: Annotated[BodyKey, one_of(BodyKey)]
    no: Place
    role: Annotated[SeatRole, one_of(SeatRole)]
    position: Line
    position_en: MaybeLine = None
    office: Ref = None
    agency: Ref = None
    mode: Annotated[SeatMode | None, one_of(SeatMode)] = None
    joined: Annotated[Joined | None, one_of(Joined)] = None
    replaces: MaybeLine = None

    @property
    def seat(self) -> str:
        """The key of the seat, which stays when its title is put right."""
        return f"{self.body}/adopted/{self.no}"


class StepIn(FormRow):
    """A step of the establishment; without a date it is not recorded."""

    step: Annotated[StepKey, one_of(StepKey)]
    on: When = None
    note: MaybeNote = None


class Attended(FormRow):
    """How many were present, by sex."""

    women: Count = None
    men: Count = None
    not_stated: Count = None


class MeetingIn(Attended):
    """A past meeting."""

    kind: Annotated[MeetingKind, one_of(MeetingKind)]
    on: When
    number: MaybeLine = None
    minutes: Annotated[PaperState, one_of(PaperState)]


class TrainingIn(Attended):
    """A past training. Mean scores are a summary: who wrote which test is unknown."""

    on: When
    topic: Line
    pre_mean: Score = None
    post_mean: Score = None


class PlanIn(FormRow):
    """The plan of a fiscal year."""

    fiscal_year: FiscalYearBE
    state: Annotated[PlanState, one_of(PlanState)]
    on: When = None
    paper: Annotated[PaperState | None, one_of(PaperState)] = None


class FigureIn(FormRow):
    """A figure of a fiscal year, or a quarter of it. Blank: not reported, which is not zero."""

    indicator: Line
    fiscal_year: FiscalYearBE
    quarter: Quarter = None
    value: Figure = None


class ScanIn(FormRow):
    """A scanned paper: which file, what it is, and who says that it names no victim."""

    file: Line
    kind: Annotated[ScanKind, one_of(ScanKind)]
    number: MaybeLine = None
    on: When
    attested: Annotated[YesNo, one_of(YesNo)]


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


SHEETS: dict[str, type[FormRow]] = {
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
