"""Corrections of a signed order's number and date: confirmed by a second person."""

from datetime import date

from flows.decisions.withdraw import reopen, told_of
from flows.engine.advance import advance
from flows.engine.decision import Deciding
from flows.engine.fields import Confirmation
from flows.engine.gate import Answer
from flows.engine.office import Recording
from flows.engine.standing_gates import CorrectionV1
from flows.order.gates import REGISTRATION, RegistrationV1
from flows.papers.redrafts import draft_anew, drafted
from registry.journal import (
    EntryRow,
    NewEntry,
    append,
    entry,
    journal,
    supersede,
)
from registry.queries.orders import order_of_entries
from registry.records.orders import Registration, free_number, refuse_number_in_use, register
from registry.rules.order_numbers import parse_order_number


def check_correction(deciding: Deciding) -> None:
    """The corrected number must be free."""
    if deciding.answer.result is Confirmation.CONFIRMED:
        proposed = entry(deciding.write.connection, deciding.open.of_id or 0)
        answer = proposed_registration(proposed)
        old = order_of_entries(
            deciding.write.connection,
            {int(proposed.body["of"]), *_later(deciding, int(proposed.body["of"]))},
        )
        if old is not None:
            number = parse_order_number(answer.number, field="number", dated=answer.dated)
            refuse_number_in_use(deciding.write, old.district, old.heading, number, but=old.id)


def proposed_registration(proposed: EntryRow) -> RegistrationV1:
    """The registration as it is proposed; what was redacted of it reads so."""
    version = proposed.form_version or REGISTRATION.form_version
    return REGISTRATION.read(version, proposed.body["answer"])


def _later(deciding: Deciding, of: int) -> set[int]:
    """The corrections and confirmations that re-registered the order, and what confirmed it."""
    return {
        one.id for one in deciding.entries if one.of_id == of or one.gate == "confirm_as_signed"
    }


def write_correction(deciding: Deciding, _entry_id: int) -> None:
    """A new registration that points at the old; the wrong number is free again."""
    if deciding.answer.result is not Confirmation.CONFIRMED:
        return
    proposed = entry(deciding.write.connection, deciding.open.of_id or 0)
    of = int(proposed.body["of"])
    answer = proposed_registration(proposed)
    before = [e.id for e in deciding.entries if e.kind == "correction" and e.of_id == of]
    body = {"answer": proposed.body["answer"], "reason": proposed.body["reason"]}
    made = append(
        deciding.write,
        deciding.instance,
        NewEntry(
            "correction",
            proposed.path,
            answer.dated,
            body,
            gate="registration",
            form_version=1,
            recorded_by=proposed.recorded_by,
            of_id=of,
        ),
    )
    supersede(deciding.write, deciding.instance, before, by=made, reason="corrected")
    reregister(deciding, of, answer, made)
    cite_anew(deciding)


def cite_anew(deciding: Deciding) -> None:
    """The papers that cite the order by its number, where nobody has decided on them."""
    write = deciding.write
    for owner, _ in told_of(write, deciding.instance):
        made = drafted(write, owner, *deciding.office.declared.citing)
        if made:
            by = draft_anew(write, owner, made, "order_corrected")
            reopen(deciding.office, write, owner, journal(write, owner), by)
            advance(deciding.office, write, owner)


def reregister(deciding: Deciding, of: int, answer: RegistrationV1, entry_id: int) -> None:
    """Take the old registration back and enter the right one."""
    old = order_of_entries(deciding.write.connection, {of, *_later(deciding, of)})
    if old is None:
        return
    free_number(deciding.write, old)
    register(
        deciding.write,
        deciding.district,
        Registration(
            kind=old.kind,
            heading=old.heading,
            number=parse_order_number(answer.number, field="number", dated=answer.dated),
            dated=answer.dated,
            subject_th=old.subject_th,
            signer=signer_of(deciding, of),
            printed=old.printed,
            document=old.document,
            in_force_from=in_force_from(old.start, old.dated, answer.dated),
            corrects=old.id,
        ),
        entry_id=entry_id,
    )


def in_force_from(start: date, dated: date, corrected: date) -> date:
    """An order that came into force on its date does so on its corrected date."""
    return corrected if start == dated else start


def signer_of(deciding: Deciding, of: int) -> int:
    """The holding under which the order was signed."""
    return int(entry(deciding.write.connection, of).body["holding"])


RECORDINGS: dict[type[Answer], Recording] = {
    CorrectionV1: Recording(check_correction, write_correction),
}
