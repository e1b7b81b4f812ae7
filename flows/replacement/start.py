"""A member is to be replaced (story 22): the process begins for one seat."""

from datetime import date

from config.words import Named
from flows.decisions.refusals import ActInFuture, AlreadyStarted, UnknownDistrictCode, UnknownSeat
from flows.decisions.start import Started
from flows.decisions.withdraw import recorder_who_may
from flows.engine.advance import advance, begin, record_lapses
from flows.engine.office import Office
from flows.replacement.process import REPLACEMENT_OF_MEMBER, ReplacementStart
from registry.journal import open_instance
from registry.queries.areas import district as district_row
from registry.queries.seats import seats
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.seats import Seat, SeatMode


class SeatOfOffice(Refusal):
    """The seat is of whoever holds an office: its holder changes, and no letter names another."""

    code = "seat_of_office"


def by_letter(seat: Seat) -> bool:
    """Whether a letter of its agency says who fills the seat: it is of no office's holder."""
    return seat.mode is SeatMode.BY_NAME or seat.office is None


def replace_member(
    office: Office, district: str, seat: str, *, on: date, recorded_by: str
) -> Started:
    """Begin the replacement of who fills the seat; one at a time for each seat.

    Raises UnknownDistrictCode, UnknownSeat, SeatOfOffice, AlreadyStarted, ActInFuture, MayNot.
    """
    with office.registry.reading() as session:
        if district_row(session.connection(), district) is None:
            raise UnknownDistrictCode(field="--district", value=district)
    with office.registry.writing(district) as write:
        who = recorder_who_may(write, recorded_by, Verb.START, district)
        if on > write.today:
            raise ActInFuture(field="--on", value=on, today=write.today)
        record_lapses(office, write, district)
        known = open_instance(write.connection, REPLACEMENT_OF_MEMBER.key, district, seat)
        if known is not None:
            raise AlreadyStarted(field="--seat", instance=known.id, on=known.started_on)
        found = next((s for s in seats(write.connection, district, on) if s.key == seat), None)
        if found is None:
            raise UnknownSeat(field="--seat", value=seat)
        if not by_letter(found):
            raise SeatOfOffice(field="--seat", seat=Named(found.title_th, found.title_en))
        start = ReplacementStart(district=district, seat=found)
        row = begin(write, REPLACEMENT_OF_MEMBER, district, seat, start, on, who.id)
        advance(office, write, row)
        return Started(row.id, district)
