"""What would follow from a transfer order, district by district: nothing is recorded.

Facts are gathered in a transaction that is undone; drafts are made of them afterwards.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from config.words import Named, Sentence
from flows.decisions.deciders import subject_of
from flows.decisions.left_offices import areas_left
from flows.decisions.offices_asked import deciders, only_asked
from flows.decisions.rehearsal import try_out
from flows.decisions.rotate import (
    MoveResult,
    areas_locked,
    record_order,
    who_comes,
    with_names_recorded,
)
from flows.decisions.transfer_checks import districts_of
from flows.engine.advance import advance
from flows.engine.days import tell_open
from flows.engine.gate_titles import titles
from flows.engine.installation import Installation
from flows.engine.instance_titles import InstanceTitles
from flows.engine.replay import EventKind
from flows.meeting.agreed_meetings import MeetingAhead, meetings_ahead
from flows.order.amendment import NoOrderInForce, in_place_of_leaver, order_at_work
from flows.order.effects import ORDER_KIND
from flows.papers.word_drafts import template_for
from registry.journal import (
    GateRow,
    InstanceRow,
    NewEntry,
    append,
    effects,
    open_gates,
    open_instances,
)
from registry.queries.areas import names
from registry.queries.committee_day import CommitteeDay
from registry.queries.events import events_of
from registry.queries.groups import ThinnedGroup, thinned_groups
from registry.queries.handover_facts import seats_by_name
from registry.queries.order_facts import amendment_facts, named_as_earlier
from registry.queries.orders import orders_in_force
from registry.queries.seats import seats
from registry.queries.seen_offices import offices_seen
from registry.records.transfer_form import NO_CELLS, Cells, TransferOrder
from registry.records.transfers import who_left
from registry.rules.district_offices import CHIEF
from registry.rules.effects import AmendmentArgs, MadePaper
from registry.rules.membership import double_seats
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.plain_values import Json
from registry.rules.seats import Seat
from registry.transaction import Write
from tasks.documents.rendering import draft_paper
from tasks.documents.template_mark import marked

SAMPLE = "paper.sample"  # stands at the head of what is stored nowhere


@dataclass(frozen=True)
class BegunProcess:
    """A process that began for the district, as it is called, and the day from which it counts."""

    process: str
    on: date


@dataclass(frozen=True)
class BegunInDistrict(BegunProcess):
    """A process that began in another district, where who comes leaves an office."""

    district: Named


@dataclass(frozen=True)
class AskedGate:
    """A gate as it stands on the day: its name, who may answer it, and whether it opens then."""

    gate: Sentence
    may: tuple[Named, ...]
    opens: bool


@dataclass(frozen=True)
class WhatIf:
    """What would follow in a district.

    `gates` are those of the Chief's office that stay open. `anew` are those that the rotation
    answers: the same is asked in another round, or a draft is made again. `opens` are those that
    open in their place. `answered_by` says of both, by the path, what each is called and who may
    answer it on the day; nobody where nobody holds an office that may. `orders` stand; seats that
    the leaving Chief holds by name are `to_amend`, and `amendment` is what the amending order would
    say. `meetings` lie on or after the day: in a vacancy nobody leads them. `thinned` are the
    groups that moves have left with few members. `twice` are the seats by name that who comes keeps
    beside the Chief's. `begins` is what the rotation itself begins: its handover, where a committee
    is at work or being established; `ends` is that of a rotation which does not happen on its day
    any more. `elsewhere` is what begins in other districts, whose office who comes leaves.
    """

    rotated: MoveResult
    gates: tuple[GateRow, ...]
    anew: tuple[GateRow, ...]
    orders: tuple[str, ...]
    to_amend: tuple[Named, ...]
    meetings: tuple[MeetingAhead, ...] = ()
    thinned: tuple[ThinnedGroup, ...] = ()
    begins: tuple[BegunProcess, ...] = ()
    ends: tuple[BegunProcess, ...] = ()
    elsewhere: tuple[BegunInDistrict, ...] = ()
    amendment: AppointmentOrderFacts | None = None
    twice: tuple[Sentence, ...] = ()
    opens: tuple[GateRow, ...] = ()
    answered_by: tuple[AskedGate, ...] = ()


def rotation_what_if(
    desk: Installation, order: TransferOrder, *, recorded_by: str, cells: Cells = NO_CELLS
) -> tuple[WhatIf, ...]:
    """What would follow from the order, district by district. Refuses as `rotate` does."""
    with desk.registry.reading() as connection:
        districts = districts_of(connection, order, cells)
    order = with_names_recorded(desk, order, districts)

    def do(write: Write) -> tuple[WhatIf, ...]:
        known = districts.values()
        others = {*write.districts} - {*known}
        before = {one: _asked_of_chief(desk, write, one) for one in known}
        begun = {one: _begun(desk, write, one) for one in (*known, *others)}
        opened = {one: _open_ids(write, one) for one in known}
        rotation = record_order(desk, write, order, districts, recorded_by, cells)
        for one in rotation.districts:
            _reach_the_day(desk, write, one, begun[one.district])
        elsewhere = [*_begun_elsewhere(desk, write, {one: begun[one] for one in others})]
        return tuple(
            replace(
                _what_if(
                    desk,
                    write,
                    one,
                    before[one.district],
                    begun[one.district],
                    opened[one.district],
                ),
                elsewhere=tuple(
                    other
                    for other in elsewhere
                    if other.district in {left.district for left in one.left}
                ),
            )
            for one in rotation.districts
        )

    with desk.registry.reading() as connection:
        left = areas_left(connection, who_comes(order, districts))
    return try_out(desk, areas_locked(desk, order, districts) | left, do)


def _begun_elsewhere(
    desk: Installation, write: Write, before: Mapping[str, Mapping[int, BegunProcess]]
) -> Iterator[BegunInDistrict]:
    """What began in these districts since then."""
    called = names(write.connection, {*before})
    for district, begun in before.items():
        for number, one in _begun(desk, write, district).items():
            if number not in begun:
                yield BegunInDistrict(one.process, one.on, called[district])


def _begun(desk: Installation, write: Write, district: str) -> dict[int, BegunProcess]:
    """What is open in the district, by the number of the instance."""
    found, called = open_instances(write, district), InstanceTitles(desk.declared, write.connection)
    return {
        one.id: BegunProcess(
            called.title(one.id, one.process).key.removeprefix("process."), one.started_on
        )
        for one in found
    }


def _asked_of_chief(desk: Installation, write: Write, district: str) -> list[GateRow]:
    """The open gates of the district at which its Chief decides."""
    gates = desk.declared.gates
    return [
        one
        for one in open_gates(write.connection, district=district)
        if one.gate in gates and CHIEF in gates[one.gate].deciders
    ]


def _open_ids(write: Write, district: str) -> set[int]:
    return {one.id for one in open_gates(write.connection, district=district)}


def _reach_the_day(
    desk: Installation, write: Write, rotated: MoveResult, begun: Mapping[int, BegunProcess]
) -> None:
    """Tell what had begun of the rotation as its day does, and make the drafts that follow.

    A draft stands for the one that is made in earnest: what is asked after it is asked here.
    """
    if rotated.on > write.today:
        for event in events_of(write.connection, rotated.district):
            if (event.kind, event.on) == (EventKind.CHIEF_ROTATED.value, rotated.on):
                tell_open(desk, write, event)
    for row in open_instances(write, rotated.district):
        if row.id in begun:
            _draft(desk, write, row, rotated.on)


def _draft(desk: Installation, write: Write, row: InstanceRow, on: date) -> None:
    papers = desk.declared.papers
    drafts = [
        one
        for one in effects(write.connection, row.id)
        if one.status == "waiting" and one.effect in papers
        if issubclass(papers[one.effect].effect.result, MadePaper)
    ]
    for one in drafts:
        paper = MadePaper(version=1, content_hash="").model_dump(mode="json")
        body: Json = {"value": paper, "effect": one.effect}
        append(write, row, NewEntry("effect", one.path, on, body, fingerprint=one.fingerprint))
    if drafts:
        advance(desk, write, row)


def _asked_gates(
    desk: Installation, write: Write, gates: Sequence[GateRow], opens: Collection[int], on: date
) -> Iterator[AskedGate]:
    """What each of the gates is called, and who may answer it on that day."""
    called = titles(desk.declared, write.connection, gates)
    rows = {row.id: row for one in gates for row in open_instances(write, one.district_code)}
    for one in gates:
        gate, row = desk.declared.gates[one.gate], rows[one.instance_id]
        offices = offices_seen(write.connection, one.district_code, on)
        kinds = {office.kind for office in offices}
        about = subject_of(write.connection, gate, row, one, on, kinds)
        only = only_asked(write.connection, one)
        able = deciders(gate, one.district_code, offices, only, about)
        people = dict.fromkeys(holder.name for office in able for holder in office.holders)
        yield AskedGate(called[one.id], tuple(people), one.id in opens)


def _what_if(
    desk: Installation,
    write: Write,
    rotated: MoveResult,
    before: list[GateRow],
    begun: Mapping[int, BegunProcess],
    opened: Collection[int],
) -> WhatIf:
    """What follows in work that had begun before: the handover begins with the order itself."""
    connection, district, on = write.connection, rotated.district, rotated.on
    goes_on = _begun(desk, write, district)
    asked = _asked_of_chief(desk, write, district)
    after = [one for one in asked if one.instance_id in begun and one.id in opened]
    still = {one.id for one in after}
    opens = [
        one
        for one in open_gates(connection, district=district)
        if one.id not in opened and one.instance_id in begun and one.gate in desk.declared.gates
    ]
    new = {one.id for one in opens}
    day = CommitteeDay(connection, district, on)
    named = [] if rotated.how == "called_off" else _named_seats(write, district, on)
    return WhatIf(
        rotated,
        gates=tuple(after),
        opens=tuple(opens),
        answered_by=tuple(_asked_gates(desk, write, [*after, *opens], new, on)),
        anew=tuple(one for one in before if one.id not in still and one.instance_id in goes_on),
        orders=tuple(one.full_number for one in orders_in_force(connection, district, on)),
        to_amend=tuple(Named(one.title_th, one.title_en) for one in named),
        meetings=tuple(meetings_ahead(connection, district, on, desk.declared.gates)),
        thinned=thinned_groups(day),
        begins=tuple(one for number, one in goes_on.items() if number not in begun),
        ends=tuple(one for number, one in begun.items() if number not in goes_on),
        amendment=_amendment(write, district, on) if named else None,
        twice=tuple(one.sentence for one in double_seats(day.seats, day.filled) if one.of_chief),
    )


def _named_seats(write: Write, district: str, on: date) -> list[Seat]:
    """The seats that bear the name of the Chief who leaves."""
    left = who_left(write, f"{district}/{CHIEF}", on)
    return seats_by_name(seats(write.connection, district, on), left.person) if left else []


def _amendment(write: Write, district: str, on: date) -> AppointmentOrderFacts | None:
    """The amending order as its first gate would propose it."""
    connection = write.connection
    try:
        earlier = named_as_earlier(order_at_work(connection, district, on))
    except NoOrderInForce:
        return None
    changes = in_place_of_leaver(connection, district, on)
    args = AmendmentArgs(district=district, kind="amend", earlier=earlier, changes=changes)
    return amendment_facts(connection, args, on).model_copy(
        update={"draft_version": 1, "draft_date": write.today}
    )


def sample_amendment(desk: Installation, connection: Connection, found: WhatIf) -> bytes | None:
    """The amending order as a Word file that is marked as a sample; None where none is needed."""
    facts = found.amendment
    if facts is None:
        return None
    template = template_for(connection, facts.district, ORDER_KIND, "th", found.rotated.on)
    paper = draft_paper(marked(template, SAMPLE), facts, emblem=desk.settings.emblem)
    return paper.content
