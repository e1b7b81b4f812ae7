"""Why an instance stands where it stands: one sentence for each thing that it waits for.

Told from state alone: which gate, which office and holder, since when, how late, who may act
on what basis, and the one action that lets it go on.
"""

import shlex
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection

from config.words import Named, Sentence, Term, Value, both
from desk.views.deciders import basis_of, deciders, only_asked
from desk.views.gate_titles import titles
from flows.decisions.deciders import subject_of
from flows.decisions.refusals import UnknownInstance
from flows.engine.installation import Installation
from flows.engine.instance_titles import InstanceTitles
from registry.journal import (
    EffectRow,
    GateRow,
    InstanceRow,
    children,
    effects,
    instance,
    open_gates,
    open_instance,
)
from registry.queries.areas import names as area_names
from registry.queries.gates import gates_that_waited
from registry.queries.instances import InstanceAsOf, instances_as_of
from registry.queries.seen_offices import Holder, OfficeSeen, held_by, offices_seen

OWED = ("waiting", "claimed")


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One thing that an instance waits for. `days_late` are working days; 0 is in time.

    `title` is what the instance is called. `kind` is gate, day, effect, child, behind (another
    that ends first), revision, finished or stopped; of an earlier day also later, where it had not
    begun, and nothing, where it waited for nobody. `command` is what is typed to let it go on,
    where one command does.
    """

    kind: str
    instance: int
    process: str
    district: str
    path: str
    gate: str | None = None
    label: Sentence
    office: str | None = None
    office_title: Named | None = None
    holders: tuple[Holder, ...] = ()
    since: date | None
    due: date | None
    days_late: int = 0
    title: Sentence
    command: str | None
    sentence: Sentence


@dataclass(frozen=True)
class View:
    """What reasons are told from: an office at work, a connection, the day of the view."""

    office: Installation
    connection: Connection
    on: date
    _names: dict[str, Named] = field(default_factory=dict, repr=False, compare=False)
    _begun: dict[object, list[InstanceAsOf]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def titles(self) -> InstanceTitles:
        """What instances are called."""
        return InstanceTitles(self.office.declared, self.connection)

    def district(self, code: str) -> Named:
        """The name of the district, read once."""
        if code not in self._names:
            self._names.update(area_names(self.connection, {code}))
        return self._names[code]

    def read_districts(self, codes: Collection[str]) -> None:
        """Read the names of several districts at once."""
        self._names.update(area_names(self.connection, set(codes) - self._names.keys()))

    def begun(
        self, districts: Collection[str], known: datetime | None = None
    ) -> list[InstanceAsOf]:
        """The instances of the districts that had begun by the day, oldest first; read once."""
        asked = (frozenset(districts), known)
        if asked not in self._begun:
            self._begun[asked] = instances_as_of(self.connection, districts, self.on, known)
        return self._begun[asked]

    def called(self, row: InstanceRow) -> Sentence:
        """What the instance is called."""
        return both(self.titles.title(row.id, row.process).key)

    def is_past(self, known: datetime | None) -> bool:
        """Whether it is told as of an earlier day, or as known at `known`."""
        return known is not None or self.on < self.office.registry.today

    def late(self, due: date | None) -> int:
        """Working days since `due`, 0 in time."""
        if due is None or due >= self.on:
            return 0
        return self.office.calendar.working_days_between(due, self.on)


def why(view: View, instance_id: int, known: datetime | None = None) -> list[Reason]:
    """Why the instance stands, or stood, where it does. Raises UnknownInstance."""
    row = instance(view.connection, instance_id)
    if row is None:
        raise UnknownInstance(field="instance", value=str(instance_id))
    past = view.is_past(known)
    if past:
        then = as_of_then(view, row, known)
        if then is None:
            return [_not_begun(view, row)]
        row = then
    at_gates = [*_gates(view, row, known)]
    if row.status != "open":
        return [_ended(view, row), *at_gates]
    effects = () if past else _effects(view, row)
    found = [*at_gates, *effects, *_children(view, row, known)]
    return found or [_nothing_then(view, row) if past else _held(view, row)]


def as_of_then(view: View, row: InstanceRow, known: datetime | None) -> InstanceRow | None:
    """The instance as it stood on the day of the view; None where it had not begun."""
    then = next((one for one in view.begun([row.district], known) if one.id == row.id), None)
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


def reason_of_gate(
    view: View, row: InstanceRow, gate: GateRow, offices: list[OfficeSeen], label: Sentence
) -> Reason:
    """The reason that an open gate, or a wait for a day, is; `label` is what it is called."""
    return _gate(view, row, gate, offices, label) if gate.gate else _day(view, row, gate, label)


def reason_of_effect(view: View, row: InstanceRow, owed: EffectRow) -> Reason:
    """The reason that an effect not yet performed is."""
    label = both(f"effect.{owed.effect}")
    key = "why.effect_failed" if owed.status == "failed" else "why.effect"
    command = f"prasan advance {row.id}"
    sentence = both(key, **_place(view, row), what=label, since=owed.on, command=command)
    return _reason(view, "effect", row, owed.path, label, sentence, since=owed.on, command=command)


def gates_at(view: View, instance_id: int, known: datetime | None) -> Sequence[GateRow]:
    """The gates and waits at which the instance stands, or stood."""
    if view.is_past(known):
        return gates_that_waited(view.connection, view.on, known, instance=instance_id)
    return open_gates(view.connection, instance_id=instance_id)


def _gates(view: View, row: InstanceRow, known: datetime | None) -> Iterator[Reason]:
    gates = gates_at(view, row.id, known)
    offices = offices_seen(view.connection, row.district, view.on, known) if gates else []
    called = titles(view.connection, gates)
    for gate in gates:
        yield reason_of_gate(view, row, gate, offices, called[gate.id])


def _gate(
    view: View, row: InstanceRow, gate: GateRow, offices: list[OfficeSeen], label: Sentence
) -> Reason:
    declared = view.office.declared.gates[gate.gate]
    able = deciders(
        declared,
        row.district,
        offices,
        only_asked(view.connection, gate),
        subject_of(view.connection, declared, row, gate, view.on, {one.kind for one in offices}),
    )
    first = able[0]
    late, command = view.late(gate.due_on), f"prasan decide {row.id} {typed(gate.path)}"
    if not any(one.holders for one in able):
        command = "prasan load FILE"
    sentence = both(
        "why.gate",
        **_place(view, row),
        gate=label,
        office=first.title,
        holder=held_by(first),
        since=gate.opened_on,
        late=lateness(gate, late),
        who=_who(able),
        action=_action(gate, able),
        command=command,
    )
    plain = _reason(
        view, "gate", row, gate.path, label, sentence,
        since=gate.opened_on, due=gate.due_on, command=command,
    )  # fmt: skip
    return replace(
        plain,
        gate=gate.gate,
        office=first.ref,
        office_title=first.title,
        holders=first.holders,
        days_late=late,
    )


def incident_of(owed: EffectRow) -> tuple[int, str]:
    """The instance and path of the incident that asks about an effect that failed."""
    return owed.instance_id, f"!effect/{owed.path}"


def typed(path: str) -> str:
    """A gate's path as it is typed: quoted where a shell would read more into it."""
    return shlex.quote(path) if set(path) & set("![]") else path


