"""How the questions of a committee's meetings are answered."""

from datetime import date
from itertools import takewhile

from sqlalchemy import Connection

from flows.engine.installation import Read
from flows.meeting.effects import EXPECTED_MEMBERS, MISSED_MEETINGS
from flows.meeting.quorum import quorum_of
from registry.queries.members import invitees
from registry.queries.newcomers import newcomers
from registry.queries.void_committees import counted_instances
from registry.rules.calendar import QUARTERS
from registry.rules.meeting_effects import (
    ExpectedMember,
    ExpectedMembers,
    MeetingDay,
    MissedArgs,
    MissedMeetings,
)

MEETING, MISSED = "meeting", "not_held"


def expected_members(connection: Connection, args: MeetingDay, _on: date) -> ExpectedMembers:
    """Who is expected that day, and the seats of who came since the committee last met."""
    found = invitees(connection, args.district, args.on)
    return ExpectedMembers(
        members=tuple(
            ExpectedMember(
                seats=tuple(seat.key for seat in one.member.seats),
                representative=one.member.representative,
            )
            for one in found
        ),
        needed=quorum_of(connection, args.district, args.on, [one.member for one in found]).needed,
        newcomers=tuple(
            seat.key for one in newcomers(connection, args.district, args.on) for seat in one.seats
        ),
    )


def missed_meetings(connection: Connection, args: MissedArgs, _on: date) -> MissedMeetings:
    """How many quarters before that one, without a break, ended without a meeting."""
    how = {
        one.period: one.outcome
        for one in counted_instances(connection, args.district)
        if one.process == MEETING and one.status == "finished"
    }
    before = _quarters_before(args.year, args.quarter)
    missed = takewhile(lambda period: how.get(period) == MISSED, before)
    return MissedMeetings(before=sum(1 for _ in missed))


def _quarters_before(year: int, quarter: int) -> list[str]:
    """The periods of the quarters before that one, the nearest first, over two years."""
    all_of = [(be, one) for be in (year - 1, year) for one in QUARTERS]
    return [f"{be}/q{one}" for be, one in reversed(all_of) if (be, one) < (year, quarter)]


READS: dict[str, Read] = {
    EXPECTED_MEMBERS.key: expected_members,
    MISSED_MEETINGS.key: missed_meetings,
}
