"""Recordings of the withdrawal of an adoption: what was taken in stands no more."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, Term, both, say
from flows.decisions.authority import flag_outside_terms
from flows.decisions.frozen import refuse_if_frozen
from flows.decisions.resumption import go_on
from flows.decisions.rotations import rotations_before, tell_rotations
from flows.dissolution.adoption_withdrawal_gates import (
    AdoptionMistakenV1,
    ConfirmAdoptionWithdrawalV1,
)
from flows.engine.decision import Deciding
from flows.engine.ending import end_at_once, open_beside, reopen
from flows.engine.fields import Confirmation
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.instance_start import start_of
from flows.engine.read_marks import reads_answer
from flows.establishment.committee_at_work import NO_COMMITTEES
from flows.establishment.process import ESTABLISHMENT, EstablishmentStart
from registry.journal import (
    InstanceRow,
    entries_of_kind,
    instance,
    instance_in,
    instances,
    journal,
)
from registry.queries.instances import begun_after
from registry.queries.last_committees import LastCommittee, last_committee
from registry.queries.offices import office_refs
from registry.queries.orders import orders, orders_in_force
from registry.records.adoption_withdrawal import (
    TakenInSince,
    gave_way,
    offices_given_back,
    offices_left,
    take_back_adoption,
)
from registry.refusals import Refusal
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.transaction import Write


class NoCommitteeTakenIn(Refusal):
    """No committee of the district came in by adoption, or it has ended since."""


class OrderSinceAdoption(Refusal):
    """The committee has an order that was signed since it was taken in: it is no mistake."""


def refuse_without_adoption(write: Write, district: str) -> None:
    """Raises NoCommitteeTakenIn or OrderSinceAdoption, before anything is begun."""
    _refuse_unfit(write, district, "--district")


def _refuse_unfit(write: Write, district: str, field: str) -> None:
    in_force = orders_in_force(write.connection, district, write.today)
    if not any(one.entry is None and one.kind not in NO_COMMITTEES for one in in_force):
        raise NoCommitteeTakenIn(field=field)
    since = _since(last_committee(write.connection, district))
    for one in orders(write.connection, district):
        if one.entry is not None and one.kind != "earlier" and one.start >= since:
            raise OrderSinceAdoption(field=field, order=one.full_number, dated=one.dated.named)


def _since(last: LastCommittee | None) -> date:
    return date.min if last is None else last.on


def check_mistake(deciding: Deciding) -> None:
    """What was taken in stands, no order was signed since, and no paper of its work is frozen."""
    _refuse_resting(deciding, "mistake")


def _refuse_resting(deciding: Deciding, field: str) -> None:
    write = deciding.write
    _refuse_unfit(write, deciding.district, field)
    for row in _work_since(deciding):
        rows = journal(write, row)
        refuse_if_frozen(deciding.office, write, row, rows, {one.id for one in rows})


def _work_since(deciding: Deciding) -> list[InstanceRow]:
    """The instances of the district that were begun since the committee before it stopped."""
    connection, district = deciding.write.connection, deciding.district
    last = last_committee(connection, district, but=deciding.instance.id)
    found = instances(connection, district=district)
    before = (
        set()
        if last is None
        else {one.id for one in found} - {*begun_after(connection, last.entry)}
    )
    return [one for one in found if one.id not in before and one.id != deciding.instance.id]


def warn_mistake(deciding: Deciding) -> tuple[Sentence, ...]:
    """What is called off when the second person has confirmed it, and what goes on again."""
    connection, district = deciding.write.connection, deciding.district
    taken = TakenInSince(district, last_committee(connection, district))
    back = (instance(connection, one) for one in gave_way(connection, taken))
    told = (
        *(("warning.stops_with_adoption", row) for row in open_beside(deciding)),
        *(("warning.goes_on_without_adoption", row) for row in back if row is not None),
    )
    return tuple(
        both(key, process=Term(f"process.{row.process}"), instance=row.id) for key, row in told
    )


def check_confirmation(deciding: Deciding) -> None:
    """The same as when it was asked for."""
    if is_withdrawn(deciding.answer):
        _refuse_resting(deciding, "result")


def write_confirmation(deciding: Deciding, entry_id: int) -> None:
    """The committee was never there: what was taken in is superseded, its work is called off."""
    if not is_withdrawn(deciding.answer):
        return
    office, write, district = deciding.office, deciding.write, deciding.district
    last = last_committee(write.connection, district, but=deciding.instance.id)
    taken = TakenInSince(district, last)
    elsewhere = offices_left(write.connection, taken)
    offices = {one.ref for one in office_refs(write.connection, district, write.today)} | elsewhere
    before = rotations_before(
        write, {f"{district}/{CHIEF}", f"{district}/{FOCAL_POINT}", *elsewhere}
    )
    who, first = deciding.recorder.id, deciding.corrects is None
    for row in _finished(deciding) if first else ():
        reopen(write, row, by=entry_id, who=who)
    if first:
        end_at_once(
            office, write, open_beside(deciding), say("outcome.adoption_withdrawn", "th"),
            deciding.decided_on, by=who, cause=entry_id,
        )  # fmt: skip
    take_back_adoption(write, taken, entry_id=entry_id)
    tell_rotations(office, write, before, by=who)
    if first:
        _go_on(deciding, gave_way(write.connection, taken), entry_id)
    flag_outside_terms(office, write, offices)


def _go_on(deciding: Deciding, numbers: Sequence[int], entry_id: int) -> None:
    """What the adoption had stopped goes on where it stood."""
    write = deciding.write
    if numbers:
        ends = (entries_of_kind(write.connection, one, "end")[-1] for one in numbers)
        since = min(end.recorded_at for end in ends)
        go_on(
            deciding.office, write, deciding.district, numbers, since,
            by=entry_id, who=deciding.recorder.id,
        )  # fmt: skip


def offices_elsewhere(connection: Connection, district: str) -> set[str]:
    """The offices of other districts that were left for the Chief's who came by the adoption.

    Once the adoption is withdrawn, those whose terms stand again by that.
    """
    last = last_committee(connection, district)
    found = offices_left(connection, TakenInSince(district, last))
    if last is not None:
        found |= offices_given_back(connection, district, last.entry)
    return found


def is_withdrawn(answer: ConfirmAdoptionWithdrawalV1) -> bool:
    """Whether the adoption is withdrawn by it."""
    return answer.result is Confirmation.CONFIRMED


def _finished(deciding: Deciding) -> list[InstanceRow]:
    """The establishments in which the committee joined that have led to it already."""
    return [
        row
        for one in _work_since(deciding)
        if (one.process, one.status) == (ESTABLISHMENT.key, "finished")
        and (row := instance_in(deciding.write, one.id)) is not None
        and start_of(journal(deciding.write, row), EstablishmentStart).adopted is not None
    ]


RECORDINGS: dict[type[Answer], Recording] = {
    AdoptionMistakenV1: Recording(check_mistake, warn=warn_mistake),
    ConfirmAdoptionWithdrawalV1: Recording(
        check_confirmation,
        write_confirmation,
        ends=is_withdrawn,
        voids=True,
        reaches=offices_elsewhere,
        reads=reads_answer(AdoptionMistakenV1),
    ),
}
