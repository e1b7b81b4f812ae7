"""What the gates of `order` begin with and offer: legal bases, items to answer, seats."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection

from config.words import Named
from flows.engine.answers import Answers, CurrentAnswer, listed
from flows.engine.offers import GateContext, Offers, Option, Proposal
from flows.order.amendment import asked_before, in_place_of_leaver
from flows.order.effects import ORDER_KIND
from flows.order.gates import ChiefReviewV1, DeputyReviewV1
from flows.order.numbering import propose_number
from registry.journal import EntryRow
from registry.queries.document_contents import facts
from registry.queries.documents import DocumentRow, document_of
from registry.queries.seats import seats
from registry.rules.order_facts import AppointmentOrderFacts, LegalBase
from registry.rules.seat_changes import apply
from registry.rules.seats import Seat


def begin_amendment(at: GateContext) -> Proposal | None:
    """The new Chief in the seats that the order gives by name to the one before; else nothing."""
    changes = in_place_of_leaver(at.connection, at.district, at.on)
    return {"changes": [one.model_dump(mode="json") for one in changes]} if changes else None


def offer_bases(at: GateContext) -> Offers:
    """Each base that the draft would cite and nobody has verified, with its text."""
    found = unverified(at.entries)
    options = (Option(one.key, Named(one.citation_th, one.citation_en)) for one in found)
    return Offers({"confirmed": tuple(options)})


def unverified(entries: Sequence[EntryRow]) -> list[LegalBase]:
    """The bases of the next draft that nobody has verified."""
    return [one for one in cited(entries) if not one.verified]


def cited(entries: Sequence[EntryRow]) -> tuple[LegalBase, ...]:
    """The bases of the facts that were read last for a draft."""
    for entry in reversed(entries):
        if entry.kind == "read" and entry.live and "order_facts" in entry.path:
            read = AppointmentOrderFacts.model_validate(entry.body["value"])
            return (*read.legal_reasons, *read.legal_powers)
    return ()


def begin_revision(at: GateContext) -> Proposal:
    """Every item of the last review; whether it is done is for a person to say."""
    places = range(1, len(changes_asked(at.answers)) + 1)
    return {"replies": [{"item": place, "reply": ""} for place in places]}


def offer_revision(at: GateContext) -> Offers:
    """The items of the last review."""
    return Offers(captions=changes_asked(at.answers))


def committee_seats(at: GateContext) -> tuple[Seat, ...]:
    """The seats of the committee as they were known."""
    known = at.known - timedelta(microseconds=1) if at.known else None
    now = seats(at.connection, at.district, at.on, known)
    return apply(now, asked_before(at.answers, now))


def changes_asked(answers: Answers, turn: int | None = None) -> tuple[str, ...]:
    """What the last review of a draft, or of that round of it, asks to change, in order."""
    review: CurrentAnswer[DeputyReviewV1 | ChiefReviewV1] | None
    review = answers.last(DeputyReviewV1, ChiefReviewV1, turn=turn)
    return listed(review.answer.items) if review else ()


def begin_registration(at: GateContext) -> Proposal | None:
    """The next number under the draft's heading, where the office keeps the book in Prasan."""
    drafted = drafted_facts(at.connection, at.instance, at.about)
    return propose_number(at, drafted.heading_th) if drafted else None


def drafted_seats(at: GateContext) -> tuple[Seat, ...]:
    """The seats of the draft that was signed."""
    drafted = drafted_facts(at.connection, at.instance, at.about)
    return drafted.seats if drafted else ()


def drafted_facts(
    connection: Connection, instance: int, about: str | None
) -> AppointmentOrderFacts | None:
    """The frozen facts of the draft order that a gate asks about."""
    return facts_of_draft(connection, document_of(connection, instance, about) if about else None)


def facts_of_draft(
    connection: Connection, paper: DocumentRow | None
) -> AppointmentOrderFacts | None:
    """The frozen facts of a paper; None where it is no order."""
    if paper is None or paper.facts_id is None or paper.kind != ORDER_KIND:
        return None
    return AppointmentOrderFacts.model_validate(facts(connection, paper.facts_id))
