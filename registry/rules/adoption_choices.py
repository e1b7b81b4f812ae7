"""What the cells of an adoption form let choose, by key or by word."""

import unicodedata
from enum import StrEnum
from typing import TypeVar

from pydantic.alias_generators import to_snake

from config.words import LANGUAGES, Named, say
from registry.refusals import Refusal
from registry.rules.seats import BodyKey, SeatMode, SeatRole
from registry.rules.thai import tidy


class ChoiceUnknown(Refusal):
    """The cell holds none of the words that it lets choose."""

    code = "adoption_choice_unknown"


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
    """Kinds of meetings; `within_monthly`: an item of the monthly meeting of heads.

    `informal`: too few came for a quorum; it is kept, and counts as no meeting.
    """

    INCEPTION = "inception"
    QUARTERLY = "quarterly"
    WITHIN_MONTHLY = "within_monthly"
    SPECIAL = "special"
    INFORMAL = "informal"


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
