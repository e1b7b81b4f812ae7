"""What a person reads of what the registry holds about them, row by row."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic_core import to_json

from config.words import Named
from registry.queries.contacts import ContactRow
from registry.queries.personal_terms import TermRow
from registry.rules.partial_dates import WrittenDate


@dataclass(frozen=True)
class OwnAttendance:
    """A meeting or training at which the person was expected: there, by proxy, or absent."""

    district: str
    event: str
    day: date
    state: str
    sex: str


@dataclass(frozen=True)
class OwnMention:
    """A row of another table that names the person, and as what."""

    table: str
    row: str
    named_as: str
    at: datetime | None


@dataclass(frozen=True)
class OwnPart:
    """A part in an area that follows from no office."""

    part: str
    area: str
    start: date
    last_day: date | None


@dataclass(frozen=True)
class NamedSeat:
    """A seat of a committee that was filled by name."""

    district: str
    seat: str
    title_th: str
    start: WrittenDate
    last_day: WrittenDate | None


@dataclass(frozen=True)
class OwnEntry:
    """A journal entry that names the person: as who decided, or who recorded it."""

    entry: int
    instance: int
    district: str
    gate: str | None
    kind: str
    act_date: date
    recorded_at: datetime
    decided: bool
    recorded: bool


@dataclass(frozen=True)
class OwnSignIn:
    """A time at the desk."""

    began_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class OwnDraft:
    """Something typed at a gate and not sent."""

    instance: int
    gate: str
    saved_at: datetime


@dataclass(frozen=True)
class OwnAccount:
    """The account, without anything secret."""

    created_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class OwnData:
    """What there is about a person."""

    ref: str
    name: Named
    sex: str
    recorded_at: datetime
    contacts: tuple[ContactRow, ...]
    offices: tuple[TermRow, ...]
    assignments: tuple[OwnPart, ...]
    seats: tuple[NamedSeat, ...]
    attendance: tuple[OwnAttendance, ...]
    entries: tuple[OwnEntry, ...]
    account: OwnAccount | None
    sign_ins: tuple[OwnSignIn, ...]
    drafts: tuple[OwnDraft, ...]
    mentions: tuple[OwnMention, ...]

    def as_json(self) -> str:
        """All of it as JSON, to be handed over."""
        return to_json(self, indent=2).decode()
