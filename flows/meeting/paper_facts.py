"""What the papers of a meeting share: which meeting, who its members are, what was recorded."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection

from config.defaults import committee
from config.meetings import NUMBERINGS, Numbering, meeting_defaults
from config.words import Named, Sentence, say, written
from flows.engine.answers import CurrentAnswer
from flows.engine.gate import RedactedValue
from flows.engine.installation import Job
from flows.meeting.gates import InceptionMeetingV1
from flows.papers.letterhead import paper_base
from flows.papers.members import unit_names
from registry.queries.holdings import HoldingRow
from registry.queries.meetings import MeetingRow, meetings
from registry.queries.members import who_sits
from registry.queries.office_holders import all_holders
from registry.queries.order_facts import known_district, post_at, posts_acted_in
from registry.queries.orders import orders_in_force
from registry.queries.people import names
from registry.queries.seats import seats_as_ordered
from registry.queries.settings import setting
from registry.rules.attendance import DistinctMember
from registry.rules.calendar import fiscal_year
from registry.rules.papers.common import CitedOrder
from registry.rules.redaction import TEXT_MARK
from registry.rules.seats import BodyKey, Seat
from registry.rules.thai import be_year
from registry.rules.times import time_of

M = TypeVar("M", bound=InceptionMeetingV1)


class Roster(NamedTuple):
    """The committee on a day: each member once, with what a paper calls them."""

    seats: tuple[Seat, ...]
    members: tuple[DistinctMember, ...]
    names_th: dict[int, str]
    units_th: dict[str, str]
    acting: Mapping[tuple[int, str], Sentence]

    def name_of(self, member: DistinctMember) -> str | None:
        """Name with title or rank, None where nobody is known to fill the seats."""
        return None if member.person is None else self.names_th.get(member.person)

    def post_of(self, member: DistinctMember, seat: Seat | None = None) -> Named:
        """The title of the seat, or of the member's first; with the capacity of who acts there."""
        return post_at(member.seats[0] if seat is None else seat, member.person, self.acting)

    def agency_of(self, member: DistinctMember) -> str | None:
        """The first agency or unit that the member's seats or offices belong to."""
        keys = (
            key for seat in member.seats for key in (seat.agency, seat.office) if key is not None
        )
        return next((self.units_th[key] for key in keys if key in self.units_th), None)

    def member_at(self, seat: str) -> DistinctMember | None:
        """Who fills the seat."""
        found = (one for one in self.members if any(own.key == seat for own in one.seats))
        return next(found, None)


def roster(connection: Connection, district: str, on: date) -> Roster:
    """Seats, who fills them, and their agencies, as of a day."""
    all_seats = seats_as_ordered(connection, district, on)
    held = all_holders(connection, district, on)
    members = who_sits(connection, district, on, all_seats, held)
    people = {one.person for one in members if one.person is not None}
    agencies = {seat.agency for seat in all_seats if seat.agency}
    return Roster(
        all_seats,
        members,
        {person: name.th for person, name in names(connection, people).items()},
        unit_names(connection, district, on, agencies),
        posts_acted_in(connection, known_district(connection, district), held, on),
    )


def meeting_key(kind: str, instance: int) -> str:
    """The meeting's key, unique in its district: an instance holds one meeting."""
    return f"{kind}/{instance}"


def instance_of(key: str) -> int | None:
    """The instance that held the meeting of that key."""
    number = key.rpartition("/")[2]
    return int(number) if number.isdecimal() else None


def which_meeting(connection: Connection, job: Job, kind: str, held_on: date) -> dict[str, Any]:
    """The fields of `MeetingPaper` that say which meeting it is, but time and place."""
    key = meeting_key(kind, job.instance)
    return {
        **paper_base(connection, job.district, job.on),
        "meeting_th": numbered_meeting(connection, job.district, key, held_on, job.on),
        "held_on": held_on,
    }


def numbered_meeting(
    connection: Connection, district: str, key: str, held_on: date, on: date
) -> str:
    """What the meeting is called in Thai, by its number as the province numbers them on a day."""
    numbering = numbering_of(connection, district, on)
    number, year = meeting_number(meetings(connection, district), key, held_on, numbering)
    return say(f"meeting.number.{numbering}", "th", number=number, year=year)


def day_held(met: CurrentAnswer[M]) -> date:
    """The day of the meeting; that of the recorded act where it was redacted."""
    return met.answer.held_on if isinstance(met.answer.held_on, date) else met.on


def numbering_of(connection: Connection, district: str, on: date) -> Numbering:
    """How the committee numbers its meetings: the province's choice, or what was shipped."""
    chosen = setting(connection, district, "meeting.numbering", on)
    found = (one for one in NUMBERINGS if one == chosen)
    return next(found, meeting_defaults().numbering)


def meeting_number(
    known: Sequence[MeetingRow], key: str, held_on: date, numbering: Numbering
) -> tuple[int, int]:
    """The meeting's number and Buddhist year: as recorded, else one more than those before.

    Numbers begin at 1 in each calendar year, or in each fiscal year (users.md T1).
    """
    year = _year(held_on, numbering)
    own = next((one for one in known if one.key == key), None)
    if own is not None and numbering == "calendar_year":
        return own.number, own.year_be
    before = [
        one for one in known
        if one.key != key and one.on <= held_on and _year(one.on, numbering) == year
    ]  # fmt: skip
    return len(before) + 1, year


def _year(day: date, numbering: Numbering) -> int:
    return fiscal_year(day) if numbering == "fiscal_year" else be_year(day)


def order_cited(connection: Connection, district: str, on: date) -> CitedOrder | None:
    """The order in force that appoints the committee, None where none is registered."""
    found = [one for one in orders_in_force(connection, district, on) if one.kind != "earlier"]
    whole = [one for one in found if one.kind != "amend"] or found
    if not whole:
        return None
    order = whole[-1]
    return CitedOrder(heading_th=order.heading, number=order.full_number, dated=order.dated)


def body_titles() -> dict[BodyKey, str]:
    """What the bodies of a committee are called."""
    return {BodyKey(body.key): body.title_th for body in committee().bodies}


def clock_time(kept: object) -> str | None:
    """09:30 as papers write it, "09.30"; None where it is not known."""
    return written(time_of(kept), "th") if isinstance(kept, str) and kept else None


def text_or_none(value: object) -> str | None:
    """A text that says something, with a word where it was redacted; None for an empty one."""
    if isinstance(value, RedactedValue):
        return say("word.redacted", "th")
    if not isinstance(value, str) or not value.strip():
        return None
    return value.replace(TEXT_MARK, say("word.redacted", "th"))


def post_held(connection: Connection, district: str, person: int, on: date) -> HoldingRow | None:
    """An office of the district or province that the person holds on that day."""
    held = [one for one in all_holders(connection, district, on) if one.person == person]
    return next((one for one in held if one.kind != "focal_point"), None)
