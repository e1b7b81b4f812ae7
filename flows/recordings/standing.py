"""Recordings of the standing gates: incidents, corrections of signed orders, authority."""

from datetime import date

from flows.advance import advance
from flows.anew import draft_anew, drafted
from flows.authority import check_authority
from flows.deciding import Deciding
from flows.declared import DRAFT_CAPACITY_PLAN, DRAFT_CERTIFIED_COPIES, DRAFT_MEETING_PAPERS
from flows.gates.misfit import need
from flows.gates.order import REGISTRATION, Confirmation, RegistrationV1
from flows.gates.standing import Incident, IncidentV1, Redacting
from flows.merge import merge_at_gate, refuse_answer
from flows.office import Recording
from flows.redact import PREFIX, carry_out, refuse_if_it_stops, waiting_request
from flows.withdraw import reopen, told_of
from registry.journal import (
    EntryRow,
    NewEntry,
    append,
    effects,
    entry,
    journal,
    set_effect,
    supersede,
)
from registry.queries.orders import order_of_entries
from registry.records.merges import answer_merge, lock_merges
from registry.records.orders import Registration, free_number, refuse_number_in_use, register
from registry.records.redactions import refuse
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.order_numbers import parse_order_number
from registry.rules.rights import Verb

CITING = {one.key for one in (DRAFT_CERTIFIED_COPIES, DRAFT_MEETING_PAPERS, DRAFT_CAPACITY_PLAN)}


class NotByHand(Refusal):
    """Only an effect can be done by hand; an error of the process is retried."""

    code = "not_by_hand"


def check_incident(deciding: Deciding) -> None:
    """Done by hand: of an effect, with what was done."""
    answer: IncidentV1 = deciding.answer
    if answer.result is Incident.DONE_BY_HAND:
        need(answer.by_hand, "by_hand", "result", answer.result)
        if failed_effect(deciding) is None or not deciding.evidence:
            raise NotByHand(field="result")


def failed_effect(deciding: Deciding) -> int | None:
    """The failed effect that the incident is about."""
    path = deciding.open.path.removeprefix("!effect/")
    failed = (
        one.id
        for one in effects(deciding.write.connection, deciding.instance.id)
        if one.path == path and one.status == "failed"
    )
    return next(failed, None)


def write_incident(deciding: Deciding, entry_id: int) -> None:
    """Retry: the effect waits again, or the process is advanced again after this."""
    answer: IncidentV1 = deciding.answer
    effect_id = failed_effect(deciding)
    if effect_id is None:
        return
    if answer.result is Incident.RETRY:
        set_effect(deciding.write, effect_id, status="waiting", attempts=0, last_error=None)
    if answer.result is Incident.DONE_BY_HAND:
        deciding.office.declared.by_hand(deciding, effect_id, entry_id)


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
        made = drafted(write, owner, *CITING)
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


def check_redaction(deciding: Deciding) -> None:
    """Who confirms may redact there themselves, and so may who records it."""
    asked = waiting_request(deciding.write.connection, request_number(deciding))
    for ref in dict.fromkeys((deciding.by.person_ref, deciding.recorder.ref)):
        who_may(deciding.write, ref, Verb.REDACT, asked.area)
    if deciding.answer.result is Redacting.CONFIRMED:
        refuse_if_it_stops(deciding.office, deciding.write.connection, asked.parts)


def request_number(deciding: Deciding) -> int:
    """The number of the request that the gate is about."""
    return int(deciding.open.path.removeprefix(PREFIX))


def write_redaction(deciding: Deciding, _entry_id: int) -> None:
    """Confirmed, it is taken out in this transaction; refused, nothing is."""
    asked = waiting_request(deciding.write.connection, request_number(deciding))
    if deciding.answer.result is Redacting.CONFIRMED:
        carry_out(deciding.office, deciding.write, asked, second=deciding.by.person)
    else:
        refuse(deciding.write, asked.area, asked.number, second=deciding.by.person)


def check_merge(deciding: Deciding) -> None:
    """Who agrees, and who records it, may do so there and is neither of the two."""
    lock_merges(deciding.write)
    asked = merge_at_gate(deciding.write.connection, deciding.open.path)
    people = dict.fromkeys((deciding.by.person_ref, deciding.recorder.ref))
    confirmed = deciding.answer.result is Confirmation.CONFIRMED
    refuse_answer(deciding.office, deciding.write, asked, *people, confirmed=confirmed)


def write_merge(deciding: Deciding, _entry_id: int) -> None:
    """Confirmed, the records are one, or two again; else they stay as they are."""
    confirmed = deciding.answer.result is Confirmation.CONFIRMED
    asked = merge_at_gate(deciding.write.connection, deciding.open.path)
    answer_merge(deciding.write, asked, second=deciding.by.person, confirmed=confirmed)


RECORDINGS: dict[str, Recording] = {
    "incident": Recording(check_incident, write_incident),
    "confirm_correction": Recording(check_correction, write_correction),
    "confirm_authority": Recording(check_authority),
    "confirm_redaction": Recording(check_redaction, write_redaction),
    "confirm_merge": Recording(check_merge, write_merge),
}
