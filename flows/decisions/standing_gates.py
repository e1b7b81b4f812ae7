"""Recordings of the standing gates: incidents, corrections of frozen papers, authority."""

from flows.decisions.authority import check_authority
from flows.decisions.frozen import check_correction, write_correction
from flows.decisions.merge import merge_at_gate, refuse_answer
from flows.decisions.redact import PREFIX, carry_out, refuse_if_it_stops, waiting_request
from flows.decisions.rename import refuse_answer as refuse_renaming, renaming_at_gate
from flows.engine.capability import Capability
from flows.engine.decision import Deciding
from flows.engine.fields import Confirmation
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.misfit import need
from flows.engine.standing_gates import (
    GATES,
    AuthorityV1,
    CorrectionV1,
    Incident,
    IncidentV1,
    MergeV1,
    Redacting,
    RedactionV1,
    RenamingV1,
)
from registry.journal import (
    effects,
    set_effect,
)
from registry.records.merges import answer_merge, lock_merges
from registry.records.redactions import refuse
from registry.records.renamings import answer_renaming
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.rights import Verb


class NotByHand(Refusal):
    """Only an effect can be done by hand; an error of the process is retried."""


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


def check_renaming(deciding: Deciding) -> None:
    """Who agrees, and who records it, may do so there; nobody renamed it by another way."""
    asked = renaming_at_gate(deciding.write.connection, deciding.open.path)
    people = dict.fromkeys((deciding.by.person_ref, deciding.recorder.ref))
    confirmed = deciding.answer.result is Confirmation.CONFIRMED
    refuse_renaming(deciding.office, deciding.write, asked, *people, confirmed=confirmed)


def write_renaming(deciding: Deciding, _entry_id: int) -> None:
    """Confirmed, it is called so; else it keeps its name."""
    confirmed = deciding.answer.result is Confirmation.CONFIRMED
    asked = renaming_at_gate(deciding.write.connection, deciding.open.path)
    answer_renaming(deciding.write, asked, second=deciding.by.person, confirmed=confirmed)


RECORDINGS: dict[type[Answer], Recording] = {
    IncidentV1: Recording(check_incident, write_incident),
    AuthorityV1: Recording(check_authority),
    CorrectionV1: Recording(check_correction, write_correction),
    RedactionV1: Recording(check_redaction, write_redaction),
    MergeV1: Recording(check_merge, write_merge),
    RenamingV1: Recording(check_renaming, write_renaming),
}


CAPABILITY = Capability("standing", gates=GATES, recordings=RECORDINGS)
