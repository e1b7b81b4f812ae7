"""How meetings are numbered, when they can resolve, what is on their agenda: meetings.toml."""

from fractions import Fraction
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from config.defaults import defaults_of
from config.shapes import Policy, Text, WordPair

Numbering = Literal["calendar_year", "fiscal_year"]
NUMBERINGS: tuple[Numbering, ...] = get_args(Numbering)
MinutesSigner = Literal["secretary", "chief"]
MINUTES_SIGNERS: tuple[MinutesSigner, ...] = get_args(MinutesSigner)
VacantSeats = Literal["counted", "left_out"]
VACANT_SEATS: tuple[VacantSeats, ...] = get_args(VacantSeats)
Positive = Annotated[int, Field(ge=1)]
Item = Annotated[int, Field(ge=1, le=5)]


class AgendaTitle(WordPair):
    """What an item of the agenda is called; `if_any`: it may turn out that there is nothing."""

    if_any: bool = False


class AgendaPoint(WordPair):
    """What stands under an item (1 to 5) of a meeting's agenda."""

    item: Item


class MeetingDefaults(Policy):
    """All that meetings.toml holds."""

    numbering: Numbering
    minutes_signer: MinutesSigner
    quorum: tuple[Positive, Positive]
    vacant_seats: VacantSeats
    guest_lines: Annotated[int, Field(ge=0, le=40)]
    circulation_working_days: Annotated[int, Field(ge=1, le=60)]
    lasts_hours: Annotated[int, Field(ge=1, le=12)]
    inception_none: tuple[Item, ...]
    nothing: tuple[Text, ...]
    nothing_resolved: tuple[Text, ...]
    agenda: Annotated[tuple[AgendaTitle, ...], Field(min_length=5, max_length=5)]
    inception: tuple[AgendaPoint, ...]

    @model_validator(mode="after")
    def _a_part(self) -> Self:
        if self.quorum[0] > self.quorum[1]:
            raise ValueError("quorum: more than all")
        return self

    @property
    def share(self) -> Fraction:
        """The part of the members that makes a quorum."""
        return Fraction(*self.quorum)


meeting_defaults = defaults_of("meetings.toml", MeetingDefaults)
