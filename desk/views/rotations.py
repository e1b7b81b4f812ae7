"""What a transfer order made, or would make, and what another door made of a Chief's term."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.words import Named, Sentence, Term, both, joined
from desk.views.gate_titles import titles
from flows.decisions.acting_chiefs import StillActing, beside
from flows.decisions.left_offices import LeftOffice
from flows.decisions.rotate import MoveResult
from flows.decisions.rotations import RotationNotice
from flows.order.rotation_what_if import WhatIf
from registry.queries.added_districts import areas_known
from registry.queries.areas import DistrictRow, districts_within, names
from registry.queries.events import EventRow
from registry.queries.holdings import HoldingRow
from registry.queries.office_holders import holders_of_kinds
from registry.queries.office_terms import terms_of_offices
from registry.queries.people import people_named
from registry.queries.personal_terms import acting_terms
from registry.queries.transfers import Override
from registry.queries.vacancies import vacant_offices
from registry.records.transfer_form import TransferOrder
from registry.rules.area_names import AreaIndex
from registry.rules.district_offices import CHIEF
from registry.rules.rotations import OWN, Rotation, rotations


def rotated_as(one: MoveResult) -> Sentence:
    """What the order made of the district: also that it is vacant, or that nobody leaves."""
    return both(
        f"rotation.{_made(one)}",
        district=one.name,
        leaving=one.leaving or one.coming or both("rotation.nobody"),
        coming=one.coming or both("rotation.nobody"),
        holds=both(f"rotation.holds.{one.capacity or 'own'}"),
        on=one.on,
        of=one.of_order,
        by=one.by_order,
    )


def _made(one: MoveResult) -> str:
    if one.how == "called_off" and one.leaving and one.coming not in (None, one.leaving):
        return "called_off_another"
    if one.of_order is not None and one.how in ("moved", "called_off"):
        return f"{one.how}_of"
    if one.how not in ("new", "moved", "reinstated"):
        return one.how
    if one.coming is None:
        return "vacant"
    return one.how if one.leaving is not None else f"{one.how}_after_acting"


def displaced_told(one: MoveResult) -> list[Sentence]:
    """That somebody comes in the place of whom another order of the same day had brought, or whom
    the order itself named before.
    """
    if one.displaced is None:
        return []
    key = "rotation.named_before" if one.displaced.same else "rotation.displaced"
    name, number = one.displaced.name, one.displaced.number
    return [both(key, name=name, number=number, district=one.name, on=one.on)]


def acting_told(acting: Iterable[StillActing]) -> list[Sentence]:
    """Where somebody who moves goes on acting as Chief, a line each."""
    return [
        both(
            "rotation.still_acting",
            name=one.name, district=one.district, on=one.on,
            holds=both(f"rotation.holds.{one.capacity}"),
        )
        for one in acting
    ]  # fmt: skip


def leaves_told(left: Iterable[LeftOffice]) -> list[Sentence]:
    """What is left by who becomes Chief, a line each."""
    return [both("rotation.leaves", **vars(one)) for one in left]


def told_as(found: Iterable[RotationNotice]) -> list[Sentence]:
    """That a term which changed is a rotation, and where who moves by it goes on acting."""
    return [
        said
        for one in found
        for said in (
            both(f"rotation.told.{one.how}", district=one.name, on=one.on),
            *acting_told(one.acting),
        )
    ]


def would_follow(connection: Connection, one: WhatIf) -> Iterator[Sentence]:
    """What would follow in the district, a line each."""
    yield from displaced_told(one.rotated)
    yield from leaves_told(one.rotated.left)
    yield from acting_told(one.rotated.acting)
    for label in titles(connection, one.anew).values():
        yield both("rotation.what_if.anew", gate=label)
    for asked in one.answered_by:
        how = "opens" if asked.opens else "decides" if asked.may else "nobody_decides"
        key = f"{how}_nobody" if asked.opens and not asked.may else how
        may = joined(", ", asked.may)
        yield both(f"rotation.what_if.{key}", gate=asked.gate, coming=may)
    for number in one.orders:
        yield both("rotation.what_if.stands", number=number)
    for seat in one.to_amend:
        yield both("rotation.what_if.to_amend", seat=seat)
    yield from one.twice
    yield from _of_meetings(one)
    yield from (group.sentence for group in one.thinned)
    for ended in one.ends:
        yield both("rotation.what_if.ends", process=Term(f"process.{ended.process}"), on=ended.on)
    for begun in one.begins:
        yield both("rotation.what_if.begins", process=Term(f"process.{begun.process}"), on=begun.on)
    for other in one.elsewhere:
        process = Term(f"process.{other.process}")
        yield both(
            "rotation.what_if.begins_there", process=process, district=other.district, on=other.on
        )


def _of_meetings(one: WhatIf) -> Iterator[Sentence]:
    """The meetings that nobody leads, or who comes."""
    coming = one.rotated.coming
    for meeting in one.meetings:
        known = "agreed" if meeting.agreed else "due"
        if coming is None:
            yield both(f"rotation.what_if.meeting_in_gap.{known}", on=meeting.on)
        elif meeting.agreed:
            yield both("rotation.what_if.meeting_led", on=meeting.on, coming=coming)


def sample_name(one: WhatIf) -> str:
    """What the sample of an amending order is called as a file."""
    return f"{one.rotated.district}-appointment_order-sample.docx"


def chiefs(connection: Connection, areas: Collection[str], on: date) -> dict[str, Named]:
    """The Chief of each district within the areas on that day; a vacant one lacks."""
    found: dict[str, Named] = {}
    for one in holders_of_kinds(connection, {CHIEF}, areas, on):
        found.setdefault(one.area, one.name)
    return found


def vacant_chiefs(connection: Connection, areas: Collection[str], on: date) -> set[str]:
    """The districts whose Chief left, nobody being recorded after them."""
    refs = {f"{one}/{CHIEF}": one for one in areas}
    return {refs[one] for one in vacant_offices(connection, refs, on)}


def districts_and_chiefs(
    connection: Connection, areas: Collection[str], on: date
) -> list[dict[str, str]]:
    """A row of the workbook for every district within the areas, with its Chief of that day."""
    held, index = chiefs(connection, areas, on), areas_known(connection)
    districts = districts_within(connection, areas)
    return [
        {"district": _in_one_cell(one, index), "leaving": _in_thai(held.get(one.code))}
        for one in districts
    ]


def _in_thai(name: Named | None) -> str:
    return "" if name is None else name.th


def _in_one_cell(district: DistrictRow, index: AreaIndex) -> str:
    """The district's name, with its province where others are called the same."""
    name = district.name.th
    several = len(index.found(name, "district")) > 1
    return f"{name} {district.province_name.th}" if several else name


