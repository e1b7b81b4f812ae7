"""What the gates of a meeting begin with and offer: members, agenda, who acknowledged before."""

from collections.abc import Iterator, Sequence

from config.meetings import meeting_defaults
from config.words import Named, Sentence, Term, both, joined
from flows.engine.answers import listed
from flows.engine.offers import GateContext, Offers, Option, Proposal
from flows.meeting.agenda import AgendaPoint, points
from flows.meeting.gates import (
    AcknowledgementV1,
    Held,
    InceptionDateV1,
    InceptionMeetingV1,
    MinutesAdoptedV1,
    MinutesV1,
)
from flows.meeting.paper_facts import day_held
from registry.queries.members import Invitee, invitees
from registry.queries.office_holders import all_holders
from registry.rules.membership import seat_called, titles_in_bodies
from registry.rules.redaction import unredacted
from registry.rules.seats import Seat

AGENDA_ITEMS = 5


def begin_meeting(at: GateContext) -> Proposal:
    """The day and place that were agreed on, and everybody who is expected."""
    agreed = at.answers.last(InceptionDateV1)
    said = agreed.body if agreed else {}
    return {
        "result": Held.HELD,
        "held_on": said.get("held_on"),
        "started": said.get("time"),
        "place": said.get("place"),
        "attendance": [_line(one) for one in invitees(at.connection, at.district, at.on)],
    }


def _line(one: Invitee) -> Proposal:
    """A line of the sheet; the name of who was seen at the last meeting can be changed there."""
    who = one.offered
    return {
        "person": one.person.ref if one.person else None,
        "seats": [seat.key for seat in one.member.seats],
        "title_th": who.title_th if who else "",
        "name_th": who.name_th if who else "",
        "position_th": one.position.th[:200],
        "sex": who.sex if who else "not_stated",
    }


def offer_meeting(at: GateContext) -> Offers:
    """Whose seats the lines of the sheet fill."""
    members = invitees(at.connection, at.district, at.on)
    return Offers(
        {
            "attendance.seats": tuple(
                Option(seat.key, Term(f"body.{seat.body}"), Named(seat.title_th, seat.title_en))
                for one in members
                for seat in one.member.seats
            )
        }
    )


def begin_acknowledgement(at: GateContext) -> Proposal:
    """The seats for which the duties were acknowledged in earlier rounds."""
    return {"seats": [*acknowledged(at)]}


def acknowledged(at: GateContext) -> dict[str, None]:
    """Those seats, each once."""
    said = at.answers.to(AcknowledgementV1)
    return {key: None for one in said for key in listed(one.answer.seats)}


def offer_acknowledgement(at: GateContext) -> Offers:
    """Every seat with who fills it, those that acknowledged before at the head."""
    done, members = acknowledged(at), invitees(at.connection, at.district, at.on)
    found = [
        Option(seat.key, seat_called(seat), _sits(one, is_done=seat.key in done))
        for one in members
        for seat in one.member.seats
    ]
    return Offers({"seats": tuple(sorted(found, key=lambda one: one.value not in done))})


def _sits(one: Invitee, *, is_done: bool) -> Sentence | Named:
    who = one.person.name if one.person else Term(one.without)
    return both("page.acknowledgement.done" if is_done else "page.acknowledgement.sits", who=who)


def offer_members(at: GateContext) -> tuple[Option, ...]:
    """Each member once, by the first of their seats, with all the bodies in which they sit."""
    return tuple(
        Option(one.member.key, _titles(one.member.seats))
        for one in invitees(at.connection, at.district, at.on)
    )


def _titles(seats: Sequence[Seat]) -> Sentence:
    called = titles_in_bodies(seats)
    return joined("; ", called)


def begin_minutes(at: GateContext) -> Proposal:
    """The minutes that were to be corrected, else an item for each point of its agenda."""
    before = at.answers.last(MinutesV1)
    kept = unredacted(before.body) if before else {}
    if kept.get("items"):
        return kept
    held = all_holders(at.connection, at.district, at.on)
    focal = next((one.name.th for one in held if one.kind == "focal_point"), None)
    met = at.answers.decided(InceptionMeetingV1)
    held_on = day_held(met)
    told = points(at.connection, at.answers.gates, at.district, met.gate.kind, held_on, at.instance)
    items: list[Proposal] = []
    for number in range(1, AGENDA_ITEMS + 1):
        of_item = [one for one in told if one.item == number] or [AgendaPoint(number, "")]
        items += [_item_of(one) for one in of_item]
    return {"items": items, "taken_by": focal}


def _item_of(point: AgendaPoint) -> Proposal:
    """The item of a point; what its owner reported stands there as said."""
    said = {"said": point.told_th} if point.told_th else {}
    return {"agenda": point.item, "title": point.th, **said}


def _owners_before(at: GateContext) -> Iterator[Option]:
    """The other seats of members that earlier minutes of the meeting ask something of."""
    before = at.answers.last(MinutesV1)
    items = listed(before.answer.items) if before else ()
    named = {one.owner for item in items for one in item.actions}
    for one in invitees(at.connection, at.district, at.on) if named else ():
        for seat in one.member.seats:
            if seat.key in named and seat.key != one.member.key:
                yield Option(seat.key, seat_called(seat))


def offer_minutes(at: GateContext) -> Offers:
    """The items of the agenda, who may be asked to do something, what is to be corrected."""
    agenda = tuple(
        Option(str(number), both("page.minutes.item", number=number, title=Named(one.th, one.en)))
        for number, one in enumerate(meeting_defaults().agenda, 1)
    )
    owners = (*offer_members(at), *_owners_before(at))
    said = at.answers.last(MinutesAdoptedV1)
    asked = listed(said.answer.items) if said else ()
    return Offers({"items.agenda": agenda, "items.actions.owner": owners}, asked=asked)
