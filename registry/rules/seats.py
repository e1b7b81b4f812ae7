"""Seats of a committee: what a seat is, and changes to a list of them.

A seat is not an agency and not a person (R31): one organisation sits in the executive
committee and in several groups, one person may fill several seats.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from registry.rules.title_pairs import with_english


class Value(BaseModel):
    """A value that never changes and takes no field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class BodyKey(StrEnum):
    """The executive committee and the three groups of the operations committee."""

    EXECUTIVE = "executive"
    PREVENTION = "prevention"
    SUPPRESSION = "suppression"
    REHABILITATION = "rehabilitation"


class SeatRole(StrEnum):
    """What the holder of a seat is in its body, in the order in which an order lists them."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    GROUP_HEAD = "group_head"
    MEMBER = "member"
    SECRETARY = "secretary"
    ASSISTANT_SECRETARY = "assistant_secretary"


class SeatMode(StrEnum):
    """By position, so that it survives rotation, or by name, which must be re-issued (A7)."""

    BY_POSITION = "by_position"
    BY_NAME = "by_name"


BODY_ORDER = {body: index for index, body in enumerate(BodyKey)}
# As an order prints them: it lists every body, be it without seats.
BODY_NUMBERS = {
    body: "1" if body is BodyKey.EXECUTIVE else f"2.{place}" for body, place in BODY_ORDER.items()
}
ROLE_ORDER = {role: index for index, role in enumerate(SeatRole)}

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Titled(Value):
    """What bears a printed title: where nobody gave the English one, the Thai stands for it."""

    @model_validator(mode="before")
    @classmethod
    def _english(cls, said: Any) -> Any:  # noqa: ANN401 — whatever was sent
        return with_english(said)


class Seat(Titled):
    """One seat as the order prints it.

    `key` is unique in the committee and stable over drafts; `kind` names the model seat of
    config/committee.toml it came from, or "added". `office` and `agency` are registry
    references ("5713/police_superintendent/1", "world_vision") where they are known.
    """

    key: Annotated[str, Field(pattern=r"^[a-z0-9_./-]{1,120}$")]
    kind: str
    body: BodyKey
    role: SeatRole
    title_th: Title
    title_en: Title
    office: str | None = None
    agency: str | None = None
    mode: SeatMode = SeatMode.BY_POSITION
    person: int | None = None
    person_th: str | None = None
    person_en: str | None = None
    representative: bool = False


class AddSeat(Value):
    """A seat is added at the end of the members of its body."""

    change: Literal["add"] = "add"
    seat: Seat


class RemoveSeat(Value):
    """A seat is struck."""

    change: Literal["remove"] = "remove"
    key: str


class RenameSeat(Titled):
    """A seat's printed title is put right."""

    change: Literal["rename"] = "rename"
    key: str
    title_th: Title
    title_en: Title


class ChangeRole(Value):
    """A seat gets another role in its body."""

    change: Literal["role"] = "role"
    key: str
    role: SeatRole


class FillSeat(Value):
    """Somebody else is appointed to a seat by name; with nobody, whoever holds its office is."""

    change: Literal["fill"] = "fill"
    key: str
    person: int | None = None
    person_th: str | None = None
    person_en: str | None = None


SeatChange = Annotated[
    AddSeat | RemoveSeat | RenameSeat | ChangeRole, Field(discriminator="change")
]
# What an order in force may have amended. The others are forms of 0.3 and take no kind more.
CommitteeChange = Annotated[
    AddSeat | RemoveSeat | RenameSeat | ChangeRole | FillSeat, Field(discriminator="change")
]


def filled_by(
    person: int | None, mode: SeatMode, office: str | None, held: Mapping[str, int]
) -> int | None:
    """Who fills a seat: who is named for it, in one by position whoever holds its office."""
    if person is not None or mode is SeatMode.BY_NAME:
        return person
    return held.get(office or "")


@dataclass(frozen=True)
class SeatCount:
    """How many seats a committee has, how many are filled, by how many different persons."""

    seats: int
    filled: int
    people: int

    @property
    def vacant(self) -> int:
        """The seats that nobody is known to fill."""
        return self.seats - self.filled

    @property
    def colour(self) -> str:
        """The class of its colour."""
        return "warn" if self.vacant else "good"
