"""Which units had a seat at the meetings of a span of days, and which of them came."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import Connection, and_, select

from registry.facts import holds, live
from registry.models import Committee, CommitteeSeat, Entry, Meeting, Payload, SeatVersion
from registry.rules.units import unit_of

CAME = frozenset({"present", "online", "proxy"})


class MeetingUnits(NamedTuple):
    """The units that had a seat on the day of a meeting, and those of them that came."""

    asked: frozenset[str]
    came: frozenset[str]


class _SeatThen(NamedTuple):
    key: str
    kind: str
    office: str | None
    agency: str | None
    title: str

    def unit(self, district: str) -> str:
        """The unit that it speaks for; where none is known, whoever has a seat of its title."""
        found = unit_of(self, district)
        return self.title if found == self.key else found


def meeting_units(
    connection: Connection,
    districts: Collection[str],
    first: date,
    last: date,
    known: datetime | None = None,
) -> dict[str, list[MeetingUnits]]:
    """Of each district its meetings within those days, whether or not enough came to resolve.

    A unit came where somebody did for one of its seats, a proxy too. A meeting whose sheet was
    redacted, or that had no seats, is left out.
    """
    within = (
        Meeting.district_code.in_(districts),
        Meeting.valid_from.between(first, last),
        live(Meeting, known),
    )
    seats = (
        select(
            Meeting.district_code, Meeting.key, CommitteeSeat.key, SeatVersion.kind,
            SeatVersion.office, SeatVersion.agency, SeatVersion.title_th,
        )
        .select_from(Meeting)
        .join(Committee, Committee.district_code == Meeting.district_code)
        .join(CommitteeSeat, CommitteeSeat.committee_id == Committee.id)
        .join(
            SeatVersion,
            and_(
                SeatVersion.seat_id == CommitteeSeat.id,
                holds(SeatVersion, Meeting.valid_from, known),
            ),
        )
        .where(*within)
    )  # fmt: skip
    units: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for district, meeting, *seat in connection.execute(seats):
        one = _SeatThen._make(seat)
        units[district, meeting][one.key] = one.unit(district)
    sheets = (
        select(Meeting.district_code, Meeting.key, Payload.body)
        .join(Entry, Entry.id == Meeting.entry_id)
        .join(Payload, Payload.id == Entry.payload_id)
        .where(*within)
        .order_by(Meeting.valid_from, Meeting.id)
    )
    found: dict[str, list[MeetingUnits]] = {}
    for district, meeting, body in connection.execute(sheets):
        own, lines = units[district, meeting], from_json(body)["answer"].get("attendance")
        if own and isinstance(lines, list):
            came = {key for line in lines if line["state"] in CAME for key in _seats_of(line)}
            told = MeetingUnits(
                frozenset(own.values()), frozenset(own[one] for one in came if one in own)
            )
            found.setdefault(district, []).append(told)
    return found


def _seats_of(line: dict[str, Any]) -> list[str]:
    """The seats of a line of a sheet; none where they were redacted."""
    said = line.get("seats")
    return said if isinstance(said, list) else []
