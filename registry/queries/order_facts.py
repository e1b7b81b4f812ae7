"""The facts of the next draft order of a district, brought together from their nouns."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from config.committee_model import NamePattern
from config.defaults import committee, districts
from config.letters import letters
from config.words import Named, Sentence, Term, both
from registry.queries.areas import DistrictRow, district
from registry.queries.document_contents import facts
from registry.queries.documents import document
from registry.queries.holdings import HoldingRow
from registry.queries.legal import cited, legal_bases
from registry.queries.office_holders import all_holders, holders
from registry.queries.offices import office
from registry.queries.orders import OrderRow, order_named, orders_in_force
from registry.queries.seats import seats
from registry.queries.settings import setting, settings_in_force
from registry.rules.district_offices import CHIEF, DEPUTIES
from registry.rules.effects import AmendmentArgs, OrderFactsArgs, ProposedSeats
from registry.rules.model_committee import OfficeRef, expand
from registry.rules.names import without_group
from registry.rules.office_names import PlaceNames
from registry.rules.order_difference import AmendedPart, changes_between, parts_changed
from registry.rules.order_facts import (
    AppointmentOrderFacts,
    BodyFacts,
    EarlierOrder,
    OrderChange,
    Signer,
)
from registry.rules.plain_values import Json
from registry.rules.seat_changes import apply, still_wanted
from registry.rules.seats import BodyKey, Seat

ACTING = ("acting", "on_behalf", "acting_vacant")


def place_names(area: DistrictRow) -> PlaceNames:
    """The names of a district and its province, without their prefixes."""
    return PlaceNames(area.name.th, area.name.en, area.province_name.th, area.province_name.en)


def proposed_seats(connection: Connection, code: str, offices: list[OfficeRef]) -> ProposedSeats:
    """The model seats for the district's own offices (R27 to R31)."""
    area = known_district(connection, code)
    return ProposedSeats(seats=expand(committee(), offices, place_names(area)))


def known_district(connection: Connection, code: str) -> DistrictRow:
    """The district; that it exists was settled when its instance began."""
    area = district(connection, code)
    if area is None:
        msg = f"no district {code}"
        raise LookupError(msg)
    return area


def committee_name(connection: Connection, area: DistrictRow, on: date) -> Named:
    """What the committee is called: the province's choice of pattern, or the shipped one."""
    return _name_of(area, settings_in_force(connection, area.code, on))


def _name_of(area: DistrictRow, own: Mapping[str, Json]) -> Named:
    return _chosen(committee().names, own.get("committee.name"), committee().name, area)


def order_heading(connection: Connection, area: DistrictRow, on: date) -> Named:
    """The heading that the district's orders are issued under (practice.md 3)."""
    return _heading_of(area, None, settings_in_force(connection, area.code, on))


def _heading_of(area: DistrictRow, key: str | None, own: Mapping[str, Json]) -> Named:
    chosen = key or own.get("order.heading")
    return _chosen(committee().headings, chosen, committee().heading, area)


def _chosen(
    patterns: Iterable[NamePattern], chosen: Json, default: NamePattern, area: DistrictRow
) -> Named:
    found = next((one for one in patterns if one.key == chosen), default)
    return Named(found.th.format(district=area.name.th), found.en.format(district=area.name.en))


def amendment_facts(connection: Connection, args: AmendmentArgs, on: date) -> AppointmentOrderFacts:
    """The same of an order that changes a committee in force: its seats become what is asked.

    An amending order tells what changes, one that replaces it the whole committee.
    """
    now = seats(connection, args.district, on)
    then = bodies(apply(now, still_wanted(now, args.changes)))
    amends = args.kind == "amend"
    before = as_ordered(connection, args.district, on) if amends else ()
    facts = order_facts(connection, args, on)
    told = {"bodies": then, "changes": (*changes_between(before, then), *args.clauses)}
    return facts.model_copy(update=told | _why(args, (*parts_changed(before, then), *args.told)))


