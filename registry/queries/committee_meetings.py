"""The meetings of a committee, however the registry knows of them: one question for all who ask.

Most are recorded, with their sheet and minutes. Of some a resolution on the plan tells, by the
day of its meeting, and of those before Prasan the old papers.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic_core import from_json
from sqlalchemy import BindParameter, Connection, Select, select

from registry.facts import counted, live
from registry.models import Entry, Instance, Meeting, PastEvent, Payload
from registry.queries.awaited_resolutions import RESOLUTION
from registry.queries.meetings import MeetingRow
from registry.queries.own_plans import PLAN
from registry.queries.void_committees import void_instances
from registry.rows import columns_of
from registry.rules.partial_dates import PartialDate
from registry.shaped_queries import Known, KnownList, constants

INFORMAL = "informal"


class ToldBy(StrEnum):
    """By what a meeting is known."""

    RECORD = "record"
    RESOLUTION = "resolution"
    OLD_PAPER = "old_paper"


@dataclass(frozen=True)
class CommitteeMeeting:
    """A meeting of the committee; `on` as exactly as it is known.

    `row` is its record, None of one that is not recorded. `called` is the number by which a
    resolution or an old paper calls it ("4/2565"); `entry` the decision that tells of it.
    """

    on: PartialDate
    told_by: ToldBy
    row: MeetingRow | None = None
    called: str | None = None
    entry: int | None = None

    @property
    def day(self) -> date | None:
        """A day of the month in which it was: its own, else the first; None of a year alone."""
        return None if self.on.month is None else self.on.first

    @property
    def is_talk(self) -> bool:
        """Whether too few came, so that nothing was resolved."""
        return self.row is not None and self.row.kind == INFORMAL


def committee_meetings(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[CommitteeMeeting]:
    """The meetings of the district's committee up to that day, oldest first."""
    return meetings_of_committees(connection, (district,), on, known).get(district, [])


def meetings_of_committees(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> dict[str, list[CommitteeMeeting]]:
    """The same of several districts; none of a district of which no meeting is known.

    A day of which several tell is one meeting, as the first of them tells it: its record, the
    resolution, an old paper. A record stands by itself, for two meetings may be held on a day.
    """
    asked = connection, districts, known
    found: dict[str, list[CommitteeMeeting]] = {}
    for code, one in (*_recorded(*asked), *_resolved(*asked), *_in_old_papers(*asked)):
        own = found.setdefault(code, [])
        told = one.row is None and any(one.on == other.on for other in own)
        if one.on.first <= on and not told:
            own.append(one)
    return {code: sorted(own, key=lambda one: one.on.first) for code, own in found.items() if own}


def _recorded(
    connection: Connection, districts: Iterable[str], known: datetime | None
) -> Iterator[tuple[str, CommitteeMeeting]]:
    for code, *columns in _RECORDED.rows(connection, districts, known):
        row = MeetingRow(*columns)
        yield code, CommitteeMeeting(PartialDate.of(row.on), ToldBy.RECORD, row, entry=row.entry)


_RECORDED = KnownList(
    lambda districts, known: (
        select(Meeting.district_code, *columns_of(MeetingRow, Meeting, on="valid_from"))
        .where(Meeting.district_code.in_(districts), live(Meeting, known))
        .order_by(Meeting.valid_from, Meeting.id)
    ),
    apart=True,
)


def _resolved(
    connection: Connection, districts: Collection[str], known: datetime | None
) -> Iterator[tuple[str, CommitteeMeeting]]:
    """The meetings at which committees resolved on their plans, as the resolutions count."""
    said = {one.about: one for one in _resolutions(connection, districts, known)}
    void = void_instances(connection, {one.district for one in said.values()}) if said else ()
    for one in said.values():
        day = one.answer.get("held_on")
        if one.instance not in void and isinstance(day, str):
            called = one.answer.get("meeting")
            yield (
                one.district,
                CommitteeMeeting(
                    PartialDate.of(date.fromisoformat(day)),
                    ToldBy.RESOLUTION,
                    called=called if isinstance(called, str) and called.strip() else None,
                    entry=one.about,
                ),
            )


@dataclass(frozen=True)
class _Resolution:
    """What a decision says, or a correction of it; `about` is the decision."""

    district: str
    instance: int
    about: int
    answer: Mapping[str, Any]


def _resolutions(
    connection: Connection, districts: Collection[str], known: datetime | None
) -> Iterator[_Resolution]:
    """In the order in which they were recorded, so that a correction follows its decision."""
    for district, instance, entry, of, body in _RESOLUTIONS.rows(connection, districts, known):
        yield _Resolution(district, instance, of or entry, from_json(body)["answer"])


def _asked_of_plans(
    districts: Sequence[BindParameter[Any]], known: Known
) -> Select[*tuple[Any, ...]]:
    return (
        select(Instance.district_code, Entry.instance_id, Entry.id, Entry.of_id, Payload.body)
        .join(Instance, Instance.id == Entry.instance_id)
        .join(Payload, Payload.id == Entry.payload_id)
        .where(
            Instance.district_code.in_(districts),
            Instance.process == PLAN,
            Entry.gate == RESOLUTION,
            Entry.kind.in_(constants(("correction", "decision"))),
            *counted(known),
        )
        .order_by(Entry.id)
    )


_RESOLUTIONS = KnownList(_asked_of_plans, apart=True)


def _in_old_papers(
    connection: Connection, districts: Iterable[str], known: datetime | None
) -> Iterator[tuple[str, CommitteeMeeting]]:
    """Those of which old papers know more than that there was one; of a year, that year."""
    for code, day, precision, body in _OLD_PAPERS.rows(connection, districts, known):
        called = from_json(body).get("number")
        on = PartialDate.of(day, precision)
        yield code, CommitteeMeeting(on, ToldBy.OLD_PAPER, called=called or None)


_OLD_PAPERS = KnownList(
    lambda districts, known: (
        select(PastEvent.district_code, PastEvent.on_date, PastEvent.precision, Payload.body)
        .join(Payload, Payload.id == PastEvent.payload_id)
        .where(
            PastEvent.district_code.in_(districts),
            PastEvent.kind == "meeting",
            PastEvent.on_date.is_not(None),
            live(PastEvent, known),
        )
        .order_by(PastEvent.on_date, PastEvent.id)
    ),
    apart=True,
)
