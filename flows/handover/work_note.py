"""The note by which smaller work is handed over: what is open, and its papers, on one page.

It is the same for a focal point, an agency's representative and a coordinator of the province
(papers-year-handover.md 3.6): the tables of open work and of papers, and who signs.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from config.words import Named, Sentence, both, known as is_known, written
from flows.classified_paper.register import register
from flows.engine.deciding_offices import FOCAL_POINT, PSDHS
from flows.engine.gate_titles import titles
from flows.engine.installation import Job
from flows.engine.paper import NewPaper, PapersOf
from flows.handover.answered_lessons import change_of
from flows.handover.effects import DRAFT_WORK_NOTE
from flows.handover.package_day import PackageDay
from flows.handover.package_late import asked_of
from flows.handover.package_papers import MINUTES
from flows.meeting.actions import asked_words, owner_titles
from flows.papers.letterhead import district_letterhead, paper_base, province_letterhead
from flows.plan.effects import ACTION_PLAN
from registry.journal import GateRow, instances_numbered
from registry.queries.handover_facts import last_quarter, who_leaves
from registry.queries.order_facts import signer_called
from registry.queries.people import person_of
from registry.queries.person_records import person_for
from registry.rules.calendar import quarter_ends
from registry.rules.excerpts import excerpt
from registry.rules.handover import HandoverOf, WorkNoteInputs
from registry.rules.order_facts import Signer
from registry.rules.papers.handover_package import HeldPapers, OpenWork, WorkNote
from registry.rules.papers.letter import Reference
from registry.rules.seats import SeatRole

NOTE = "work_note"
MOST_WORK, MOST_PAPERS = 6, 4
FIRST_KINDS = (ACTION_PLAN, MINUTES)  # after the orders in force
# Letters that two lines of the cell take: of what is open, of what is to be done, of who owns it.
WHAT_SIGNS, NEXT_SIGNS, OWNER_SIGNS = 46, 34, 26
ENDED = frozenset({"done", "cancelled"})
Words = Named | Sentence
Wanted = Callable[[str, date | None], bool]  # by the seat whose it is, and its day


class Passing(NamedTuple):
    """The work that passes: the district on the day, from whom to whom, by which handover."""

    at: PackageDay
    asked: WorkNoteInputs
    handover: int


class Open(NamedTuple):
    """Something that is open: what it is, how it stands, what is to be done, by when, by whom."""

    what: str
    state: Words
    next: Words
    due: date | None
    owner: Words


def work_note(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The note of the work as it stands, ahead of the day as of today, told late as of then."""
    asked = WorkNoteInputs.model_validate(job.inputs)
    on = asked.told or min(asked.on, job.on)
    at = PackageDay(connection, job.district, on, None, job.declared, entry=max(on, asked.on))
    found = [*OPEN_WORK[asked.of](Passing(at, asked, job.instance))]
    papers = [*_numbered(_papers(at))]
    leaves, comes = _signers(at, asked)
    facts = WorkNote(
        **paper_base(connection, job.district, at.on),
        draft_date=asked.told,
        of=asked.of,
        since=asked.on,
        written_at_th=_written_at(at, asked),
        ordered=_ordered(at, asked),
        leaver=leaves,
        successor=comes,
        work=tuple(_printed(place, one) for place, one in enumerate(found[:MOST_WORK], 1)),
        more_work=len(found[MOST_WORK:]),
        papers=tuple(papers[:MOST_PAPERS]),
        more_papers=sum(one.count for one in papers[MOST_PAPERS:]),
        classified=len(register(at.connection, (at.district,), at.on)),
    )
    yield NewPaper(NOTE, facts)


def _printed(number: int, one: Open) -> OpenWork:
    return OpenWork(
        number=number,
        what_th=excerpt(one.what, WHAT_SIGNS),
        state_th=one.state.th,
        next_th=excerpt(one.next.th, NEXT_SIGNS),
        due=one.due,
        owner_th=excerpt(one.owner.th, OWNER_SIGNS),
    )