def _why(args: OrderFactsArgs, parts: Collection[AmendedPart]) -> dict[str, str]:
    """Why an order is amended, by what it changes; nothing of an order that appoints."""
    if args.kind != "amend":
        return {}
    others = [one for one in parts if one != "seats"]
    other = both(f"order.cause.{others[0] if len(others) == 1 else 'clause'}")
    cause = both("order.cause.seats") if parts else both("order.cause.whole")
    if others:
        cause = both("order.cause.and", first=cause, other=other) if "seats" in parts else other
    return {"cause_th": cause.th, "cause_en": cause.en}


def named_as_earlier(order: OrderRow) -> EarlierOrder:
    """The order as one that amends or replaces it names it."""
    return EarlierOrder(
        heading_th=order.heading,
        number=order.full_number,
        dated=order.dated,
        subject_th=order.subject_th,
    )


def as_ordered(connection: Connection, district: str, on: date) -> tuple[BodyFacts, ...]:
    """The committee as the last order that is in force has it."""
    found = orders_in_force(connection, district, on)
    if not found:
        return bodies(seats(connection, district, on))
    return _bodies_then(connection, max(found, key=lambda one: (one.start, one.id)))


def left_since_order(connection: Connection, district: str, on: date) -> tuple[OrderChange, ...]:
    """What changed in the committee since its last order, which none tells of yet."""
    now = bodies(seats(connection, district, on))
    return changes_between(as_ordered(connection, district, on), now)


def order_facts(connection: Connection, args: OrderFactsArgs, on: date) -> AppointmentOrderFacts:
    """Everything that the draft says, as of `on`."""
    area = known_district(connection, args.district)
    own = settings_in_force(connection, area.code, on)
    name, heading = _name_of(area, own), _heading_of(area, args.heading, own)
    bases = legal_bases(connection, args.district, on)
    held = next(iter(holders(connection, f"{args.district}/district_chief", on)), None)
    subject = both(f"order.subject.{args.kind}", committee=name)
    across = neighbour(area.code)
    listed = bodies(seats(connection, args.district, on))
    before = _bodies_amended(connection, args)
    return AppointmentOrderFacts(
        kind=args.kind,
        district=area.code,
        district_th=area.name.th,
        district_en=area.name.en,
        province_th=area.province_name.th,
        province_en=area.province_name.en,
        heading_th=heading.th,
        heading_en=heading.en,
        committee_th=name.th,
        committee_en=name.en,
        subject_th=subject.th,
        subject_en=subject.en,
        legal_reasons=cited(bases, "reason"),
        legal_powers=cited(bases, "power"),
        border_th=across.th if across else None,
        border_en=across.en if across else None,
        bodies=listed,
        changes=changes_between(before, listed),
        amended=_revoked_with(connection, args, on),
        **_why(args, parts_changed(before, listed)),
        earlier=args.earlier,
        effective_from=None,
        signer=signer(connection, area, held, on),
        number=None,
        dated=None,
        draft_version=None,
        draft_date=None,
    )


def border(code: str) -> str | None:
    """What the order says of the border, where the district's profile names one."""
    named = neighbour(code)
    return named.th if named else None


def neighbour(code: str) -> Named | None:
    """The neighbour across the border in both languages, by the district's profile."""
    profile = districts().profile(code)
    if profile is None or profile.border is None:
        return None
    return Named(profile.border.neighbour_th, profile.border.neighbour_en)


def _bodies_amended(connection: Connection, args: OrderFactsArgs) -> tuple[BodyFacts, ...]:
    """The committee of the order that an amending one changes, where its seats are known."""
    if args.kind != "amend" or args.earlier is None:
        return ()
    number = args.earlier.number
    before = order_named(connection, args.district, number, field="earlier.number")
    return _bodies_then(connection, before) if before else ()


def _revoked_with(
    connection: Connection, args: OrderFactsArgs, on: date
) -> tuple[EarlierOrder, ...]:
    """The orders that amend the one which is replaced: they go out of force with it."""
    if args.kind != "replace":
        return ()
    found = orders_in_force(connection, args.district, on)
    return tuple(named_as_earlier(one) for one in found if one.kind == "amend")


