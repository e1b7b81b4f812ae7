"""An agency withdraws from a committee: its seats end, the order is amended (R59)."""

from dataclasses import dataclass
from datetime import date

from config.words import Named
from flows.decisions.days import refuse_future
from flows.decisions.happen import record_event
from flows.decisions.withdraw import recorder_who_may
from flows.engine.days import bring_to_date
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from flows.engine.replay import EventKind
from flows.order.amendment import order_at_work
from flows.order.queue import WITHDRAWAL, begin_or_wait
from registry.queries.agencies import known_agencies
from registry.queries.events import EventRow, days_about
from registry.queries.meetings import actions
from registry.queries.offices import offices_of
from registry.queries.orders import orders_in_force
from registry.queries.seats import seats
from registry.records.events import ANNOUNCED
from registry.records.seats import UnknownAgency, end_seats
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.seats import Seat
from registry.transaction import Write

OPEN = "open"


class NoSeatOfAgency(Refusal):
    """The agency has no seat in the committee on that day."""


class WithdrawnBeforeOrder(Refusal):
    """The day does not lie after the last order that seats the agency."""


@dataclass(frozen=True)
class AgencyWithdrawal:
    """What became of it: the seats that ended, what they led, and the order that amends.

    `instance` is None where the same was recorded before, or where the amendment waits: then
    `waits_behind` is the order under way, and it begins once that has ended and did not tell of it.
    """

    agency: str
    on: date
    seats: tuple[Named, ...]
    unowned: tuple[str, ...]
    instance: int | None
    waits_behind: int | None = None


def withdraw_agency(
    desk: Installation, district: str, agency: str, letter: str, *, on: date, recorded_by: str
) -> AgencyWithdrawal:
    """The agency left the committee by its letter; the same again changes nothing.

    Its seats end and the order that amends begins in one transaction. Nothing before the day
    changes. Raises UnknownAgency, NoOrderInForce, WithdrawnBeforeOrder, NoSeatOfAgency,
    ActInFuture or MayNot, and what the screening refuses of the letter's number.
    """
    refuse_unfit_texts(desk, {"letter": letter})
    with desk.registry.writing(district) as write:
        who = recorder_who_may(write, recorded_by, Verb.RECORD_EVENT, district)
        refuse_future(write, on)
        bring_to_date(desk, write, district)
        _refuse_unknown(write, agency)
        order_at_work(write.connection, district, write.today)
        in_force = orders_in_force(write.connection, district, write.today)
        last = max(one.start for one in in_force)  # it seats the agency, amended or not
        if on <= last:
            raise WithdrawnBeforeOrder(field="--on", on=on, dated=last)
        left = _seats_of(write, district, agency, on)
        if not left and days_about(write.connection, agency, after=date.min, district=district):
            return AgencyWithdrawal(agency, on, (), (), None)
        if not left:
            raise NoSeatOfAgency(field="--key", value=agency)
        kind = EventKind.AGENCY_WITHDREW.value
        record_event(desk, write, EventRow(district, kind, agency, on, ANNOUNCED, letter, who.id))
        end_seats(write, district, [one.key for one in left], on=on)
        owned = {one.key for one in left}
        unowned = tuple(
            one.key
            for one in actions(write.connection, district)
            if one.owner in owned and one.status == OPEN
        )
        titles = tuple(Named(one.title_th, one.title_en) for one in left)
        order = begin_or_wait(desk, write, district, WITHDRAWAL, on=write.today, by=who.id)
        begun, behind = (None, order.instance) if order.waits else (order.instance, None)
        return AgencyWithdrawal(agency, on, titles, unowned, begun, behind)


def _refuse_unknown(write: Write, agency: str) -> None:
    known = known_agencies(write.connection)
    if agency not in known:
        raise UnknownAgency(field="--key", value=agency, known=", ".join(sorted(known)))


def _seats_of(write: Write, district: str, agency: str, on: date) -> list[Seat]:
    """The seats that name the agency, and those of its offices."""
    offices = {
        one.ref for one in offices_of(write.connection, district, on) if one.agency == agency
    }
    found = seats(write.connection, district, on)
    return [one for one in found if one.agency == agency or one.office in offices]