def _of_focal_point(of: Passing) -> Iterator[Open]:
    """All that is open in the district but what waits for the province: whose it is, each says.

    What waits for people as the inbox has it, what meetings asked for, what the secretary's seat
    leads, and whatever else is past its day.
    """
    at, own = of.at, {one.key for one in of.at.seats if one.role is SeatRole.SECRETARY}
    others = {gate.asked_first for gate in at.gates.values()} - {*PSDHS}

    def followed(seat: str, due: date | None) -> bool:
        return seat in own or (due is not None and due < at.on)

    yield from _soonest((
        *_gates(of, others), *_actions(at, lambda _seat, _due: True), *_activities(at, followed),
        *_lessons(at, followed),
    ))  # fmt: skip


def _of_representative(of: Passing) -> Iterator[Open]:
    """What meetings asked of the seat, its activities of the year, its lessons."""
    at = of.at

    def own(seat: str, _due: date | None) -> bool:
        return seat == of.asked.seat

    yield from _soonest((*_actions(at, own), *_activities(at, own), *_lessons(at, own)))


def _of_coordinator(of: Passing) -> Iterator[Open]:
    """What waits for the province first, then what it follows in the district."""
    others = {gate.asked_first for gate in of.at.gates.values()} - {*PSDHS}
    yield from _soonest(_gates(of, PSDHS))
    yield from _soonest(_gates(of, others))


OPEN_WORK: Mapping[HandoverOf, Callable[[Passing], Iterator[Open]]] = {
    HandoverOf.FOCAL_POINT: _of_focal_point,
    HandoverOf.REPRESENTATIVE: _of_representative,
    HandoverOf.COORDINATOR: _of_coordinator,
}


def _soonest(found: Iterable[Open]) -> list[Open]:
    return sorted(found, key=lambda one: one.due or date.max)


def _gates(of: Passing, offices: Collection[str]) -> Iterator[Open]:
    """The gates that are first of all for one of these offices, but for those of this handover.

    Each bears its title of the inbox: of two lines of money each says which it is about.
    """
    at = of.at
    waiting = [
        one
        for one in at.waiting.gates
        if one.instance_id != of.handover and _asks(at, one, offices)
    ]
    known = instances_numbered(at.connection, {one.instance_id for one in waiting})
    processes = {one.id: one.process for one in known}
    at.instances.read(known)
    called = titles(at.declared, at.connection, waiting)
    for gate in waiting:
        late = gate.due_on is not None and gate.due_on < at.on
        process = at.instances.title(gate.instance_id, processes[gate.instance_id])
        yield Open(
            what=written(process, "th"),
            state=both("package.note.late" if late else "package.note.waits"),
            next=called[gate.id],
            due=gate.due_on,
            owner=_office(asked_of(at, gate.gate)),
        )


def _office(kind: str) -> Sentence:
    """Whose it is, as short as offices are called among each other."""
    short = f"package.owner.{kind}"
    return both(short if is_known(short) else f"office.{kind}")


def _asks(at: PackageDay, gate: GateRow, offices: Collection[str]) -> bool:
    declared = at.gates.get(gate.gate)
    return declared is not None and declared.asked_first in offices


def _called(at: PackageDay, seat: str) -> Words:
    titles = (Named(one.title_th, one.title_en) for one in at.seats if one.key == seat)
    return next(titles, None) or both("word.not_recorded")


def _actions(at: PackageDay, wanted: Wanted) -> Iterator[Open]:
    """What meetings asked for and is open."""
    own = [one for one in at.actions if wanted(one.owner, one.due_on)]
    words = asked_words(at.connection, [one.key for one in own], at.gates)
    owners = owner_titles(at.connection, at.seats, {one.owner for one in own}, at.on)
    for one in own:
        late = one.due_on is not None and one.due_on < at.on
        yield Open(
            what=words[one.key] or both("word.not_recorded").th,
            state=both("package.note.late" if late else "package.note.open"),
            next=both("package.note.report"),
            due=one.due_on,
            owner=owners[one.owner],
        )


def _activities(at: PackageDay, wanted: Wanted) -> Iterator[Open]:
    """The year's activities that have not ended, by the seats that lead them."""
    states = {one.row: one.state for one in sorted(at.progress, key=lambda one: one.quarter)}
    for row in at.planned:
        state, due = states.get(row.key), _ends(at, row.fact.quarters)
        if state not in ENDED and wanted(row.fact.lead, due):
            yield Open(
                what=row.called.th,
                state=both(f"choice.activity_state.{state}" if state else "word.not_recorded"),
                next=both("package.note.carry_out", year=at.year),
                due=due,
                owner=_called(at, row.fact.lead),
            )


