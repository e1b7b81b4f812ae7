"""An agency withdraws from a committee: its seats end, the order is amended (R59)."""

from dataclasses import dataclass
from datetime import date

from config.words import Sentence
from flows.decisions.days import refuse_future
from flows.decisions.happen import record_event
from flows.decisions.rehearsal import try_out
from flows.engine.days import bring_to_date
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from flows.engine.replay import EventKind
from flows.order.amendment import lacks, order_at_work
from flows.order.queue import WITHDRAWAL, begin_or_wait
from registry.queries.action_items import open_requests
from registry.queries.agencies import known_agencies, seats_by_agency
from registry.queries.documents import documents
from registry.queries.events import EventRow, days_about
from registry.queries.order_facts import left_since_order
from registry.queries.orders import orders_in_force
from registry.queries.seats import seats
from registry.records.events import ANNOUNCED
from registry.records.filing import NewDocument, Upload, keep
from registry.records.rights import who_may
from registry.records.seats import UnknownAgency, end_seats
from registry.refusals import Refusal
from registry.rules.membership import seat_called
from registry.rules.order_facts import OrderChange
from registry.rules.rights import Verb
from registry.transaction import Write

SCAN = "scan.agency_withdrew"


class NoSeatOfAgency(Refusal):
    """The agency has no seat in the committee on that day."""


class WithdrawnBeforeOrder(Refusal):
    """The day does not lie after the last order that seats the agency."""


@dataclass(frozen=True)
class AgencyWithdrawal:
    """What became of it: the seats that ended, what they led, and the order that amends.

    `changes` are what the amending order then tells. `instance` is None where the same was recorded
    before, or where the amendment waits: then `waits_behind` is the order under way, and it begins
    once that has ended and did not tell of it. `warnings` say what the committee then lacks.
    """

    agency: str
    on: date
    seats: tuple[Sentence, ...]
    unowned: tuple[str, ...]
    instance: int | None
    waits_behind: int | None = None
    changes: tuple[OrderChange, ...] = ()
    warnings: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class WithdrawalLetter:
    """The letter by which an agency leaves the committee of a district from a day on."""

    district: str
    agency: str
    number: str
    on: date
    scan: Upload | None = None

    @property
    def texts(self) -> dict[str, str]:
        """What is kept of it as it was typed, by field."""
        scan = {"evidence": self.scan.file_name} if self.scan is not None else {}
        return {"letter": self.number, **scan}


def withdraw_agency(
    desk: Installation, letter: WithdrawalLetter, *, recorded_by: str
) -> AgencyWithdrawal:
    """The agency left the committee by its letter; the same again adds no more than its scan.

    Its seats end and the order that amends begins in one transaction. Nothing before the day
    changes. Raises UnknownAgency, NoOrderInForce, WithdrawnBeforeOrder, NoSeatOfAgency,
    ActInFuture or MayNot, and what the screening refuses of the letter's number.
    """
    refuse_unfit_texts(desk, letter.texts)
    with desk.registry.writing(letter.district) as write:
        return _withdraw(desk, write, letter, recorded_by)


def withdrawal_what_if(
    desk: Installation, letter: WithdrawalLetter, *, recorded_by: str
) -> AgencyWithdrawal:
    """What would follow from the letter. Refuses as `withdraw_agency` does, and records nothing."""
    refuse_unfit_texts(desk, letter.texts)
    return try_out(
        desk, (letter.district,), lambda write: _withdraw(desk, write, letter, recorded_by)
    )


def _withdraw(
    desk: Installation, write: Write, letter: WithdrawalLetter, recorded_by: str
) -> AgencyWithdrawal:
    district, agency, on = letter.district, letter.agency, letter.on
    who = who_may(write, recorded_by, Verb.RECORD_EVENT, district)
    refuse_future(write, on)
    bring_to_date(desk, write, district)
    _refuse_unknown(write, agency)
    order_at_work(write.connection, district, write.today)
    in_force = orders_in_force(write.connection, district, write.today)
    last = max(in_force, key=lambda one: one.start)  # it seats the agency, amended or not
    if on <= last.start:
        raise WithdrawnBeforeOrder(field="--on", on=on, dated=last.since.named)
    left = seats_by_agency(write.connection, district, on).get(agency, [])
    before = days_about(write.connection, agency, after=date.min, district=district)
    if not left and before:  # the letter was recorded already: its seats ended then
        _keep_scan(write, letter, who.id)
        return AgencyWithdrawal(agency, max(before), (), (), None)
    if not left:
        raise NoSeatOfAgency(field="--key", value=agency)
    kind = EventKind.AGENCY_WITHDREW.value
    event = EventRow(district, kind, agency, on, ANNOUNCED, letter.number, who.id)
    record_event(desk, write, event)
    _keep_scan(write, letter, who.id)
    end_seats(write, district, [one.key for one in left], on=on)
    unowned = _open_requests_of(write, district, {one.key for one in left})
    titles = tuple(seat_called(one) for one in left)
    order = begin_or_wait(desk, write, district, WITHDRAWAL, on=write.today, by=who.id)
    begun, behind = (None, order.instance) if order.waits else (order.instance, None)
    changes = left_since_order(write.connection, district, write.today)
    then = lacks(seats(write.connection, district, on))
    return AgencyWithdrawal(agency, on, titles, unowned, begun, behind, changes, then)


def _open_requests_of(write: Write, district: str, owners: set[str]) -> tuple[str, ...]:
    """What was asked of these seats and is open: nobody owns it any more."""
    asked = open_requests(write.connection, district)
    return tuple(one.key for one in asked if one.owner in owners)


def _keep_scan(write: Write, letter: WithdrawalLetter, by: int) -> None:
    """The scan of the letter, where it is not kept yet."""
    scan = letter.scan
    papers = documents(write.connection, district=letter.district)
    kept = {one.sha256 for one in papers if one.kind == SCAN}
    if scan is not None and scan.sha256 not in kept:
        paper = NewDocument.evidence(SCAN, scan, letter.on, by)
        keep(write, letter.district, None, None, paper)


def _refuse_unknown(write: Write, agency: str) -> None:
    known = known_agencies(write.connection)
    if agency not in known:
        raise UnknownAgency(field="--key", value=agency, known=", ".join(sorted(known)))
