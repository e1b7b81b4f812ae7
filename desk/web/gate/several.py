"""Gates of one kind that one paper answers: a row for each subject, what is shared once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from config.words import Sentence
from desk.views.form_fields import FormField
from desk.web.frame.asking import Asking
from desk.web.frame.places import gate_at, or_not_found
from desk.web.frame.typed_fields import TypedLists
from desk.web.gate.field_views import FieldView, shown
from desk.web.gate.gate_form import (
    BY,
    CLASSIFIED,
    DECIDED_ON,
    EVIDENCE,
    LET_THROUGH,
    DecisionReading,
    SentForm,
    wanted,
)
from desk.web.gate.sheets import GateSheet, sheet
from flows.engine.decision import Decision
from registry.journal import GateRow, open_gates
from registry.refusals import Refusal

ROW, TAKEN, PATH = "row", "taken", "path"
OF_THE_PAPER = frozenset({BY, DECIDED_ON, EVIDENCE, CLASSIFIED, LET_THROUGH})


@dataclass(frozen=True)
class SubjectRow:
    """A gate among several: the inputs of its own begin with `name`; `taken`: it is answered."""

    name: str
    sheet: GateSheet
    taken: bool

    @property
    def title(self) -> Sentence:
        """What the gate is called, with its subject."""
        return self.sheet.title

    def fields(self, typed: TypedLists) -> tuple[FieldView, ...]:
        """What is asked of this subject alone."""
        shared = shared_fields(self.sheet)
        own = (one for one in self.sheet.fields if one.name not in shared)
        return shown([_at(one, self.name) for one in own], typed)

    @property
    def proposal(self) -> TypedLists:
        """What its own fields begin with."""
        begun = self.sheet.proposal.items()
        shared = shared_fields(self.sheet)
        return {f"{self.name}.{k}": v for k, v in begun if k.partition(".")[0] not in shared}

    def input_of(self, field: str) -> str:
        """The input of a field of its answer."""
        first = field.partition(".")[0]
        is_shared = first in OF_THE_PAPER or first in shared_fields(self.sheet)
        return field if is_shared else f"{self.name}.{field}"


@dataclass(frozen=True)
class SubjectReading:
    """What a row says: its decision, or what keeps it from being one."""

    row: SubjectRow
    want: DecisionReading

    @property
    def problems(self) -> list[Refusal]:
        """What is wrong, each beside the input of the row, or of the paper."""
        found = list(self.want.problems)
        for one in found:
            one.field = self.row.input_of(one.field or "")
        return found

    @property
    def decision(self) -> Decision:
        """What it decides, where nothing is wrong."""
        if self.want.decision is None:
            msg = f"no decision: {self.problems}"
            raise LookupError(msg)
        return self.want.decision

    @property
    def inputs(self) -> dict[str, str]:
        """Which input each field of the answer is."""
        named = self.want.inputs
        return {field: self.row.input_of(name) for field, name in named.items()}


def shared_fields(seen: GateSheet) -> Collection[str]:
    """The fields that one paper answers for all subjects alike."""
    return seen.gate.form.in_bulk or ()


def answered_together(asking: Asking, instance: int, gate: str) -> list[GateRow]:
    """The open gates of that kind, where one paper may answer several of it."""
    return _in_bulk(asking, gate, asking.view.once(open_gates, instance_id=instance))


def gates_sent(asking: Asking, instance: int, gate: str, form: SentForm) -> list[GateRow]:
    """The gates of that kind that the form was made for, answered since or not."""
    found = [or_not_found(gate_at(asking.view, instance, one)) for one in paths_typed(form)]
    return _in_bulk(asking, gate, found)


def _in_bulk(asking: Asking, gate: str, gates: Sequence[GateRow]) -> list[GateRow]:
    """Those of that kind, where one paper may answer several of it."""
    kind = asking.office.declared.gates.get(gate)
    if kind is None or kind.form.in_bulk is None:
        return []
    return [one for one in gates if one.gate == gate and one.subject is not None]


def subject_rows(asking: Asking, gates: Sequence[GateRow], form: SentForm) -> list[SubjectRow]:
    """A row for each gate, with what was typed in it."""
    return [_row(asking, f"{ROW}.{place}", one, form) for place, one in enumerate(gates)]


def _row(asking: Asking, name: str, gate: GateRow, form: SentForm) -> SubjectRow:
    typed = typed_of(form.typed, name)
    seen = sheet(asking, gate, on=asking.today, so_far=typed)
    return SubjectRow(name, seen, form.said(f"{name}.{TAKEN}") == "yes")


def typed_of(typed: TypedLists, name: str) -> TypedLists:
    """What was typed for one row, its own inputs under the names of the form."""
    own, others = f"{name}.", f"{ROW}."
    return {
        key.removeprefix(own): values
        for key, values in typed.items()
        if key.startswith(own) or not key.startswith(others)
    }


def read_rows(asking: Asking, rows: Sequence[SubjectRow], form: SentForm) -> list[SubjectReading]:
    """The rows that are answered, each as a decision."""
    return [
        SubjectReading(
            one, wanted(asking, one.sheet, replace(form, typed=typed_of(form.typed, one.name)))
        )
        for one in rows
        if one.taken
    ]


def _at(one: FormField, name: str) -> FormField:
    """The field in its row; what it belongs to is there too."""
    when = (f"{name}.{one.when[0]}", one.when[1]) if one.when else None
    return replace(one.at(name), when=when)


def paths_typed(form: SentForm) -> list[str]:
    """The gates that the form was made for, in their order: others may have opened since."""
    count = sum(key.startswith(f"{ROW}.") and key.endswith(f".{PATH}") for key in form.typed)
    return [form.said(f"{ROW}.{place}.{PATH}") for place in range(count)]