def _ends(at: PackageDay, quarters: str) -> date | None:
    """The last day of the last quarter of an activity."""
    return quarter_ends(at.year, last_quarter(quarters)) if quarters else None


def _lessons(at: PackageDay, wanted: Wanted) -> Iterator[Open]:
    for one in at.lessons:
        if one.state == "open" and wanted(one.owner, one.due_on):
            what = change_of(at, one)
            yield Open(
                what, both("package.note.open"), both("package.note.act"), one.due_on,
                _called(at, one.owner),
            )  # fmt: skip


def _papers(at: PackageDay) -> Iterator[HeldPapers]:
    """The orders in force by their numbers, then the other papers that count, by kind.

    Plans and minutes stand before the rest, of which the kind of the newest is first.
    """
    issued = {one.document for one in at.orders}
    for order in sorted(at.orders, key=lambda one: one.start):
        called = both("package.note.order", heading=order.heading, number=order.full_number)
        yield HeldPapers(number=0, title_th=called.th, count=1, newest=order.document)
    kinds: dict[tuple[int, str], list[int]] = {}
    for one in reversed(at.papers.kept):
        if one.language == "th" and one.id not in issued:
            rank = FIRST_KINDS.index(one.kind) if one.kind in FIRST_KINDS else len(FIRST_KINDS)
            kinds.setdefault((rank, at.papers.called(one).th), []).append(one.id)
    for (_, title), own in sorted(kinds.items(), key=lambda one: one[0][0]):
        yield HeldPapers(number=0, title_th=title, count=len(own), newest=own[0])


def _numbered(found: Iterable[HeldPapers]) -> Iterator[HeldPapers]:
    for number, one in enumerate(found, 1):
        yield one.model_copy(update={"number": number})


def _written_at(at: PackageDay, asked: WorkNoteInputs) -> str | None:
    """Where the note is written: the house of whose work it is; an agency writes its own in."""
    match asked.of:
        case HandoverOf.REPRESENTATIVE:
            return None
        case HandoverOf.COORDINATOR:
            return province_letterhead(at.connection, at.district, at.on).office_th
        case _:
            return district_letterhead(at.connection, at.district, at.on).lines_th[0]


def _ordered(at: PackageDay, asked: WorkNoteInputs) -> Reference | None:
    """The order by which whoever comes holds the office; None where none is recorded."""
    held = at.holder_of(FOCAL_POINT) if asked.of is HandoverOf.FOCAL_POINT else None
    if held is None or held.basis_number is None:
        return None
    return Reference(number=held.basis_number, dated=held.basis_date)


def _signers(at: PackageDay, asked: WorkNoteInputs) -> tuple[Signer, Signer]:
    """Who hands over and who takes over, by the post that passes from one to the other."""
    post = _post(at, asked)
    if asked.of is HandoverOf.FOCAL_POINT:
        office = f"{at.district}/{FOCAL_POINT}"
        before, now = who_leaves(at.connection, office, asked.on), at.holder_of(FOCAL_POINT)
        pair = before.name if before else None, now.name if now else None
    else:
        pair = _called_now(at, asked.leaver), _called_now(at, asked.successor)
    return signer_called(pair[0], post), signer_called(pair[1], post)


def _called_now(at: PackageDay, recorded: int | None) -> Named | None:
    """The person's name, by the record that is kept where that one was merged since."""
    if recorded is None:
        return None
    return person_of(at.connection, person_for(at.connection, recorded)).name


def _post(at: PackageDay, asked: WorkNoteInputs) -> Words:
    match asked.of:
        case HandoverOf.REPRESENTATIVE:
            return _called(at, asked.seat or "")
        case HandoverOf.COORDINATOR:
            return both("package.note.coordinator", province=at.area.province_name)
        case _:
            return both("letters.focal_point", district=at.area.name)


NOTES = PapersOf(DRAFT_WORK_NOTE, work_note, {NOTE: WorkNote})
