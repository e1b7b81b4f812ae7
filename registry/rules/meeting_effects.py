"""What the effects and questions of a committee's meetings take and answer."""

from datetime import date

from registry.rules.effects import OfDistrict
from registry.rules.seats import Value


class MeetingDay(OfDistrict):
    """A day on which a committee meets."""

    on: date


class ExpectedMember(Value):
    """Somebody who is expected: their seats, and whether a representative counts for them."""

    seats: tuple[str, ...]
    representative: bool


class ExpectedMembers(Value):
    """Who is expected at a meeting, each once; so many make a quorum; `newcomers` are seats.

    A newcomer sits since the meeting before, and has not acknowledged the duties of the seat.
    """

    members: tuple[ExpectedMember, ...]
    needed: int
    newcomers: tuple[str, ...]


class MissedArgs(OfDistrict):
    """A quarter without a meeting: which fiscal year and quarter."""

    year: int
    quarter: int


class MissedMeetings(Value):
    """How many quarters before it, one after the other, went without a meeting."""

    before: int


class NoMeetingInputs(OfDistrict):
    """A courteous letter that asks when the committee will meet; of which quarter."""

    year: int
    quarter: int
    number: int
