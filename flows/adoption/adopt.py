"""Adopt: take in a committee that is older than Prasan, from what its paper file holds.

One transaction under the locks of its district, province and the country. The committee
joins its process where it truly stands, dated the day of the adoption: nothing that lies
before it reminds, is escalated or counts as late (practice.md 2).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, both
from flows.adoption.committee_before import Adoption, taking_of
from flows.adoption.form_committee import FormCommittee, form_committee, refuse_meant_otherwise
from flows.adoption.form_misfits import refuse_misfits
from flows.decisions.authority import flag_outside_terms
from flows.decisions.days import refuse_future
from flows.decisions.left_offices import (
    Coming,
    LeftOffice,
    WhoComes,
    left_for_chief,
    offices_of_left,
    writing_where_left,
)
from flows.decisions.rotations import rotations_before, tell_rotations
from flows.decisions.start import refuse_unknown_district
from flows.decisions.withdraw import reason_given
from flows.engine.advance import advance, begin, stop_instance
from flows.engine.days import bring_to_date
from flows.engine.installation import Installation
from flows.engine.instance_start import start_of
from flows.establishment.process import ESTABLISHMENT, EstablishmentStart, Outcome, TakenIn
from registry.gazetteer import refuse_khet
from registry.journal import (
    InstanceRow,
    instance_in,
    instances,
    journal,
    open_gates,
    open_instance,
    save_instance,
)
from registry.queries.orders import orders_in_force
from registry.queries.people import UnknownPerson
from registry.queries.personal_terms import terms_of_person
from registry.queries.void_committees import ADOPTION_LINK
from registry.records.adoption import Taking, changes, claims, record
from registry.records.adoption_orders import first_of_prasan
from registry.records.adoption_people import known_person
from registry.records.adoption_rows import RawForm
from registry.records.filing import Upload
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.adoption import AdoptionChange, JoinsAt, count, true_step
from registry.rules.adoption_form import AdoptionForm
from registry.rules.adoption_gaps import Gap, gaps
from registry.rules.district_offices import CHIEF
from registry.rules.plain_values import Json
from registry.rules.rights import Verb
from registry.transaction import areas_of

PERIOD = ""  # an establishment is of no fiscal year
PHASES = {
    JoinsAt.INCEPTION: "inception",
    JoinsAt.CAPACITY: "capacity",
    JoinsAt.AT_WORK: "capacity",
}
BY_FORM = RawForm({})  # a form that came as one: its cells are named by sheet and row


class EstablishmentUnderWay(Refusal):
    """The district's committee is being established; adoption takes the place of that."""


class CommitteeOfPrasan(Refusal):
    """The order in force came out of Prasan itself: there is nothing older to take in."""


@dataclass(frozen=True)
class Preview:
    """What an adoption would write: its changes, what the file lacks, what to look at.

    `meant`: of which committee. `people` names those of the form whom the registry does not know
    yet, `leaves` the offices that somebody leaves by becoming Chief.
    """

    district: str
    meant: FormCommittee
    changes: tuple[AdoptionChange, ...]
    gaps: tuple[Gap, ...]
    warnings: tuple[Sentence, ...]
    people: tuple[str, ...]
    leaves: tuple[LeftOffice, ...] = field(default=(), kw_only=True)

    def count(self, state: str) -> int:
        """How many of the form's items are new, changed or unchanged."""
        return count(self.changes, state)


@dataclass(frozen=True)
class AdoptedCommittee(Preview):
    """What an adoption wrote, and the instance that the committee goes on in."""

    instance: int = 0
    waits_at: tuple[str, ...] = field(default=())


def preview(
    desk: Installation,
    district: str,
    form: AdoptionForm,
    *,
    recorded_by: str,
    uploads: Mapping[str, Upload] | None = None,
    cells: RawForm = BY_FORM,
) -> Preview:
    """What `adopt` would write; writes nothing. Raises what adopt raises of the form."""
    refuse_unknown_district(desk, district)
    refuse_khet(district, field="--district")
    # Under the locks, so that it says what adopt would say; nothing of it is written.
    with desk.registry.writing(*areas_of(district)) as write:
        taking = taking_of(write, district, form, uploads, 0, write.today)
        who_may(write, recorded_by, Verb.LOAD, district)
        refuse_misfits(taking, cells)
        return _preview(taking, changes(taking))


def adopt(
    desk: Installation,
    district: str,
    form: AdoptionForm,
    *,
    recorded_by: str,
    on: date | None = None,
    uploads: Mapping[str, Upload] | None = None,
    instead_of: int | None = None,
    reason: str = "",
    cells: RawForm = BY_FORM,
    looked_at: str | None = None,
) -> AdoptedCommittee:
    """Take the committee in, as of `on`. The same form again changes nothing.

    An establishment that is under way is stopped only where `instead_of` names it and
    `reason` says why. `uploads` are the scans by file name, attested by `recorded_by`.
    `looked_at` is the key of the committee that its preview was of, if anybody looked.

    Raises UnknownDistrictCode, KhetWithoutChief, MayNot, ActInFuture, FormUnfit (every misfit, by
    cell), CommitteeMeantOtherwise, EstablishmentUnderWay, CommitteeOfPrasan.
    """
    refuse_unknown_district(desk, district)
    refuse_khet(district, field="--district")
    if instead_of is not None:
        reason = reason_given(desk, reason)
    comes = _who_comes(district, form)
    with writing_where_left(desk.registry, areas_of(district), comes) as write:
        who = who_may(write, recorded_by, Verb.LOAD, district)
        since = on or write.today
        refuse_future(write, since)
        taking = taking_of(write, district, form, uploads, who.id, since)
        found = changes(taking)
        refuse_meant_otherwise(taking, found, looked_at)
        refuse_misfits(taking, cells)
        seen = _preview(taking, found)
        bring_to_date(desk, write, district)
        if count(found, "unchanged") < len(found):
            offices = {office for office, _ in claims(taking)}
            offices |= offices_of_left(write.connection, _coming(taking))
            before = rotations_before(write, offices)
            kept = record(taking, found)
            tell_rotations(desk, write, before, by=who.id)
            flagged = flag_outside_terms(desk, write, offices)
            body: Json = {"new": count(found, "new"), "changed": count(found, "changed"),
                          "kept": kept, "outside_terms": flagged}  # fmt: skip
            write.audit(district, ADOPTION_LINK, actor=who.id, body=body)
        row = _join(desk, taking, instead_of, reason)
        waits = tuple(one.path for one in open_gates(write.connection, instance_id=row.id))
        return AdoptedCommittee(**vars(seen), instance=row.id, waits_at=waits)


