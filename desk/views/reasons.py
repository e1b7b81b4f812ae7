"""Why an instance stands where it stands: one sentence for each thing that it waits for.

Told from state alone: which gate, which office and holder, since when, how late, who may act
on what basis, and the one action that lets it go on.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from config.words import Sentence, Term, both
from desk.views.gate_reasons import gate_reasons
from desk.views.reason import Reason, make_reason, place_words
from desk.views.view import View
from flows.decisions.late_reports import still_to_do
from flows.decisions.refusals import UnknownInstance
from registry.journal import (
    EffectRow,
    InstanceRow,
    children,
    effects,
    instance,
    open_instance,
)
from registry.queries.instances import these_as_of

OWED = ("waiting", "claimed")


def why(view: View, instance_id: int, known: datetime | None = None) -> list[Reason]:
    """Why the instance stands, or stood, where it does. Raises UnknownInstance."""
    row = view.once(instance, instance_id)
    if row is None:
        raise UnknownInstance(field="instance", value=str(instance_id))
    past = view.is_past(known)
    if past:
        then = as_of_then(view, row, known)
        if then is None:
            return [_not_begun(view, row)]
        row = then
    at_gates = [*gate_reasons(view, row, known)]
    if row.status != "open":
        return [_ended(view, row), *at_gates]
    effects = () if past else _effects(view, row)
    found = [*at_gates, *effects, *_children(view, row, known)]
    return found or [_nothing_then(view, row) if past else _held(view, row)]


def as_of_then(view: View, row: InstanceRow, known: datetime | None) -> InstanceRow | None:
    """The instance as it stood on the day of the view; None where it had not begun.

    One of a committee that was never there is read as any other.
    """
    then = next((one for one in view.begun([row.district], known) if one.id == row.id), None)
    if then is None:
        then = next(iter(view.once(these_as_of, (row.id,), view.on, known)), None)
    if then is None:
        return None
    return replace(
        row,
        status=then.status,
        outcome=then.outcome,
        finished_on=then.ended_on,
        rows=None,
        gates=None,
    )


def reason_of_effect(view: View, row: InstanceRow, owed: EffectRow) -> Reason:
    """The reason that an effect not yet performed is."""
    label = both(f"effect.{owed.effect}")
    key = "why.effect_failed" if owed.status == "failed" else "why.effect"
    command = f"prasan advance {row.id}"
    sentence = both(key, **place_words(view, row), what=label, since=owed.on, command=command)
    return make_reason(
        view, "effect", row, owed.path, label, sentence, since=owed.on, command=command
    )


def incident_of(owed: EffectRow) -> tuple[int, str]:
    """The instance and path of the incident that asks about an effect that failed."""
    return owed.instance_id, f"!effect/{owed.path}"


def _effects(view: View, row: InstanceRow) -> Iterator[Reason]:
    for owed in effects(view.connection, row.id):
        if owed.status in OWED:
            yield reason_of_effect(view, row, owed)


def _children(view: View, row: InstanceRow, known: datetime | None) -> Iterator[Reason]:
    for path, child_id in view.once(children, row.id):
        child = view.once(instance, child_id)
        if child is None or child.started_on > view.on:
            continue
        label = view.called(child)
        for inner in why(view, child_id, known):
            sentence = both(
                "why.child", **place_words(view, row), child=label, number=child_id,
                inner=_unstopped(inner.sentence),
            )  # fmt: skip
            yield replace(
                inner,
                kind="child",
                instance=row.id,
                process=row.process,
                title=view.called(row),
                path=path,
                label=label,
                sentence=sentence,
            )


def _unstopped(said: Sentence) -> Sentence:
    return Sentence(said.th.rstrip("."), said.en.rstrip("."))


def _held(view: View, row: InstanceRow) -> Reason:
    """Held by an older revision, or by the one instance that has to end before its child begins."""
    declared = view.office.declared.processes
    if row.revision < declared[row.process].revision:
        return _held_for_revision(view, row)
    ahead = (
        open_instance(view.connection, one.key, row.district, row.period)
        for one in declared.values()
        if not one.joined and one.key != row.process
    )
    first = next((one for one in ahead if one is not None), None)
    return _held_for_revision(view, row) if first is None else _behind(view, row, first)


def _behind(view: View, row: InstanceRow, ahead: InstanceRow) -> Reason:
    label = both(f"process.{ahead.process}")
    sentence = both("why.behind", **place_words(view, row), child=label, number=ahead.id)
    return make_reason(view, "behind", row, "", label, sentence, since=ahead.started_on)


def _held_for_revision(view: View, row: InstanceRow) -> Reason:
    label = both("why.revision_label")
    return make_reason(
        view, "revision", row, "", label, both("why.revision", **place_words(view, row))
    )


def _not_begun(view: View, row: InstanceRow) -> Reason:
    return make_reason(
        view, "later", row, "", both("why.later_label"), both("why.later", **place_words(view, row))
    )


def _nothing_then(view: View, row: InstanceRow) -> Reason:
    label = both("why.nothing_label")
    return make_reason(
        view, "nothing", row, "", label, both("why.nothing_then", **place_words(view, row))
    )


def _ended(view: View, row: InstanceRow) -> Reason:
    if row.status == "stopped":
        left = None if view.is_past() else still_to_do(view.office.declared, view.connection, row)
        key = "why.stopped" if left is None else "why.stopped_year"
        said = both(key, **place_words(view, row), on=row.finished_on, left=left)
    else:
        outcome = Term(f"outcome.{row.outcome}")
        said = both("why.finished", **place_words(view, row), on=row.finished_on, outcome=outcome)
    return make_reason(view, row.status, row, "", both(f"status.instance.{row.status}"), said)