def _bodies_then(connection: Connection, before: OrderRow) -> tuple[BodyFacts, ...]:
    """As the signed paper lists them; else the seats of the day it came into force."""
    paper = document(connection, before.document) if before.document else None
    if paper is not None and paper.facts_id is not None:
        recorded = facts(connection, paper.facts_id)
        return AppointmentOrderFacts.model_validate(recorded).bodies
    then = seats(connection, before.district, before.start)
    return bodies(then) if then else ()


def bodies(all_seats: tuple[Seat, ...]) -> tuple[BodyFacts, ...]:
    """The four bodies with their seats and duties, in printed order."""
    model = committee()
    return tuple(
        BodyFacts(
            key=BodyKey(body.key),
            title_th=body.title_th,
            title_en=body.title_en,
            seats=tuple(seat for seat in all_seats if seat.body == body.key),
            duties_th=tuple(duty.th for duty in model.duties_of(body.key)),
            duties_en=tuple(duty.en for duty in model.duties_of(body.key)),
        )
        for body in model.bodies
    )


def signer(connection: Connection, area: DistrictRow, held: HoldingRow | None, on: date) -> Signer:
    """Who signs: the Chief, or who acts, in two lines; a dotted line where there is nobody."""
    chief = both("signer.district_chief", district=area.name)
    if held is None or held.capacity not in ACTING:
        return signer_called(held.name if held else None, chief)
    return signer_called(held.name, _acting(connection, area, held, on), chief)


def posts_acted_in(
    connection: Connection, area: DistrictRow, held: Iterable[HoldingRow], on: date
) -> dict[tuple[int, str], Sentence]:
    """In which capacity people hold posts that are not their own, by person and office.

    A paper that names somebody in an office asks this: who acts is called by no post alone.
    """
    return {
        (one.person, one.ref): _acting(connection, area, one, on)
        if one.kind == CHIEF
        else both("signer.acting_in", capacity=_capacity(connection, area, one, on))
        for one in held
        if one.capacity in ACTING
    }


def post_at(seat: Seat, person: int | None, acting: Mapping[tuple[int, str], Sentence]) -> Named:
    """The title of the seat, after the capacity of whoever fills it by acting in its office."""
    acts = acting.get((person or 0, seat.office or ""))
    if acts is None:
        return Named(seat.title_th, seat.title_en)
    return Named(f"{acts.th}{seat.title_th}", f"{acts.en} {seat.title_en}")


def signer_called(name: Named | None, *lines: Named | Sentence) -> Signer:
    """The block of a signer: the name, or a dotted line, and what stands under it."""
    said = name or both("signer.nobody")
    return Signer(
        name_th=said.th,
        name_en=said.en,
        position_lines_th=tuple(line.th for line in lines),
        position_lines_en=tuple(line.en for line in lines),
    )


def _acting(connection: Connection, area: DistrictRow, held: HoldingRow, on: date) -> Sentence:
    """The usual post and the capacity on one line of the block: a Deputy's without the group."""
    own = without_group(own_post(connection, held, area, on))
    return both("signer.acting", own=own, capacity=_capacity(connection, area, held, on))


def _capacity(connection: Connection, area: DistrictRow, held: HoldingRow, on: date) -> Term:
    """The capacity; of a vacant post in the words that the province chose."""
    capacity = held.capacity
    if capacity == "acting_vacant":
        chosen = setting(connection, area.code, "letters.vacant_chief", on)
        capacity = str(chosen or letters().vacant_chief)
    return Term(f"capacity.{capacity}")


def own_post(connection: Connection, held: HoldingRow, area: DistrictRow, on: date) -> Named:
    """The post that someone who acts holds in their own right: a Deputy of the district."""
    for one in all_holders(connection, area.code, on):
        if one.person == held.person and one.kind in DEPUTIES:
            row = office(connection, one.ref, on)
            return row.post if row else one.name
    deputy = both("signer.deputy")
    return Named(deputy.th, deputy.en)