def _preview(taking: Adoption, found: Sequence[AdoptionChange]) -> Preview:
    return Preview(
        taking.district,
        form_committee(taking),
        tuple(found),
        tuple(gaps(taking.form, taking.write.today)),
        tuple(_warnings(taking)),
        tuple(_new_people(taking)),
        leaves=tuple(left_for_chief(taking.write.connection, _coming(taking))),
    )


def _coming(taking: Taking) -> Iterator[Coming]:
    """Who of those that are known becomes Chief by the form, and from which day."""
    for office, term in claims(taking):
        who = known_person(taking.write.connection, term.row)
        if who is not None and office == f"{taking.district}/{CHIEF}":
            yield Coming(office, who, term.start)


def _who_comes(district: str, form: AdoptionForm) -> WhoComes:
    """The same before anything is locked, whatever the days: more is locked than is left."""

    def coming(connection: Connection) -> Iterator[Coming]:
        for one in (*form.officers, *form.roster):
            try:
                who = known_person(connection, one) if one.named else None
            except UnknownPerson:  # told of by its cell
                continue
            for term in terms_of_person(connection, who) if who is not None else ():
                yield Coming(f"{district}/{CHIEF}", term.person, term.start)

    return coming


def _warnings(taking: Taking) -> Iterator[Sentence]:
    """What is taken although it is odd."""
    for one in taking.form.orders:
        if one.parsed is not None and one.parsed.suffix:
            yield both("adoption.inserted_number", number=str(one.number))


def _new_people(taking: Taking) -> list[str]:
    rows = (*taking.form.officers, *taking.form.roster)
    new = (f"{one.title or ''}{one.name}" for one in rows
           if one.named and known_person(taking.write.connection, one) is None)  # fmt: skip
    return list(dict.fromkeys(new))


def _join(desk: Installation, taking: Adoption, instead_of: int | None, reason: str) -> InstanceRow:
    """The instance that the committee goes on in: its own, or one begun at its true step."""
    write, district = taking.write, taking.district
    stands = true_step(taking.form, taking.since)
    known = open_instance(write.connection, ESTABLISHMENT.key, district, PERIOD)
    row = instance_in(write, known.id) if known is not None else _finished(taking)
    if row is None:
        return _begin(desk, taking, stands)
    rows = journal(write, row)
    start = start_of(rows, EstablishmentStart)
    if start.adopted is None:
        own = first_of_prasan(write, district, taking.since)
        if row.status != "open" or own is not None:
            raise CommitteeOfPrasan(field="--district", order=_orders_of(taking))
        if instead_of != row.id:
            raise EstablishmentUnderWay(field="--instead-of", instance=row.id, on=row.started_on)
        stop_instance(desk, write, row, reason, write.today, taking.by)
        return _begin(desk, taking, stands)
    decided = any(one.kind == "decision" for one in rows)
    if row.status == "open" and not decided and start.adopted != _taken_in(taking, stands):
        stop_instance(desk, write, row, "adopted_again", write.today, taking.by)
        return _begin(desk, taking, stands)
    return row


def _taken_in(taking: Taking, stands: JoinsAt) -> TakenIn:
    return TakenIn(
        order=taking.form.order.number,
        at_work=stands is not JoinsAt.INCEPTION,
        trained=stands is not JoinsAt.CAPACITY,
    )


def _finished(taking: Adoption) -> InstanceRow | None:
    """The establishment that led to the committee that has not ended, if one did."""
    write, before = taking.write, taking.before
    done = [
        one
        for one in instances(write.connection, district=taking.district)
        if one.process == ESTABLISHMENT.key
        and one.outcome == Outcome.ESTABLISHED
        and (before is None or one.id in before.since)
    ]
    return instance_in(write, done[-1].id) if done else None


def _orders_of(taking: Taking) -> str:
    in_force = orders_in_force(taking.write.connection, taking.district, taking.write.today)
    return ", ".join(one.full_number for one in in_force) or "-"


def _begin(desk: Installation, taking: Taking, stands: JoinsAt) -> InstanceRow:
    start = EstablishmentStart(district=taking.district, adopted=_taken_in(taking, stands))
    process = desk.declared.processes[ESTABLISHMENT.key]
    write = taking.write
    row = begin(write, process, taking.district, PERIOD, start, taking.on, taking.by)
    row.phase = PHASES[stands]
    save_instance(write, row)
    advance(desk, write, row)
    return row
