"""Recordings of the standing gates: incidents, corrections of frozen papers, authority."""

from collections.abc import Mapping
from typing import Any

from flows.decisions.authority import check_authority, decision_read
from flows.decisions.confirmation import ActOfTwo
from flows.decisions.frozen import (
    check_correction,
    correction_read,
    warn_correction,
    write_correction,
)
from flows.decisions.merge import MERGE
from flows.decisions.redact import REDACTION
from flows.decisions.rename import RENAMING
from flows.engine.capability import Capability
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.misfit import need
from flows.engine.standing_gates import (
    GATES,
    AuthorityV1,
    CorrectionV1,
    Incident,
    IncidentV1,
)
from registry.journal import (
    effects,
    set_effect,
)
from registry.refusals import Refusal


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


ACTS_OF_TWO: Mapping[str, ActOfTwo[Any]] = {
    one.gate.key: one for one in (REDACTION, MERGE, RENAMING)
}
RECORDINGS: dict[type[Answer], Recording] = {
    IncidentV1: Recording(check_incident, write_incident),
    AuthorityV1: Recording(check_authority, reads=decision_read),
    CorrectionV1: Recording(
        check_correction, write_correction, warn_correction, reads=correction_read
    ),
    **{one.gate.form: one.recording for one in ACTS_OF_TWO.values()},
}


CAPABILITY = Capability("standing", gates=GATES, recordings=RECORDINGS)
