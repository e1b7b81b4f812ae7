"""The frozen facts that an appointment order is rendered from, and recorded with.

Everything that the paper says comes from here; nothing is looked up while rendering.
Dates are Christian-era `date`s: the template's filters write them as the form asks.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    WithJsonSchema,
    model_serializer,
)

from registry.rules.partial_dates import WrittenDate
from registry.rules.seats import BodyKey, Seat, Value


class LegalBase(Value):
    """A law or order that is cited. `citation_th` is the text as the order prints it."""

    key: str
    citation_th: str
    citation_en: str
    verified: bool


class BodyFacts(Value):
    """A body, its seats in printed order, and its duties in order language."""

    key: BodyKey
    title_th: str
    title_en: str
    seats: tuple[Seat, ...]
    duties_th: tuple[str, ...]
    duties_en: tuple[str, ...]


Subject = Annotated[
    str | None,
    BeforeValidator(lambda said: said or None),
    PlainSerializer(lambda said: said or "", when_used="json"),
    WithJsonSchema({"type": "string"}),
]
"""The subject of an order; None, recorded as an empty text, where nobody has told what it is."""


class EarlierOrder(Value):
    """The order that this one replaces or amends.

    Its date is told to the released contract as a whole one, which it holds as it always did.
    """

    heading_th: str
    number: str
    dated: Annotated[WrittenDate, WithJsonSchema({"type": "string", "format": "date"})]
    subject_th: Subject


class Signer(Value):
    """Who signs: full name with title or rank, and the lines under it (two when acting)."""

    name_th: str
    name_en: str
    position_lines_th: tuple[str, ...]
    position_lines_en: tuple[str, ...]


class OrderChange(Value):
    """One thing that an amending order changes in the order in force, told in a clause."""

    text_th: str
    text_en: str


_LATER = (
    "heading_en", "subject_en", "border_en", "changes", "amended", "cause_th", "cause_en",
)  # fmt: skip


class AppointmentOrderFacts(Value):
    """All facts of one draft. `number` and `dated` stay None until the clerk has given them.

    `changes` are those of an amending order, empty where the seats of the order in force are
    not known: then the whole committee is listed. `amended` are the orders that amend the one
    which this replaces, and go out of force with it. `cause_*` says why an order is amended.
    """

    model_config = ConfigDict(json_schema_extra={"x-later": [*_LATER]})

    kind: Literal["new", "replace", "amend"]
    district: str
    district_th: str
    district_en: str
    province_th: str
    province_en: str
    heading_th: str
    committee_th: str
    committee_en: str
    subject_th: str
    legal_reasons: tuple[LegalBase, ...]
    legal_powers: tuple[LegalBase, ...]
    border_th: str | None
    bodies: tuple[BodyFacts, ...]
    earlier: EarlierOrder | None
    effective_from: date | None
    signer: Signer
    number: str | None
    dated: date | None
    draft_version: int | None
    draft_date: date | None
    heading_en: str | None = None
    subject_en: str | None = None
    border_en: str | None = None
    changes: tuple[OrderChange, ...] = ()
    amended: tuple[EarlierOrder, ...] = ()
    cause_th: str | None = None
    cause_en: str | None = None

    @property
    def seats(self) -> tuple[Seat, ...]:
        """All its seats, in printed order."""
        return tuple(seat for body in self.bodies for seat in body.seats)

    @model_serializer(mode="wrap")
    def _as_recorded(
        self, kept: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, Any]:
        """Fields of later releases are recorded where they say something.

        So the facts of a draft made before them keep the fingerprint that they were recorded
        with, and no replay takes them for others.
        """
        fields: dict[str, Any] = kept(self)
        if info.mode == "json":
            for name in _LATER:
                if not fields[name]:
                    del fields[name]
        return fields
