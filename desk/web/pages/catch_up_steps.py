"""The steps of a catch-up entry: carried by its form, rehearsed one after the other."""

from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, JsonValue as Json, TypeAdapter, ValidationError
from sqlalchemy import Connection

from config.words import Field as NamedField, Sentence, Term, Value, written
from desk.views.answer_words import in_words
from desk.views.gate_titles import titles
from desk.views.sight import OWN
from desk.web.frame.asking import Asking
from desk.web.frame.held_files import HeldFile, held_file
from desk.web.frame.places import LAST_NUMBER
from desk.web.frame.typed_fields import lists
from desk.web.gate.field_views import Typed
from desk.web.gate.gate_form import BY, DECIDED_ON, SentForm, deciders_shown, kept
from desk.web.gate.sheets import GateSheet, sheet
from flows.capabilities import GATES, STANDING
from flows.engine.decision import Decision
from flows.engine.gate_titles import key_of
from flows.engine.read_marks import read_first
from registry.journal import GateRow, children, instance, open_gates


class CatchUpStep(BaseModel):
    """A gate that was filled in: the decision, what was typed for it, what it says in words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    instance: int = Field(ge=1, le=LAST_NUMBER)
    gate: str
    by: str
    decided_on: date
    answer: Json
    about: str | None
    reason: str | None
    held: tuple[str, ...]
    classified: tuple[int, ...] = ()
    title: str
    typed: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...]


class UnfinishedStep(BaseModel):
    """A gate that was begun and is not among the steps: what was typed for it stays at hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    gate: str
    typed: tuple[tuple[str, str], ...]
    held: tuple[str, ...]

    @property
    def place(self) -> str:
        """The page of the gate."""
        number, _, path = self.gate.partition("/")
        return f"/instances/{number}/gates/{path}"

    @property
    def title(self) -> Value:
        """What people call the gate."""
        key = key_of(self.gate)
        return Term(f"gate.{key}") if key in GATES else self.gate


@dataclass(frozen=True)
class CatchUpEntry:
    """The steps so far, in order, and what was begun beside them."""

    steps: list[CatchUpStep] = field(default_factory=list)
    aside: list[UnfinishedStep] = field(default_factory=list)

    def with_step(self, step: CatchUpStep, gate: str) -> "CatchUpEntry":
        """One step more: its gate is no longer among what was left."""
        return CatchUpEntry([*self.steps, step], self.without(gate).aside)

    def without(self, gate: str) -> "CatchUpEntry":
        """Nothing is left at that gate."""
        return CatchUpEntry(self.steps, [one for one in self.aside if one.gate != gate])

    def with_aside(self, form: SentForm, gate: str) -> "CatchUpEntry":
        """The form of that gate is left as it stands now; an empty one is not kept."""
        others, typed = self.without(gate), kept(form.typed)
        said = any(text.strip() for name, text in typed if name not in (BY, DECIDED_ON))
        if not said and not form.held:
            return others
        held = tuple(one.token for one in form.held)
        left = UnfinishedStep(gate=gate, typed=tuple(typed), held=held)
        return CatchUpEntry(self.steps, [*others.aside, left])

    def begun(self, asking: Asking, gate: str) -> SentForm | None:
        """The form of that gate as it was left; None where it was not begun."""
        left = next((one for one in self.aside if one.gate == gate), None)
        return SentForm(lists(left.typed), held_of(asking, left)) if left else None


STEPS: TypeAdapter[list[CatchUpStep]] = TypeAdapter(list[CatchUpStep])
ASIDE: TypeAdapter[list[UnfinishedStep]] = TypeAdapter(list[UnfinishedStep])


@dataclass(frozen=True)
class OpenSteps:
    """The gates that are open after the steps so far, and the one to fill in next."""

    gates: tuple[tuple[str, Sentence], ...]
    next: GateSheet | None
    warnings: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class RehearsalView:
    """Looks at what is open for an instance and its children, inside a rehearsal."""

    asking: Asking
    instance: int
    chosen: str
    on: date
    so_far: Typed | None = None

    def __call__(self, connection: Connection) -> OpenSteps:
        declared = self.asking.office.declared
        numbers = [self.instance, *(number for _, number in children(connection, self.instance))]
        gates = [
            gate
            for number in numbers
            for gate in open_gates(connection, instance_id=number)
            if gate.gate and gate.gate not in STANDING and not read_first(declared, gate.gate)
        ]
        called = titles(connection, gates)
        named = tuple((gate_key(one), called[one.id]) for one in gates)
        meant = next((one for one in gates if gate_key(one) == self.chosen), None)
        meant = meant or next(iter(gates), None)
        return OpenSteps(named, self._sheet(connection, meant) if meant else None)

    def _sheet(self, connection: Connection, gate: GateRow) -> GateSheet:
        return sheet(self.asking, gate, on=self.on, so_far=self.so_far, within=connection)


def gate_key(gate: GateRow) -> str:
    """What the forms of the page call the gate: its instance and its path."""
    return f"{gate.instance_id}/{gate.path}"


def steps_sent(asking: Asking, district: str) -> list[CatchUpStep]:
    """The steps so far, as the form carries them; none where it was tampered with.

    A child that only the rehearsal begins has no row yet; of what stands, nothing is said here
    but of the district of the page.
    """
    try:
        steps = STEPS.validate_json(asking.typed.get("steps") or "[]")
    except ValidationError:
        return []
    numbers = {one.instance for one in steps}
    rows = [row for number in numbers if (row := instance(asking.connection, number))]
    return steps if all(row.district == district for row in rows) else []


def aside_sent(asking: Asking) -> list[UnfinishedStep]:
    """What was begun and left, as the form carries it; nothing where it was tampered with."""
    try:
        return ASIDE.validate_json(asking.typed.get("aside") or "[]")
    except ValidationError:
        return []


def step_of(asking: Asking, seen: GateSheet, form: SentForm, decision: Decision) -> CatchUpStep:
    language = asking.language
    answer = decision.answer if isinstance(decision.answer, dict) else {}
    by = next((d.label for d in deciders_shown(seen.able) if d.value == decision.by), decision.by)
    return CatchUpStep.model_validate(
        {
            "instance": seen.row.id,
            "gate": decision.gate,
            "by": decision.by,
            "decided_on": decision.decided_on,
            "answer": answer,
            "about": decision.about,
            "reason": decision.reason,
            "held": [one.token for one in form.held],
            "classified": decision.classified,
            "title": written(seen.title, language),
            "typed": kept(form.typed),
            "said": [
                (written(one.label, language), "; ".join(written(v, language) for v in one.values))
                for one in in_words(seen.gate, answer, OWN, seen.known)
            ] + [(written(NamedField(BY), language), written(by, language))],
        }
    )  # fmt: skip


def decision_of(asking: Asking, step: CatchUpStep) -> Decision:
    return Decision(
        instance=step.instance,
        gate=step.gate,
        by=step.by,
        decided_on=step.decided_on,
        answer=step.answer,
        recorded_by=asking.who.ref,
        evidence=tuple(one.file for one in held_of(asking, step)),
        about=step.about,
        reason=step.reason,
        classified=step.classified,
    )


def held_of(asking: Asking, step: CatchUpStep | UnfinishedStep) -> tuple[HeldFile, ...]:
    found = (held_file(asking, token) for token in step.held)
    return tuple(one for one in found if one is not None)
