"""What the committee rests on, and who sits in it: sections 1 and 2 of the annex."""

from collections.abc import Sequence

from config.defaults import committee
from config.words import Named, Sentence, Term, both
from flows.establishment.neighbours import neighbour_evidence
from flows.handover.legal_words import cited_laws
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_figures import figure_source
from flows.handover.package_words import order_cited, order_source, short_day, source
from registry.queries.holdings import HoldingRow
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.papers.package import Claim
from registry.rules.seats import Seat, SeatMode, SeatRole

SUCCESSION = (CHIEF, "deputy_district_chief_administration", "deputy_district_chief")
SEATS, DEEP = "seats_filled", 3


def mandate(at: PackageDay) -> Claims:
    """The laws, the orders in force, and whether they outlast the Chief (practice.md A7)."""
    for base in cited_laws(at):
        yield at.claim(base.title, base.citation, source("legal"), at.on)
    if not at.orders:
        yield at.claim(both("package.topic.order"), None, source("orders"), at.on)
        yield from _neighbours(at)
    for order in at.orders:
        yield at.claim(
            both("package.topic.order"),
            both(
                "package.order",
                order=order_cited(order.full_number, order.dated), since=short_day(order.since),
            ),
            order_source(order.full_number), order.dated,
        )  # fmt: skip
    yield _survives(at)


def _neighbours(at: PackageDay) -> Claims:
    """What speaks for a committee where none stands: what the province's others reached (E5)."""
    found = neighbour_evidence(at.connection, at.district, at.on, at.known)
    if found is None:
        return
    said = both("package.neighbours", established=found.established, others=found.others)
    yield at.claim(both("package.topic.neighbours"), said, source("orders"), at.on)
    for title, figure in found.published:
        yield at.claim(title, figure, source("published"), at.on)


SURVIVES = {
    SeatMode.BY_POSITION: "package.order_by_position",
    SeatMode.BY_NAME: "package.order_by_name",
}


def _survives(at: PackageDay) -> Claim:
    chair = next((one for one in at.seats if one.role is SeatRole.CHAIR), None)
    said = both(SURVIVES[chair.mode]) if at.orders and chair else None
    dated = at.orders[-1].dated if at.orders else at.on
    return at.claim(both("package.topic.survives"), said, source("orders"), dated)


def structure(at: PackageDay) -> Claims:
    """Seats filled by body, the vacant ones, who was in no training, who stands in for whom."""
    topic = both("package.topic.seats" if at.orders else "package.topic.seats_without_order")
    yield at.claim(topic, _people(at) if at.seats else None, figure_source(SEATS), at.on)
    for body in committee().bodies:
        own = [one for one in at.seats if one.body == body.key]
        if own:
            yield at.claim(
                Named(body.title_th, body.title_en), _filled(at, own), figure_source(SEATS), at.on
            )
    for seat in at.seats:
        if at.members.get(seat.key) is None:
            called = Named(seat.title_th, seat.title_en)
            said = both(f"package.{_without(at, seat)}.{seat.mode}")
            yield at.claim(called, said, figure_source(SEATS), at.on)
    yield from _in_turn(at)


def _without(at: PackageDay, seat: Seat) -> str:
    return "vacant" if seat.key in at.vacant_seats else "unrecorded"


def _people(at: PackageDay) -> Sentence:
    """How many people hold how many of the seats: one may hold several; of some nobody is known."""
    key = "several" if at.people < at.filled else "each"
    said = both(f"package.people.{key}", people=at.people, filled=at.filled, of=len(at.seats))
    vacant = len(at.vacant_seats)
    if unrecorded := len(at.seats) - at.filled - vacant:
        said = both("package.people.unrecorded", said=said, unrecorded=unrecorded)
        return both("package.people.vacant", said=said, vacant=vacant) if vacant else said
    return both(f"package.people.{'vacant' if vacant else 'full'}", said=said, vacant=vacant)


def _filled(at: PackageDay, own: Sequence[Seat]) -> Sentence:
    filled = sum(at.members.get(one.key) is not None for one in own)
    return both("package.seats_of_body", count=filled, of=len(own))


def _in_turn(at: PackageDay) -> Claims:
    """The Chief and the Deputies after them: who could act, which an order alone decides."""
    found = [
        (office, next((one for one in at.held if one.ref == office.ref), None))
        for kind in SUCCESSION
        for office in at.offices
        if office.kind == kind and office.area == at.district
    ]
    for office, held in found[:DEEP]:
        yield at.claim(
            office.called, _holder(held) or both(at.without(office.ref)), source("offices"), at.on
        )
    post = next((one.called for one in at.offices if one.kind == FOCAL_POINT), None)
    focal = at.holder_of(FOCAL_POINT)
    yield at.claim(post or both("office.focal_point"), _holder(focal), source("offices"), at.on)


def _holder(held: HoldingRow | None) -> Named | Sentence | None:
    if held is None:
        return None
    if held.capacity == "own":
        return both("package.holds", name=held.name, since=short_day(held.since))
    capacity = Term(f"capacity.{held.capacity}")
    return both("package.acts", name=held.name, capacity=capacity, since=short_day(held.since))
