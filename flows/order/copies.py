"""The papers around an order: the memo it goes up with, and the copies that go out after."""

from collections.abc import Iterable, Iterator

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
from registry.queries.documents import document, facts
from registry.queries.orders import OrderRow, orders
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
    """A covering letter for everybody whom the signed order appoints, for PSDHS, and the copy.

    One goes to each post, whatever seats it has. The chair signs the letters and the district
    keeps the original: none goes to that seat.
    """
    signed = [one for one in orders(connection, job.district) if one.kind != "earlier"][-1]
    order = SignedOrder(
        heading_th=signed.heading,
        number=signed.full_number,
        dated=signed.dated,
        subject_th=signed.subject_th,
    )
    members = seats_as_ordered(connection, job.district, signed.dated)
    yield from _letters(connection, job, order, members)
    base = paper_base(connection, job.district, job.on)
    copy = CertifiedCopyFacts(
        **base, signer=uncertified(), order=order, pages=None, copied=_copied(connection, signed)
    )
    yield NewPaper("certified_copy", copy)


def _copied(connection: Connection, signed: OrderRow) -> AppointmentOrderFacts | None:
    """The order word for word where it was signed as it was printed."""
    paper = document(connection, signed.document) if signed.document else None
    if signed.printed != Printed.AS_PRINTED or paper is None or paper.facts_id is None:
        return None
    printed = AppointmentOrderFacts.model_validate(facts(connection, paper.facts_id))
    return printed.model_copy(update={"number": signed.full_number, "dated": signed.dated})


def _letters(
    connection: Connection, job: Job, order: SignedOrder, members: Iterable[Seat]
) -> Iterator[NewPaper]:
    """The letters to the members are alike, so they have one number of the register."""
    told = [one for one in members if one.role is not SeatRole.CHAIR]
    named = addressees(connection, job.district, told)
    psdhs = head_of_psdhs(connection, job.district)
    deputies = province_choice(connection, job.district, "own_deputies", job.on)
    letter = chiefs_letter(connection, job.district, job.on) | {
        "order": order, "seat": None, "body_th": None,
    }  # fmt: skip
    posts = grouped(told, named)
    if psdhs not in posts:
        facts_of_copy = CopiesLetterFacts(**letter, to_th=psdhs, circular=False, appointed=())
        yield NewPaper("copies_letter", facts_of_copy, PSDHS)
    for one in outgoing(posts.values(), deputies):
        first = one.seats[0].key
        post = named[first]
        facts_of_copy = CopiesLetterFacts(
            **letter, to_th=post, circular=one.circular, appointed=tuple(map(_appointed, one.seats))
        )
        kind = "copies_memo" if one.memo else "copies_letter"
        yield NewPaper(kind, facts_of_copy, PSDHS if post == psdhs else first)


def _appointed(seat: Seat) -> AppointedTo:
    whom = None
    if sends_representative(seat):
        whom = f"{seat.title_th} ({seat.person_th})" if seat.person_th else seat.title_th
    return AppointedTo(seat=seat, body_th=body_title(seat), whom_th=whom)
