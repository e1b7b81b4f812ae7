"""Recordings of the end of a committee: its orders and seats end, what is open stops."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, Term, both, say
from flows.decisions.days import refuse_earlier, refuse_later
from flows.dissolution.gates import ConfirmEndingV1, EndingOrderV1
from flows.engine.decision import Deciding
from flows.engine.ending import end_at_once, open_beside
from flows.engine.fields import Confirmation
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.offers import GateContext, Proposal
from flows.engine.read_marks import reads_answer
from flows.order.numbering import propose_number, warn_gap
from flows.order.process import ORDER
from registry.queries.order_book import number_in
from registry.queries.orders import orders, orders_in_force
from registry.records.orders import end_orders
from registry.records.seats import record_seats
from registry.refusals import Refusal
from registry.transaction import Write


class NoCommitteeEnds(Refusal):
    """No order is in force, so that there is no committee to end."""


class OrderUnsigned(Refusal):
    """An order of the committee is under way: it is signed or stopped before the committee ends."""


def refuse_without_committee(write: Write, district: str) -> None:
    """Raises NoCommitteeEnds, before anything is begun."""
    if not orders_in_force(write.connection, district, write.today):
        raise NoCommitteeEnds(field="--district")


def check_order(deciding: Deciding) -> None:
    """A committee is at work, no order of it is under way, and the paper is of its time."""
    refuse_later(deciding, deciding.answer.dated, "dated")
    _refuse_orders(deciding, deciding.answer.dated, "dated")


def _refuse_orders(deciding: Deciding, dated: date, field: str) -> None:
    """Refuse an end that no order in force precedes, or that a later one or an open one follows."""
    known = orders(deciding.write.connection, deciding.district)
    if not orders_in_force(deciding.write.connection, deciding.district, dated):
        raise NoCommitteeEnds(field=field)
    refuse_earlier(dated, field, max(one.first_day for one in known), "registration")
    _refuse_unsigned(deciding, field)


def _refuse_unsigned(deciding: Deciding, field: str) -> None:
    for row in open_beside(deciding):
        if row.process == ORDER.key:
            raise OrderUnsigned(field=field, instance=row.id)


def begin_order(at: GateContext) -> Proposal | None:
    """The next number under the heading of the district's orders, where the book is ours."""
    heading = _heading(at.connection, at.district, at.on)
    return propose_number(at, heading) if heading else None


def _heading(connection: Connection, district: str, on: date) -> str:
    """Under which heading the order in force was issued; "" where none is."""
    return next((one.heading for one in orders_in_force(connection, district, on)), "")


def warn_order(deciding: Deciding) -> tuple[Sentence, ...]:
    """A number that is odd, and what stops when the second person has confirmed it."""
    stopping = (
        both(
            "warning.stops_with_committee", process=Term(f"process.{row.process}"), instance=row.id
        )
        for row in open_beside(deciding)
    )
    return (*_warn_of_number(deciding), *stopping)


def _warn_of_number(deciding: Deciding) -> Iterator[Sentence]:
    answer: EndingOrderV1 = deciding.answer
    number = number_in(answer.number)
    if number is None:
        return
    connection, district = deciding.write.connection, deciding.district
    for one in orders(connection, district):
        if number_in(one.full_number) == number:
            yield both("warning.number_of_order", number=str(number), dated=one.dated.named)
    yield from warn_gap(deciding, number, _heading(connection, district, answer.dated))


def check_confirmation(deciding: Deciding) -> None:
    """No order was begun or signed since."""
    if is_ending(deciding.answer):
        _refuse_orders(deciding, _ended_on(deciding), "result")


def write_confirmation(deciding: Deciding, entry_id: int) -> None:
    """From the order's date there is no committee. Its papers and figures stay."""
    if not is_ending(deciding.answer):
        return
    write, district = deciding.write, deciding.district
    on = _ended_on(deciding)
    end_orders(write, district, on=on, entry_id=entry_id)
    record_seats(write, district, (), on=on, entry_id=entry_id)
    end_at_once(
        deciding.office, write, open_beside(deciding), say("outcome.dissolved", "th"), on,
        by=deciding.recorder.id, cause=entry_id,
    )  # fmt: skip


def is_ending(answer: ConfirmEndingV1) -> bool:
    """Whether the committee ends by it."""
    return answer.result is Confirmation.CONFIRMED


def _ended_on(deciding: Deciding) -> date:
    return deciding.answers.decided(EndingOrderV1).answer.dated


RECORDINGS: dict[type[Answer], Recording] = {
    EndingOrderV1: Recording(check_order, warn=warn_order, begin=begin_order),
    ConfirmEndingV1: Recording(
        check_confirmation, write_confirmation, ends=is_ending, reads=reads_answer(EndingOrderV1)
    ),
}
