"""What a pack holds: items of six kinds, none of which has a place for a person or a count."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from config.words import Language

Text = Annotated[str, Field(max_length=4000)]
Line = Annotated[str, Field(min_length=1, max_length=400)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,80}$")]
Keys = Annotated[tuple[Key, ...], Field(max_length=60)]


class ItemKind(StrEnum):
    """What an item is, in the order in which items are told."""

    TEMPLATE = "template"
    SEAT = "seat"
    ACTIVITY = "activity"
    INDICATOR = "indicator"
    SESSION = "session"
    LESSON = "lesson"


class Body(BaseModel, ABC):
    """What an item says. It takes no field that it does not know: a count has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    @abstractmethod
    def title(self) -> str:
        """What the item is called where it is listed."""


class TemplateBody(Body):
    """A Word template of a kind of paper; the file lies beside it in the pack."""

    kind: Key
    language: Language
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    @property
    def title(self) -> str:
        """Kind and language."""
        return f"{self.kind} ({self.language})"


class SeatBody(Body):
    """A seat of the committee; {district} and {province} stand for the names of places."""

    body: Literal["executive", "prevention", "suppression", "rehabilitation"]
    role: Key
    kind: Key
    title_th: Line
    title_en: Line
    mode: Literal["by_position", "by_name"]
    representative: bool

    @property
    def title(self) -> str:
        """The title that an order prints."""
        return self.title_th


class ActivityBody(Body):
    """An activity that a plan may begin a row from; how many it is for stands in no pack."""

    group: Key
    kind: Key
    activity_th: Line
    unit_th: Annotated[str, Field(max_length=60)] = ""
    duties: Keys
    survivors: bool = False

    @property
    def title(self) -> str:
        """The activity."""
        return self.activity_th


class IndicatorBody(Body):
    """What an indicator means and how it adds up; never a figure."""

    title_th: Line
    title_en: Line
    definition_th: Text
    definition_en: Text
    unit_th: Line
    unit_en: Line
    kind: Key
    districts: Key
    breakdowns: Keys
    origin: Key
    source: Key
    victims: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return self.title_th


class SessionBody(Body):
    """A session of a training plan."""

    title_th: Line
    title_en: Annotated[str, Field(max_length=400)] = ""
    topics: Keys
    methods: Keys
    manuals: Keys
    bodies: Keys
    duties: Keys
    trainers: Keys
    days: Annotated[int, Field(ge=1, le=30)]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.title_th


class LessonBody(Body):
    """What was learned: what was expected, what happened and why, what to keep, what to change."""

    expected: Text = ""
    happened: Line
    cause: Text = ""
    sustain: Text = ""
    change: Line

    @property
    def title(self) -> str:
        """What happened."""
        return self.happened


BODIES: dict[ItemKind, type[Body]] = {
    ItemKind.TEMPLATE: TemplateBody,
    ItemKind.SEAT: SeatBody,
    ItemKind.ACTIVITY: ActivityBody,
    ItemKind.INDICATOR: IndicatorBody,
    ItemKind.SESSION: SessionBody,
    ItemKind.LESSON: LessonBody,
}


@dataclass(frozen=True)
class Item:
    """An item under its key."""

    kind: ItemKind
    key: str
    body: Any  # one of BODIES

    @property
    def name(self) -> str:
        """How it is named on the command line: "activity/life_skills"."""
        return f"{self.kind}/{self.key}"


@dataclass(frozen=True)
class Pack:
    """The items of an area (a province or a district) on a day; Word files by their SHA-256."""

    origin: str
    made_on: date
    release: str
    items: tuple[Item, ...]
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