def namesakes_of_new(connection: Connection, order: TransferOrder) -> Iterator[Sentence]:
    """Who comes as somebody new, though others of that name are known under another title."""
    coming = {one.name_th: one.title_th for one in order.moves if one.name_th}
    for name, known in people_named(connection, coming).items():
        if any(one.name.th == f"{coming[name]}{name}" for one in known):
            continue
        for one in known:
            yield both("rotation.namesake", name=f"{coming[name]}{name}", known=one.name,
                       reference=one.ref)  # fmt: skip


@dataclass(frozen=True)
class ListedOverride:
    """A later order that moved or called off what an earlier one announced, in a district."""

    override: Override
    district: Named


def listed_overrides(connection: Connection, found: Sequence[Override]) -> list[ListedOverride]:
    """The later orders, with the names of their districts."""
    called = names(connection, {one.area for one in found})
    return [ListedOverride(one, called[one.area]) for one in found]


@dataclass(frozen=True)
class ListedRotation:
    """A rotation that stands: the district, the day, who leaves and who comes, by which paper."""

    event: EventRow
    district: Named
    leaving: Named | None
    coming: Named | None
    capacity: str
    acting: tuple[Named, ...]


def listed_rotations(
    connection: Connection, events: Sequence[EventRow], today: date
) -> Iterator[ListedRotation]:
    """The events of Chiefs, with the names that the terms give.

    `acting`: the districts in which who leaves acts as Chief today, or on a later day of the event.
    """
    terms = terms_of_offices(connection, {one.about for one in events})
    called = names(connection, {one.district for one in events})
    known = {
        event: next((one for one in rotations(terms[event.about]) if one.on == event.on), None)
        for event in events
    }
    acts = acting_terms(connection, {one.leaving for one in known.values() if one}, CHIEF)
    there = names(connection, {one.area for one in acts})
    for event, found in known.items():
        held = terms[event.about]
        comes = _comes(held, event.on, found)
        goes_on = beside(acts, event.about, event.on, max(event.on, today))
        yield ListedRotation(
            event,
            called[event.district],
            _name(held, found.leaving) if found else None,
            comes.name if comes else _name(held, found.coming) if found else None,
            comes.capacity if comes else OWN,
            tuple(there[one.area] for one in goes_on if found and one.person == found.leaving),
        )


def _comes(held: Sequence[HoldingRow], on: date, found: Rotation | None) -> HoldingRow | None:
    """Whose term begins with the rotation; also in their own right, who acted until then."""
    begin = [one for one in held if one.start == on]
    if found is None:
        return next((one for one in begin if one.capacity == OWN), None)
    return next((one for one in begin if one.person == found.coming), None)


def _name(held: Sequence[HoldingRow], person: int | None) -> Named | None:
    return next((one.name for one in held if one.person == person), None)
