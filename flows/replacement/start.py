"""A member is to be replaced (story 22): the process begins for one seat."""

from datetime import date

from config.words import Named
from flows.decisions.refusals import UnknownSeat
from flows.decisions.start import NewInstance, start
from flows.engine.installation import Installation
from flows.replacement.process import REPLACEMENT_OF_MEMBER, ReplacementStart
from registry.queries.seats import seats
from registry.refusals import Refusal
from registry.rules.membership import title_of
from registry.rules.rights import Verb
from registry.rules.seats import Seat, SeatMode
from registry.transaction import Write


class SeatNotYet(Refusal):
    """A seat that stands today did not stand on the day from which somebody is to be replaced."""


class SeatOfOffice(Refusal):
    """The seat is of whoever holds an office: its holder changes, and no letter names another."""


def by_letter(seat: Seat) -> bool:
    """Whether a letter of its agency says who fills the seat: it is of no office's holder."""
    return seat.mode is SeatMode.BY_NAME or seat.office is None


def _seat(write: Write, district: str, key: str, on: date) -> Seat | None:
    return next((one for one in seats(write.connection, district, on) if one.key == key), None)


def replace_member(
    office: Installation, district: str, seat: str, *, on: date, recorded_by: str
) -> NewInstance:
    """Begin the replacement of who fills the seat; one at a time for each seat.

    The focal point may begin it too: the district proposes who sits for it.

    Raises UnknownSeat, SeatNotYet, SeatOfOffice and what `start` refuses.
    """

    def params(write: Write) -> ReplacementStart:
        found = _seat(write, district, seat, on)
        if found is None:
            if later := _seat(write, district, seat, write.today):
                raise SeatNotYet(field="--on", seat=title_of(later), on=on)
            raise UnknownSeat(field="--seat", value=seat)
        if not by_letter(found):
            raise SeatOfOffice(field="--seat", seat=Named(found.title_th, found.title_en))
        return ReplacementStart(district=district, seat=found)

    return start(
        office, REPLACEMENT_OF_MEMBER.key, district,
        on=on, recorded_by=recorded_by, period=seat, field="--seat", params=params,
        verb=Verb.REPLACE,
    )  # fmt: skip
