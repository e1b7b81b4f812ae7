"""The papers around an order: the memo it goes up with, and the copies that go out after."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.order.gates import Printed
from flows.papers.addressee import (
    addressees,
    grouped,
    head_of_psdhs,
    outgoing,
    sends_representative,
)
from flows.papers.letterhead import (
    chiefs_letter,
    paper_base,
    province_choice,
    uncertified,
)
from flows.papers.members import body_title
from registry.journal import EntryRow, entries
from registry.queries.document_contents import facts
from registry.queries.documents import document
from registry.queries.order_facts import as_ordered
from registry.queries.orders import OrderRow, issued_order
from registry.queries.seats import seats_as_ordered
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.papers.letter import (
    AppointedTo,
    CertifiedCopyFacts,
    CopiesLetterFacts,
    SignedOrder,
)
from registry.rules.seats import Seat, SeatRole

PSDHS = "psdhs"


def certified_copies(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """A covering letter for everybody whom the signed order concerns, for PSDHS, and the copy.

    One goes to each post, whatever seats it has; who loses a seat by the order is told of it. The
    chair signs the letters and the district keeps the original: none goes to that seat.
    """
    signed = _signed_order(connection, job.instance)
    yield from _letters(connection, job, signed)
    base = paper_base(connection, job.district, job.on)
    copy = CertifiedCopyFacts(
        **base,
        signer=uncertified(),
        order=cited_order(signed),
        pages=None,
        copied=copied_order(connection, signed),
    )
    yield NewPaper("certified_copy", copy)


def _signed_order(connection: Connection, instance: int) -> OrderRow:
    signed = order_of(connection, instance, entries(connection, instance))
    if signed is None:
        msg = f"instance {instance} has issued no order"
        raise LookupError(msg)
    return signed


def order_of(connection: Connection, instance: int, rows: Sequence[EntryRow]) -> OrderRow | None:
    """The order that the instance registered, or the last one that it had issued by another.

    `rows` are the entries of its journal. None where there is no order yet.
    """
    ended = (one for one in rows if one.kind == "child" and one.live)
    return issued_order(connection, (instance, *(one.body["instance"] for one in ended)))


def cited_order(signed: OrderRow) -> SignedOrder:
    """The order as the papers around it name it."""
    return SignedOrder(
        heading_th=signed.heading,
        number=signed.full_number,
        dated=signed.dated,
        subject_th=signed.subject_th,
    )


def copied_order(connection: Connection, signed: OrderRow) -> AppointmentOrderFacts | None:
    """The order word for word where it was signed as it was printed."""
    paper = document(connection, signed.document) if signed.document else None
    if signed.printed != Printed.AS_PRINTED or paper is None or paper.facts_id is None:
        return None
    printed = AppointmentOrderFacts.model_validate(facts(connection, paper.facts_id))
    return printed.model_copy(update={"number": signed.full_number, "dated": signed.dated.first})


def _letters(connection: Connection, job: Job, signed: OrderRow) -> Iterator[NewPaper]:
    """The letters to the members are alike, so they have one number of the register."""
    seats = told_seats(connection, signed)
    told = [one for one in (*seats.now, *seats.ended) if one.role is not SeatRole.CHAIR]
    named = addressees(connection, job.district, told)
    psdhs = head_of_psdhs(connection, job.district)
    deputies = province_choice(connection, job.district, "own_deputies", job.on)
    letter = chiefs_letter(connection, job.district, job.on) | {
        "order": cited_order(signed), "seat": None, "body_th": None,
    }  # fmt: skip
    posts = grouped(told, named)
    if psdhs not in posts:
        facts_of_copy = CopiesLetterFacts(**letter, to_th=psdhs, circular=False, appointed=())
        yield NewPaper("copies_letter", facts_of_copy, PSDHS)
    for one in outgoing(posts.values(), deputies):
        first = one.seats[0].key
        post = named[first]
        facts_of_copy = CopiesLetterFacts(
            **letter,
            to_th=post,
            circular=one.circular,
            appointed=tuple(appointed_to(seat) for seat in one.seats if seat in seats.appointed),
            ended=tuple(appointed_to(seat) for seat in one.seats if seat in seats.ended),
        )
        kind = "copies_memo" if one.memo else "copies_letter"
        yield NewPaper(kind, facts_of_copy, PSDHS if post == psdhs else first)


class ToldSeats(NamedTuple):
    """The seats that a signed order tells of: all of its committee, and what it does to them.

    An order that amends appoints to the seats that are new or otherwise than before.
    """

    now: tuple[Seat, ...]
    appointed: tuple[Seat, ...]
    ended: tuple[Seat, ...]


def told_seats(connection: Connection, signed: OrderRow) -> ToldSeats:
    """What the order does to the seats of the committee; an order before it need not be known."""
    now = seats_as_ordered(connection, signed.district, signed.first_day)
    if signed.kind == "new":
        return ToldSeats(now, now, ())
    before = as_ordered(connection, signed.district, signed.start - timedelta(days=1))
    then = {seat.key: seat for body in before for seat in body.seats}
    left = then.keys() - {seat.key for seat in now}
    ended = tuple(seat for key, seat in then.items() if key in left)
    if signed.kind == "replace":
        return ToldSeats(now, now, ended)
    return ToldSeats(now, tuple(one for one in now if _is_otherwise(one, then)), ended)


def _is_otherwise(seat: Seat, before: Mapping[str, Seat]) -> bool:
    old = before.get(seat.key)
    return old is None or (old.body, old.role, old.person) != (seat.body, seat.role, seat.person)


def appointed_to(seat: Seat) -> AppointedTo:
    """The seat as a letter tells of it, and whom the addressee sends there."""
    whom = None
    if sends_representative(seat):
        whom = f"{seat.title_th} ({seat.person_th})" if seat.person_th else seat.title_th
    return AppointedTo(seat=seat, body_th=body_title(seat), whom_th=whom)
