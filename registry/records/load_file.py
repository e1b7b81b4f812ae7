"""A load file: agencies, people, offices, holders and parts of a district or province.

Loaded twice it changes nothing: everything has a reference, and equal facts are left alone.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from registry.rules.calendar import LAW
from registry.rules.dates import parse_date
from registry.rules.misfits import NO_LETTER
from registry.rules.names import has_letter
from registry.rules.office_references import area_of_office
from registry.rules.printing import as_meant
from registry.rules.terms import stop_after
from registry.transaction import COUNTRY


def _day(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 — whatever the file holds
    return parse_date(value, field=info.field_name or "") if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_day)]
Ref = Annotated[str, Field(pattern=r"^[a-z0-9_./-]{1,80}$")]
Text = Annotated[str, Field(min_length=1, max_length=200)]
MaybeText = Annotated[str, Field(max_length=200)]


def _with_letter(name: str) -> str:
    if name and not has_letter(name):
        raise PydanticCustomError(NO_LETTER, "no letter")
    return name


PersonsName = Annotated[Text, AfterValidator(_with_letter)]
MaybePersonsName = Annotated[MaybeText, AfterValidator(_with_letter)]


NEW = "new/"
NAMES = ("title_th", "name_th", "title_en", "name_en", "sex")


class LoadRow(BaseModel):
    """A row of a file; unknown columns are refused, texts are read as they would be printed."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True
    )

    @field_validator("*", mode="before")
    @classmethod
    def _as_meant(cls, value: Any) -> Any:  # noqa: ANN401 — whatever the file holds
        return as_meant(value) if isinstance(value, str) else value


class AgencyIn(LoadRow):
    """An agency."""

    key: Ref
    name_th: Text
    name_en: MaybeText = ""
    partner: bool = False


class KindIn(LoadRow):
    """A kind of office that the office has beside the shipped ones, in the area's province."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
    area: Text
    name_th: Text
    name_en: MaybeText = ""


class PersonIn(LoadRow):
    """A person by reference, with work contacts if any.

    "new/<n>" is nobody's reference: a form writes it for a person to be made anew, whom its
    holders call by it.
    """

    ref: Ref
    title_th: MaybeText = ""
    name_th: PersonsName
    title_en: MaybeText = ""
    name_en: MaybePersonsName = ""
    sex: Literal["female", "male", "not_stated"] = "not_stated"
    phone: MaybeText | None = None
    email: MaybeText | None = None

    @property
    def is_new(self) -> bool:
        """Whether the person is made anew, with a reference that the registry gives."""
        return self.ref.startswith(NEW)

    def names(self) -> dict[str, str]:
        """Titles, names and sex."""
        return {name: getattr(self, name) for name in NAMES}

    def said(self) -> dict[str, str]:
        """Those that the row states: what it leaves out stays as it is."""
        return {name: said for name, said in self.names().items() if name in self.model_fields_set}


class OfficeIn(LoadRow):
    """An office: "<area>/<kind>" or "<area>/<kind>/<n>"."""

    ref: Ref
    title_th: Text
    title_en: MaybeText = ""
    unit_th: MaybeText = ""
    unit_en: MaybeText = ""
    agency: Ref | None = None
    since: Day = LAW


class HolderIn(LoadRow):
    """Who holds an office from when to when, in what capacity, on what basis."""

    office: Ref
    person: Text
    start: Day
    last_day: Day | None = None
    capacity: Literal["own", "acting", "on_behalf", "acting_vacant"] = "own"
    basis: Literal["appointment", "order", "seniority", "delegation", "not_recorded"] = (
        "not_recorded"
    )
    basis_number: MaybeText | None = None
    basis_date: Day | None = None
    scope: MaybeText | None = None

    @property
    def stop(self) -> date | None:
        """The first day out, as the registry keeps it."""
        return stop_after(self.last_day)


class OldHolderIn(HolderIn):
    """A term that an old paper names, of its first and last day perhaps a month or a year alone."""

    start_precision: str = "day"
    end_precision: str = "day"


class CorrectionIn(HolderIn):
    """A term that stands, as it should have been recorded; `start` is the day that stands.

    Everything else replaces what stands. `gone`: it never was, and is taken out.
    """

    new_start: Day | None = None
    gone: bool = False


class PartIn(LoadRow):
    """A part that follows from no office: admin, coordinator, partner, observer."""

    person: Text
    role: Literal["admin", "coordinator", "partner", "observer"]
    area: Text
    start: Day
    last_day: Day | None = None

    @property
    def stop(self) -> date | None:
        """The first day without it, as the registry keeps it."""
        return stop_after(self.last_day)


class LoadFile(LoadRow):
    """What a file may hold."""

    agencies: tuple[AgencyIn, ...] = ()
    people: tuple[PersonIn, ...] = ()
    kinds: tuple[KindIn, ...] = ()
    offices: tuple[OfficeIn, ...] = ()
    holders: tuple[HolderIn, ...] = ()
    corrections: tuple[CorrectionIn, ...] = ()
    parts: tuple[PartIn, ...] = ()

    def areas(self) -> set[str]:
        """The areas that it writes about."""
        offices = {area_of_office(one.ref) for one in self.offices}
        held = {area_of_office(one.office) for one in (*self.holders, *self.corrections)}
        parts = {one.area for one in self.parts}
        kinds = {one.area for one in self.kinds}
        return offices | held | parts | kinds | {COUNTRY}
