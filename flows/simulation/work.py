"""The work of a simulation, day by day: offices answer, Chiefs move, the machine does its part."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from config.clock import MovedClock
from config.simulation import OfficeScript, texts
from flows.decisions.decide import Decision, decide
from flows.decisions.rotate import rotate
from flows.decisions.start import start
from flows.decisions.telling import begin_telling
from flows.engine.days import sweep
from flows.engine.gate import Evidence
from flows.engine.installation import Installation
from flows.engine.perform import drain
from flows.engine.read_marks import named_as_read
from flows.engine.replay import Process
from flows.simulation.agenda import Agenda, Transfer, Turn
from flows.simulation.facts_only import scan
from flows.simulation.offices import PSDHS, SCRIPT, ScriptedStep
from flows.simulation.staff import coordinator, deputy, newcomers
from flows.simulation.step import Step
from flows.year.opening import open_years
from registry.journal import GateRow, gates_of, is_open, open_gates
from registry.queries.events import districts_due
from registry.queries.orders import orders_in_force
from registry.records.transfer_form import TransferOrder
from registry.refusals import Refusal
from registry.rules.plain_values import Json

ESTABLISHMENT = "establishment"


@dataclass
class Work:
    """A simulation at work: some districts, or all, from its first day to its last."""

    office: Installation
    clock: MovedClock
    script: OfficeScript
    agenda: Agenda
    decisions: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    unscripted: Counter[str] = field(default_factory=Counter)
    _seen: set[int] = field(default_factory=set)
    _answered: Counter[str] = field(default_factory=Counter)

    def months(self) -> Iterator[date]:
        """Every day from the first to the last, told after the first one of each month."""
        self.agenda.plan()
        first, last = self.agenda.first, self.agenda.last
        for done in range((last - first).days + 1):
            day = first + timedelta(days=done)
            self._live(day)
            if day.day == 1 and done:
                yield day

    def recorder(self, district: str, *, another: bool = False) -> str:
        """The coordinator who looks after the district, or another one of the province."""
        place = [*self.agenda.districts].index(district) + another
        return coordinator(district, 1 + place % self.script.coordinators)

    def _live(self, day: date) -> None:
        self.clock.move_to(day)
        touched = self._sweep(day)
        for turn in self.agenda.until(day):
            touched |= self._take(turn)
        if touched:
            for _ in drain(self.office, among=self.agenda.mine):
                pass
            self._look(touched, day)

    def _sweep(self, day: date) -> set[str]:
        """What is due on the day comes about: lapses, events, years that open."""
        with self.office.registry.reading() as connection:
            due = {*districts_due(connection, day)}.intersection(self.agenda.mine)
        if due:
            sweep(self.office, among=due)
        if day.day == 1 and open_years(self.office, among=self.agenda.mine):
            due = set(self.agenda.mine)
        return due

    def _take(self, turn: Turn) -> set[str]:
        if turn.gate is not None:
            return {turn.district} if self._answer(turn, turn.gate) else set()
        if turn.told is not None:
            return {turn.district} if self._tell(turn, turn.told) else set()
        if turn.transfer is not None:
            return self._move_chiefs(turn, turn.transfer)
        recorder = self.recorder(turn.district)
        start(self.office, ESTABLISHMENT, turn.district, on=turn.on, recorded_by=recorder)
        return {turn.district}

    def _move_chiefs(self, turn: Turn, transfer: Transfer) -> set[str]:
        named = [self.agenda.districts[one] for one in transfer.moving]
        order = TransferOrder(
            number=texts().number.format(number=transfer.number),
            dated=min(turn.on, turn.recorded_on),
            on=turn.on,
            moves=newcomers(transfer.moving, named, transfer.number),
        )
        rotate(self.office, order, recorded_by=self.recorder(turn.district))
        return set(transfer.moving)

    def _tell(self, turn: Turn, told: Process) -> bool:
        """A committee at work tells of something; a district without an order has none."""
        with self.office.registry.reading() as connection:
            if not orders_in_force(connection, turn.district, turn.on):
                return False
        recorder = self.recorder(turn.district)
        with self.office.registry.writing(turn.district) as write:
            row = begin_telling(self.office, write, told, turn.district, turn.on, recorder)
            (gate,) = gates_of(write, row)
        self._seen.add(gate.id)
        return self._answer(turn, gate)

    def _answer(self, turn: Turn, gate: GateRow) -> bool:
        """The office answers; what the registry refuses is tried again some days later."""
        scripted = SCRIPT[gate.gate]
        if gate.until_on is not None and turn.on > gate.until_on:
            return False  # the office comes too late: the step lapses
        self._answered[turn.district] += 1
        with self.office.registry.reading() as connection:
            if not is_open(connection, gate.id):
                return False  # what came meanwhile has closed it
            step = Step(
                self.office, connection, gate, turn.on,
                self.agenda.dice(turn.district), self.script, self._answered[turn.district],
            )  # fmt: skip
            answer = scripted.says(step)
            recorder = self._who_records(turn, step, scripted)
            about = named_as_read(self.office, connection, gate)
        if answer is None:
            return False
        try:
            made = self._decision(turn, gate, scripted, answer, recorder)
            decide(self.office, replace(made, about=about))
        except Refusal as refusal:
            self._refuse(turn, gate, refusal)
            return False
        self.decisions += 1
        return True

    def _decision(
        self, turn: Turn, gate: GateRow, scripted: ScriptedStep, answer: Json, recorder: str
    ) -> Decision:
        asked = self.office.declared.gates[gate.gate]
        by = recorder.replace(".", "/") if scripted.decider == PSDHS else scripted.decider
        with_scan = scripted.scanned or asked.evidence is Evidence.REQUIRED
        evidence = (scan(),) if with_scan else ()
        return Decision(
            gate.instance_id, gate.path, by, turn.on, answer, recorder, evidence,
            reason=texts().said,
        )  # fmt: skip

    def _who_records(self, turn: Turn, step: Step, scripted: ScriptedStep) -> str:
        """The coordinator of the district, or its focal point once there is one."""
        district, asked = turn.district, self.office.declared.gates[step.gate.gate]
        if step.gate.not_by is not None:
            return self.recorder(district, another=True)
        if scripted.decider == PSDHS or "focal_point" not in asked.recorders:
            return self.recorder(district)
        by_coordinator = self.agenda.dice(district).falls(self.script.recording.by_coordinator)
        if by_coordinator or not step.has_focal_point():
            return self.recorder(district)
        return deputy(district)

    def _refuse(self, turn: Turn, gate: GateRow, refusal: Refusal) -> None:
        self.refused[f"{gate.gate}: {refusal.code}"] += 1
        if turn.tries + 1 < self.script.unlucky_tries:
            again = self.clock.now().date() + timedelta(days=self.script.again_after_days)
            self.agenda.put(again, again, turn.district, gate, tries=turn.tries + 1)

    def _look(self, touched: Collection[str], day: date) -> None:
        """Each gate that has opened is given its day."""
        with self.office.registry.reading() as connection:
            for district in sorted(touched):
                for gate in open_gates(connection, district=district):
                    if not gate.gate or gate.id in self._seen:
                        continue
                    self._seen.add(gate.id)
                    if gate.gate in SCRIPT:
                        self._plan(gate, day)
                    else:
                        self.unscripted[gate.gate] += 1

    def _plan(self, gate: GateRow, day: date) -> None:
        """On which day the office answers, and when that is recorded."""
        scripted, dice, script = (
            SCRIPT[gate.gate],
            self.agenda.dice(gate.district_code),
            self.script,
        )
        soonest = max(gate.opened_on, self.agenda.first)
        towards = script.towards_due.get(gate.gate)
        if scripted.on_its_day and gate.due_on is not None:
            on = gate.due_on
        elif towards is not None and gate.due_on is not None:
            on = gate.due_on + timedelta(days=dice.days(towards))
        else:
            on = dice.working_days_after(soonest, dice.days(getattr(script.pace, scripted.office)))
        if dice.falls(script.absence.chance):
            on = dice.working_days_after(on, dice.days(script.absence.days))
        on = dice.workday(max(on, soonest))
        late = timedelta(days=dice.days(script.recording.days))
        self.agenda.put(max(on + late, day), on, gate.district_code, gate)
