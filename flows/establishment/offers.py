"""What the gates of `establishment` begin with and offer: offices, agencies, seats, people."""

from collections.abc import Mapping, Sequence
from typing import Any

from config.defaults import agencies, committee
from config.words import Named, Sentence, Term, both
from flows.engine.answers import Answers, listed
from flows.engine.deciding_offices import DEPUTIES
from flows.engine.installation import TitleContext
from flows.engine.offers import GateContext, Offers, Option, Proposal, agency_options
from flows.establishment.gates import MembershipV1
from registry.journal import EntryRow, GateRow
from registry.queries.areas import district as district_row
from registry.queries.office_holders import holders
from registry.queries.seen_offices import held_by, offices_seen
from registry.rules.effects import ProposedSeats
from registry.rules.seats import AddSeat, Seat


def offer_deputies(at: GateContext) -> Offers:
    """The district's Deputies with who holds each office."""
    found = (
        Option(one.ref, one.title, held_by(one))
        for one in offices_seen(at.connection, at.district, at.on)
        if one.kind in DEPUTIES and one.ref.startswith(f"{at.district}/") and one.holders
    )
    return Offers({"deputy": tuple(found)})


def offer_team(at: GateContext) -> Offers:
    """The agencies that may be of the working team, the case study's six first."""
    usual = [one.key for one in agencies().working_team]
    return Offers({"agencies": agency_options(at, usual)})


def begin_membership(_at: GateContext) -> Proposal:
    """The proposed seats as they are."""
    return {"changes": [], "ask": []}


def offer_membership(at: GateContext) -> Offers:
    """The headings that an order can be issued under."""
    area = district_row(at.connection, at.district)
    name = area.name if area else Named("", "")
    headings = (
        Option(one.key, Named(one.th.format(district=name.th), one.en.format(district=name.en)))
        for one in committee().headings
    )
    return Offers({"heading": tuple(headings)})


def begin_representative(at: GateContext) -> Proposal:
    """Who holds the seat's office: most agencies name them."""
    seat = settled_seat(at.answers, at.subject)
    held = holders(at.connection, seat.office, at.on) if seat and seat.office else []
    own = [one.person_ref for one in held if one.capacity == "own"]
    return {"person": {"person": own[0]}} if len(own) == 1 else {}


def proposed_seats(entries: Sequence[EntryRow]) -> tuple[Seat, ...]:
    """The seats that were proposed last; none where the journal has not come there."""
    said = _proposal(entries)
    return ProposedSeats.model_validate(said).seats if said else ()


def _proposal(entries: Sequence[EntryRow]) -> Mapping[str, Any] | None:
    """What was proposed last, as the journal has it."""
    for one in reversed(entries):
        if one.kind == "read" and one.live and one.path == "proposed_seats":
            found: Mapping[str, Any] = one.body["value"]
            return found
    return None


def settled_seats(answers: Answers) -> tuple[Seat, ...]:
    """The seats that were proposed and added, by which answers name them."""
    return (*proposed_seats(answers.entries), *_added_seats(answers))


def settled_seat(answers: Answers, key: str | None) -> Seat | None:
    """The one of that key. Of what was proposed no other is read: a list of the country names some
    of each committee.
    """
    proposed = _proposal(answers.entries) or {"seats": ()}
    said = next((one for one in proposed["seats"] if one["key"] == key), None)
    if said is not None:
        return Seat.model_validate(said)
    return next((one for one in _added_seats(answers) if one.key == key), None)


def _added_seats(answers: Answers) -> list[Seat]:
    membership = answers.last(MembershipV1)
    changes = listed(membership.answer.changes) if membership else ()
    return [one.seat for one in changes if isinstance(one, AddSeat)]


def title_representative(_label: Sentence, gate: GateRow, at: TitleContext) -> Sentence | None:
    """The gate with its seat."""
    seat = settled_seat(at.answers, gate.subject)
    return of_seat(both(f"gate.{gate.gate}"), seat) if seat else None


def of_seat(label: Sentence, seat: Seat) -> Sentence:
    """What a gate is called for a seat: one title may stand in several bodies."""
    named = Named(seat.title_th, seat.title_en)
    return both("page.gate.of_seat", gate=label, seat=named, body=Term(f"body.{seat.body}"))
