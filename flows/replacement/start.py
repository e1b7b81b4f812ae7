"""A member is to be replaced (story 22): the process begins for one seat."""

from datetime import date

from config.words import Named
from flows.decisions.refusals import UnknownSeat
from flows.decisions.start import NewInstance, start
from flows.engine.installation import Installation
from flows.replacement.process import REPLACEMENT_OF_MEMBER, ReplacementStart
from registry.queries.seats import seats
from registry.refusals import Refusal
from registry.rules.seats import Seat, SeatMode
from registry.transaction import Write


class SeatOfOffice(Refusal):
    """The seat is of whoever holds an office: its holder changes, and no letter names another."""


def by_letter(seat: Seat) -> bool:
    """Whether a letter of its agency says who fills the seat: it is of no office's holder."""
    return seat.mode is SeatMode.BY_NAME or seat.office is None


def replace_member(
    office: Installation, district: str, seat: str, *, on: date, recorded_by: str
) -> NewInstance:
    """Begin the replacement of who fills the seat; one at a time for each seat.

    Raises UnknownSeat, SeatOfOffice and what `start` refuses.
    """

    def params(write: Write) -> ReplacementStart:
        found = next((s for s in seats(write.connection, district, on) if s.key == seat), None)
        if found is None:
            raise UnknownSeat(field="--seat", value=seat)
        if not by_letter(found):
            raise SeatOfOffice(field="--seat", seat=Named(found.title_th, found.title_en))
        return ReplacementStart(district=district, seat=found)

    return start(
        office, REPLACEMENT_OF_MEMBER.key, district,
        on=on, recorded_by=recorded_by, period=seat, field="--seat", params=params,
    )  # fmt: skip