def lateness(gate: GateRow, late: int) -> Sentence:
    """By when the gate is due, and by how many working days it is late."""
    if gate.due_on is None:
        return both("why.no_due")
    if late == 1:
        return both("why.late_one", due=gate.due_on)
    if late:
        return both("why.late", days=late, due=gate.due_on)
    return both("why.in_time", due=gate.due_on)


def _who(able: tuple[OfficeSeen, ...]) -> Sentence:
    said = [basis_of(one, holder) for one in able for holder in one.holders]
    if not said:
        return both("why.nobody")
    return Sentence("; ".join(one.th for one in said), "; ".join(one.en for one in said))


def _action(gate: GateRow, able: tuple[OfficeSeen, ...]) -> Sentence:
    if not any(one.holders for one in able):
        return both("why.record_holder", office=able[0].title)
    action = both(f"gate.{gate.gate}.action")
    if gate.not_by is not None:
        action = both("why.by_another", action=_within(action))
    return _within(action)


def _within(action: Sentence) -> Sentence:
    """The imperative of a gate as a part of a sentence."""
    english = action.en.rstrip(".")
    return Sentence(action.th, english[:1].lower() + english[1:])


def _day(view: View, row: InstanceRow, gate: GateRow, label: Sentence) -> Reason:
    until = gate.until_on + timedelta(days=1) if gate.until_on else None
    passed = until is not None and until <= view.on
    sooner = (
        both("why.sooner", event=Term(f"event.{gate.unless.split(',')[0]}"))
        if gate.unless
        else both("why.not_sooner")
    )
    sentence = both(
        "why.day_passed" if passed else "why.day",
        **_place(view, row), what=label, since=gate.opened_on, until=until, sooner=sooner,
    )  # fmt: skip
    return _reason(
        view, "day", row, gate.path, label, sentence,
        since=gate.opened_on, due=until, command="prasan watch" if passed else None,
    )  # fmt: skip


