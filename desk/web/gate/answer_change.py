"""What a correction's form would change of the recorded answer, or all that is wrong with it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.views.answer_difference import NO_DIFFERENCE, AnswerDifference, difference
from desk.views.answer_names import known_of
from desk.views.answer_words import in_words
from desk.views.sight import OWN
from desk.web.frame.asking import Asking
from desk.web.frame.language import era
from desk.web.frame.problems import Problems, problems_of
from desk.web.gate.form_reading import FormReading, Reader
from desk.web.gate.further_refusals import refused_beside_correction
from desk.web.gate.gate_form import SentForm, unfit_in
from desk.web.gate.recorded_order import in_recorded_order
from desk.web.gate.sheets import GateSheet
from desk.web.gate.sight import sight_in
from flows.decisions.correct import Correction
from flows.decisions.refusals import ReasonMissing
from flows.engine.forms import parse
from registry.journal import EntryRow
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.redaction import is_redacted

WHY = "why"  # the reason of a correction: "reason" may be a field of the answer


@dataclass(frozen=True)
class AnswerChange:
    """The fields that would read otherwise, in words before and after; or what is wrong."""

    fields: dict[str, Json]
    said: AnswerDifference
    inputs: dict[str, str]
    problems: Problems


def wanted_correction(
    asking: Asking, seen: GateSheet, found: EntryRow, form: SentForm, fields: dict[str, Json]
) -> Correction:
    """The correction that the form asks for."""
    return Correction(
        seen.row.id, str(found.id), fields, reason=form.said(WHY), recorded_by=asking.who.ref,
        evidence=tuple(one.file for one in form.held),
    )  # fmt: skip


def answer_change(
    asking: Asking,
    seen: GateSheet,
    found: EntryRow,
    form: SentForm,
    now: dict[str, Any],
    beside: Sequence[Refusal],
) -> AnswerChange:
    """What the form would change; or all that is wrong with it, what is `beside` it too."""
    read = Reader(seen.gate, form.typed, era(asking), seen.seats, seen.ties).read(seen.fields)
    hidden = _not_shown(asking, seen, now)
    inputs = read.inputs if "reason" in seen.gate.form.model_fields else (
        read.inputs | {"reason": WHY}
    )  # fmt: skip
    whole = read.answer | {name: now[name] for name in hidden if name in now}
    if wrong := [*_unfit(seen, read, whole, hidden), *beside]:
        typed = wanted_correction(asking, seen, found, form, _otherwise(whole, now, hidden))
        wrong += refused_beside_correction(asking, typed, wrong, inputs)
        return AnswerChange({}, NO_DIFFERENCE, inputs, problems_of(asking, *wrong, names=inputs))
    said = in_recorded_order(seen.fields, _as_recorded(seen, whole), now)
    fields = _otherwise(said, now, hidden)
    known = known_of(asking.connection, seen.row, seen.rows, asking.today)
    old = {name: now.get(name) for name in fields}
    told = difference(in_words(seen.gate, old, OWN, known), in_words(seen.gate, fields, OWN, known))
    return AnswerChange(fields, told, inputs, ())


def _otherwise(
    said: Mapping[str, Json], now: Mapping[str, Json], hidden: Collection[str]
) -> dict[str, Json]:
    """The fields that the form shows and that read otherwise than they are recorded."""
    return {
        name: value for name, value in said.items()
        if name not in hidden and value != now.get(name)
    }  # fmt: skip


def _not_shown(asking: Asking, seen: GateSheet, now: dict[str, Any]) -> set[str]:
    """Fields that the form does not show: redacted, internal to the province, points of few."""
    untold = sight_in(asking, seen.row.district).kept_back(seen.gate, now)
    seats = set() if seen.has_seats else {"changes", "ask"}
    return {name for name, value in now.items() if is_redacted(value)} | {
        *untold, *seats
    }  # fmt: skip


def _unfit(
    seen: GateSheet, read: FormReading, whole: dict[str, Any], hidden: set[str]
) -> list[Refusal]:
    """All that is wrong with what was typed; of what the form does not show nothing is said."""
    if _is_redacted(whole):
        return [one for one in read.problems if one.field not in hidden]
    found = unfit_in(seen, replace(read, answer=whole))
    return [one for one in found if one.field not in hidden]


def reason_missing(form: SentForm) -> list[Refusal]:
    return [] if form.said(WHY).strip() else [ReasonMissing(field=WHY)]


def _as_recorded(seen: GateSheet, whole: dict[str, Any]) -> dict[str, Json]:
    """The answer as it would be recorded; where a field is redacted, as it was typed."""
    if _is_redacted(whole):
        return whole
    return parse(seen.gate, whole).model_dump(mode="json")


def _is_redacted(answer: dict[str, Any]) -> bool:
    return any(map(is_redacted, answer.values()))
