"""A provincial directive starts the establishment in many districts (practice.md 5).

The letter is recorded in its province's chain, then each district is settled in a
transaction of its own. Entered again it finishes what was not begun, and creates nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection

from config.words import Named
from flows.directive.letter import Centre, Directive, Plan, held_against, recorded
from flows.engine.advance import advance, begin, resolve
from flows.engine.days import bring_to_date
from flows.engine.ending import STOPPED
from flows.engine.hearing import resolved_by
from flows.engine.installation import Installation
from flows.engine.replay import Event, EventKind, Wait
from flows.engine.run import replay
from flows.engine.typed_journal import journal_of
from flows.establishment.process import ESTABLISHMENT, EstablishmentStart, InformedBy
from flows.order.process import ORDER
from registry.journal import (
    InstanceRow,
    entries,
    instance_in,
    instances,
    journal,
    open_instance,
)
from registry.queries.directives import DirectiveOutcome, DirectiveRow, directive, settled_by
from registry.queries.instances import begun_after
from registry.queries.last_committees import last_committee
from registry.queries.orders import OrderRow, orders, orders_in_force
from registry.records.directives import NewDirective, add_scan, enter, settle
from registry.records.orders import of_earlier, register
from registry.records.rights import who_may
from registry.rules.directive_results import BEGUN, DirectiveResult
from registry.rules.order_facts import EarlierOrder
from registry.rules.order_numbers import OrderNumber
from registry.rules.rights import Verb
from registry.rules.thai import be_year, tidy
from registry.transaction import Write

EARLIER = "earlier"
PERIOD = ""  # an establishment is of no fiscal year


@dataclass(frozen=True)
class Outcome:
    """What comes of the letter in a district. `new` is false for what was settled before.

    `instance` is the one that began or was open, None for a committee (or in a preview).
    """

    district: str
    name: Named
    result: DirectiveResult
    instance: int | None
    new: bool


@dataclass(frozen=True)
class DirectiveRecord:
    """The letter as recorded, whether it had been entered before, and its outcomes."""

    directive: DirectiveRow
    entered_before: bool
    outcomes: tuple[Outcome, ...]


class _Situation(NamedTuple):
    """What a district is found to have, before anything is done."""

    result: DirectiveResult
    instance: int | None = None
    centre: Centre | None = None
    told: Mapping[int, Sequence[str]] = MappingProxyType({})  # the calls that it resolves there


def issue_directive(
    office: Installation, letter: Directive, *, recorded_by: str
) -> DirectiveRecord:
    """Record the letter and settle each of its districts.

    A district with a committee, or with an establishment at work, is left alone, but that a
    Chief who had put the question off is asked again; one with an old centre's order starts to
    replace it; every other starts with its Chief "informed".
    Work begins on the letter's own date. Refusals are raised before anything is written:
    UnknownProvinceCode, DistrictOfAnotherProvince, ActInFuture, DueTwice, DateNotAfter,
    EarlierNotMeant, LetterNumberUnreadable, OrderNumberInUse and those of order numbers,
    DirectiveOnAnotherDay, MayNot, UnknownPerson.
    """
    plan = held_against(office, letter)
    entered, entered_before = _entered(office, letter, plan, recorded_by)
    outcomes = [_settled(office, entered, plan, code, recorded_by) for code in plan.names]
    return DirectiveRecord(entered, entered_before, tuple(outcomes))


def preview_directive(office: Installation, letter: Directive) -> tuple[Outcome, ...]:
    """What would come of the letter in each district; nothing is written.

    Raises what `issue_directive` refuses of the letter itself.
    """
    plan = held_against(office, letter)
    with office.registry.reading() as connection:
        known = recorded(connection, letter, plan)
        before = {one.district: one for one in settled_by(connection, known.id)} if known else {}
        return tuple(
            _as_before(before[code], name)
            if code in before
            else _outcome(code, name, _found(office, connection, code, plan, _told_by(letter)))
            for code, name in plan.names.items()
        )


def _outcome(code: str, name: Named, found: _Situation) -> Outcome:
    return Outcome(code, name, found.result, found.instance, new=True)


def _as_before(settled: DirectiveOutcome, name: Named) -> Outcome:
    return Outcome(settled.district, name, settled.result, settled.instance, new=False)


def _entered(
    office: Installation, letter: Directive, plan: Plan, recorded_by: str
) -> tuple[DirectiveRow, bool]:
    """The letter as recorded, and whether it had been before; a scan that lacked is added."""
    with office.registry.writing(letter.province) as write:
        who = who_may(write, recorded_by, Verb.START, letter.province)
        known = recorded(write.connection, letter, plan)
        if known is None:
            letter_id = enter(write, _new(letter, plan), letter.scan, recorded_by=who.id)
        else:
            letter_id = known.id
            if letter.scan is not None and known.document is None:
                add_scan(
                    write, known.id, letter.province, known.dated, letter.scan, recorded_by=who.id
                )
        row = directive(write.connection, letter_id)
        assert row is not None  # noqa: S101 — it was just recorded
        return row, known is not None


def _new(letter: Directive, plan: Plan) -> NewDirective:
    return NewDirective(
        province_code=letter.province,
        number=plan.number,
        number_key=plan.key,
        year_be=be_year(letter.dated),
        dated=letter.dated,
        subject_th=letter.subject_th.strip(),
        signer=letter.signer.strip(),
        due_on=letter.due,
    )


def _settled(
    office: Installation, letter: DirectiveRow, plan: Plan, code: str, recorded_by: str
) -> Outcome:
    """Settle one district in its own transaction, unless it was settled before."""
    name = plan.names[code]
    with office.registry.writing(code) as write:
        before = [one for one in settled_by(write.connection, letter.id) if one.district == code]
        if before:
            return _as_before(before[0], name)
        who = who_may(write, recorded_by, Verb.START, code)
        bring_to_date(office, write, code)
        issued = _told_by(letter)
        found = _found(office, write.connection, code, plan, issued)
        instance = found.instance
        if found.result in BEGUN:
            instance = _begun(office, write, letter, code, found.centre, who.id)
        for number, resolved in found.told.items():
            if (at_work := instance_in(write, number)) is not None:
                resolve(office, write, at_work, issued, resolved, by=who.id)
        settle(write, letter.id, code, found.result, instance, recorded_by=who.id)
        return Outcome(code, name, found.result, instance, new=True)


def _told_by(letter: Directive | DirectiveRow) -> Event:
    """The letter, as an establishment at work is told of it."""
    number = tidy(letter.number)
    return Event(kind=EventKind.DIRECTIVE_ISSUED, on=letter.dated, about=number)


def _found(
    office: Installation, connection: Connection, code: str, plan: Plan, issued: Event
) -> _Situation:
    """What the district has: a committee, an establishment at work, an old centre, nothing.

    Every order in force but that of an old centre is a committee's (practice.md 5); one that
    was taken in without its paper is a committee too.
    """
    in_force = orders_in_force(connection, code, office.registry.today)
    if any(one.kind != EARLIER for one in in_force) or _taken_in(connection, code):
        return _Situation(DirectiveResult.HAS_COMMITTEE)
    at_work = open_instance(connection, ESTABLISHMENT.key, code, PERIOD)
    if at_work is not None:
        return _at_work(office, connection, at_work, issued)
    centre = _registered(in_force) or plan.centres.get(code)
    if centre is not None:
        return _Situation(DirectiveResult.REPLACE, centre=centre)
    return _Situation(DirectiveResult.STARTED)


def _at_work(
    office: Installation, connection: Connection, row: InstanceRow, issued: Event
) -> _Situation:
    """What the letter finds an establishment, and its order, to wait for."""
    order = open_instance(connection, ORDER.key, row.district, row.period)
    told = {
        one.id: resolved_by(issued, _waits(office, connection, one))
        for one in (row, order)
        if one is not None
    }
    result = DirectiveResult.REOPENED if any(told.values()) else DirectiveResult.ALREADY_OPEN
    return _Situation(result, row.id, told=told)


def _waits(office: Installation, connection: Connection, row: InstanceRow) -> list[Wait]:
    """The calls at which the instance waits today."""
    process = office.declared.processes[row.process]
    found = replay(process, journal_of(office, row, entries(connection, row.id)))
    return [one for one in found.waits if not _is_over(one, office.registry.today)]


def _is_over(wait: Wait, today: date) -> bool:
    return wait.last_day is not None and wait.last_day < today


def _taken_in(connection: Connection, code: str) -> bool:
    """Whether the committee of today was adopted, with an order in the registry or without."""
    ended = last_committee(connection, code)
    since = None if ended is None else begun_after(connection, ended.entry, ESTABLISHMENT.key)
    live = (
        one
        for one in instances(connection, district=code)
        if one.process == ESTABLISHMENT.key and one.status != STOPPED
        if since is None or one.id in since
    )
    starts = (entries(connection, one.id)[0].body["start"] for one in live)
    return any(EstablishmentStart.model_validate(start).adopted for start in starts)


def _registered(in_force: Sequence[OrderRow]) -> Centre | None:
    for one in in_force:
        order = EarlierOrder(
            heading_th=one.heading,
            number=one.full_number,
            dated=one.dated,
            subject_th=one.subject_th,
        )
        return Centre(order)
    return None


def _begun(
    office: Installation,
    write: Write,
    letter: DirectiveRow,
    code: str,
    centre: Centre | None,
    who: int,
) -> int:
    """Begin the establishment on the letter's date, with why in its first entry."""
    start = EstablishmentStart(
        district=code,
        directive=InformedBy(directive=letter.id, number=letter.number, dated=letter.dated),
        earlier=centre.order if centre else None,
        placed_at=centre.placed_at if centre else None,
    )
    process = office.declared.processes[ESTABLISHMENT.key]
    row = begin(write, process, code, PERIOD, start, letter.dated, who)
    if centre is not None and centre.number is not None:
        _register(write, code, centre.order, centre.number, journal(write, row)[0].id)
    advance(office, write, row)
    return row.id


def _register(
    write: Write, code: str, order: EarlierOrder, number: OrderNumber, entry_id: int
) -> None:
    """The old centre's order, which the letter found in force, is an order of the district.

    Where a later order is recorded it is not entered as in force: that one had ended it.
    """
    if any(one.dated.first >= order.dated.first for one in orders(write.connection, code)):
        return
    register(write, code, of_earlier(order, number), entry_id=entry_id)
