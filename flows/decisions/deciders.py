"""Who decides and who records: an office's holder on the day, and a person with a part in it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from config.words import Named, Sentence, Term, both, written
from flows.decisions.refusals import (
    DidNotHoldOffice,
    MayNotRecord,
    OfficeMayNotDecide,
    OfficeVacant,
    UnknownOffice,
)
from flows.engine.decision import Decision
from flows.engine.gate import Gate, GateSubject
from registry.journal import EntryRow, GateRow, InstanceRow
from registry.queries.holdings import HoldingRow, holding
from registry.queries.office_holders import first_held
from registry.queries.office_terms import terms_asked
from registry.queries.offices import office, titles
from registry.queries.parts import parts_asked, person_with_parts_in
from registry.queries.people import PersonRow, person
from registry.queries.seats import office_of_seat
from registry.records.two_people import Confirming, FirstHand, refuse_one_person
from registry.rules.office_references import area_of_office
from registry.rules.rights import Subject, Verb, may
from registry.transaction import Write


def subject_of(
    connection: Connection,
    gate: Gate[Any],
    row: InstanceRow,
    asked: GateRow,
    on: date,
    kinds: Iterable[str],
) -> GateSubject:
    """Whom the gate is about; the office of its seat only where one of these kinds needs it.

    A replacement asks once, with no subject: the seat that it is about is its period.
    """
    key = asked.subject or row.period
    if not key or gate.own_seat.isdisjoint(kinds):
        return GateSubject(key)
    return GateSubject(key, office_of_seat(connection, row.district, key, on))


def decider(
    write: Write, gate: Gate[Any], row: InstanceRow, asked: GateRow, decision: Decision
) -> HoldingRow:
    """Who decided: the office's holder on the decided day, as known now.

    Raises UnknownOffice, OfficeMayNotDecide, OfficeVacant, DidNotHoldOffice.
    """
    typed, _, named = decision.by.partition("@")
    on, district = decision.decided_on, row.district
    refs = _refs(typed, district)
    held = first_held(write, refs, on)
    if not held:
        _refuse_vacant(write, refs[0], decision)
    ref = held[0].ref
    subject = subject_of(write.connection, gate, row, asked, on, {held[0].kind})
    able = gate.lets_decide(held[0].kind, ref, subject)
    if not able or not district.startswith(held[0].area):
        kinds = [
            Term(f"office.{kind}")
            for kind in gate.deciders
            if kind not in gate.own_seat or kind != held[0].kind
        ]
        raise OfficeMayNotDecide(
            field="by",
            office=titles(write.connection, [held[0].office])[held[0].office],
            gate=gate.label,
            offices=_joined(kinds),
        )
    if not named:
        return held[0]
    meant = person(write.connection, named, field="by")
    for one in held:
        if one.person == meant.id:
            return one
    office = Term(f"office.{held[0].kind}")
    raise DidNotHoldOffice(
        field="by", person=meant.name, office=office, on=on, then=who_held(held)
    )  # fmt: skip


def who_held(held: Sequence[HoldingRow]) -> Sentence:
    """Who held the office instead, and from which day; that nobody is recorded."""
    if not held:
        return both("decider.nobody_held")
    return both("decider.held", holder=held[0].name, since=held[0].since.named)


def read_both_people(write: Write, district: str, decision: Decision) -> None:
    """Read who decides and who records in one go where that waits once: on PostgreSQL."""
    if write.exclusive:
        return
    typed, _, _ = decision.by.partition("@")
    offices = terms_asked(_refs(typed, district)[0])
    write.of_people(offices, parts_asked(decision.recorded_by, write.today))


def _refs(typed: str, district: str) -> tuple[str, ...]:
    """The office as typed, or of the district or its province where only its kind was."""
    if area_of_office(typed).isdigit():
        return (typed,)
    return (f"{district}/{typed}", f"{district[:2]}/{typed}")


def _joined(terms: Sequence[Term]) -> Named:
    """Words as one list, in each language."""
    return Named(
        ", ".join(written(one, "th") for one in terms),
        ", ".join(written(one, "en") for one in terms),
    )


def _refuse_vacant(write: Write, ref: str, decision: Decision) -> None:
    found = office(write.connection, ref, decision.decided_on)
    if found is None:
        raise UnknownOffice(field="by", value=ref)
    raise OfficeVacant(field="by", office=found.called, on=decision.decided_on)


def recorder_at(write: Write, gate: Gate[Any], district: str, named: str) -> PersonRow:
    """The person who records, if they hold a part today that this gate lets record.

    Raises UnknownPerson or MayNotRecord.
    """
    recorder, parts = person_with_parts_in(write, named, write.today, field="recorded_by")
    if not may(parts, Verb.RECORD, Subject(district, gate.recorders), write.today):
        raise MayNotRecord(field="recorded_by", person=recorder.name, gate=gate.label)
    return recorder


def refuse_first_person(
    write: Write, gate: Gate[Any], asked: GateRow, held: HoldingRow, recorder: PersonRow
) -> None:
    """Refuse whoever is, or is tied to, the person that the gate wants another than.

    Raises SamePerson, CameByFirst, CameBySecond or CameByOne.
    """
    if asked.not_by is None:
        return
    confirming = Confirming(
        recorder.id,
        write.now,
        Verb.RECORD,
        Subject(asked.district_code, gate.recorders),
        decider=held.person,
        holding=held.holding,
    )
    refuse_one_person(write.connection, FirstHand(asked.not_by, asked.opened_at), confirming)


def decider_of_entry(write: Write, entry: EntryRow) -> HoldingRow:
    """Who decided, as the entry holds it: by the very holding that was found then."""
    return holding(write.connection, int(entry.body["holding"]))