def _effects(view: View, row: InstanceRow) -> Iterator[Reason]:
    for owed in effects(view.connection, row.id):
        if owed.status in OWED:
            yield reason_of_effect(view, row, owed)


def _children(view: View, row: InstanceRow, known: datetime | None) -> Iterator[Reason]:
    for path, child_id in children(view.connection, row.id):
        child = instance(view.connection, child_id)
        if child is None or child.started_on > view.on:
            continue
        label = view.called(child)
        for inner in why(view, child_id, known):
            sentence = both(
                "why.child", **_place(view, row), child=label, number=child_id,
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
    sentence = both("why.behind", **_place(view, row), child=label, number=ahead.id)
    return _reason(view, "behind", row, "", label, sentence, since=ahead.started_on)


def _held_for_revision(view: View, row: InstanceRow) -> Reason:
    label = both("why.revision_label")
    return _reason(view, "revision", row, "", label, both("why.revision", **_place(view, row)))


def _not_begun(view: View, row: InstanceRow) -> Reason:
    return _reason(
        view, "later", row, "", both("why.later_label"), both("why.later", **_place(view, row))
    )


def _nothing_then(view: View, row: InstanceRow) -> Reason:
    label = both("why.nothing_label")
    return _reason(view, "nothing", row, "", label, both("why.nothing_then", **_place(view, row)))


def _ended(view: View, row: InstanceRow) -> Reason:
    if row.status == "stopped":
        said = both("why.stopped", **_place(view, row), on=row.finished_on)
    else:
        outcome = Term(f"outcome.{row.outcome}")
        said = both("why.finished", **_place(view, row), on=row.finished_on, outcome=outcome)
    return _reason(view, row.status, row, "", both(f"status.instance.{row.status}"), said)


def _place(view: View, row: InstanceRow) -> dict[str, Value]:
    district = view.district(row.district)
    return {
        "district": district,
        "process": view.titles.title(row.id, row.process),
        "instance": row.id,
    }


def _reason(
    view: View,
    kind: str,
    row: InstanceRow,
    path: str,
    label: Sentence,
    sentence: Sentence,
    *,
    since: date | None = None,
    due: date | None = None,
    command: str | None = None,
) -> Reason:
    return Reason(
        kind=kind,
        instance=row.id,
        process=row.process,
        title=view.called(row),
        district=row.district,
        path=path,
        label=label,
        since=since or row.started_on,
        due=due,
        command=command,
        sentence=sentence,
    )
