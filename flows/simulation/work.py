"""The work of a simulation, day by day: offices answer, Chiefs move, the machine does its part."""

import heapq
import itertools
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from config.clock import MovedClock
from config.simulation import OfficeScript, texts
from config.words import Named
from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.activity.telling import begin_telling
from flows.decisions.decide import Decision, decide
from flows.decisions.rotate import rotate
from flows.decisions.start import start
from flows.engine.days import sweep
from flows.engine.gate import Evidence
from flows.engine.installation import Installation
from flows.engine.perform import drain
from flows.engine.replay import Process
from flows.simulation.dice import Dice
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
from registry.seals import seal

ESTABLISHMENT = "establishment"
DAY = timedelta(days=1)
DAYS_OF_QUARTER = 91
Tell = Callable[[date, int, float], None]  # the day reached, decisions so far, seconds left


class Turn(NamedTuple):
    """Something to be recorded on a day: a start, a transfer order, or an answer at a gate.

    `told`: something that a committee tells beside its processes.
    """

    recorded_on: date
    number: int
    on: date
    district: str = ""
    gate: GateRow | None = None
    tries: int = 0
    told: Process | None = None


@dataclass
class Work:
    """A simulation at work: its districts by code and name, from its first day to its last."""

    office: Installation
    clock: MovedClock
    script: OfficeScript
    districts: dict[str, Named]
    seed: int
    first: date
    last: date
    tell: Tell
    decisions: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    unscripted: Counter[str] = field(default_factory=Counter)
    _agenda: list[Turn] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    _seen: set[int] = field(default_factory=set)
    _dice: dict[str, Dice] = field(default_factory=dict)
    _orders: int = 0

    def run(self) -> None:
        """Every day from the first to the last."""
        self._plan_starts()
        self._plan_moves()
        self._plan_tellings()
        begun, days = time.monotonic(), (self.last - self.first).days + 1
        for done in range(days):
            day = self.first + timedelta(days=done)
            self._live(day)
            if day.day == 1 and done:
                seal(self.office.registry)
                left = (time.monotonic() - begun) / done * (days - done)
                self.tell(day, self.decisions, left)

    def dice(self, district: str) -> Dice:
        """The dice of a district, or of a province's transfer orders."""
        if district not in self._dice:
            self._dice[district] = Dice(self.seed, district, self.office.calendar)
        return self._dice[district]

    def recorder(self, district: str, *, another: bool = False) -> str:
        """The coordinator who looks after the district, or another one of the province."""
        place = [*self.districts].index(district) + another
        return coordinator(district, 1 + place % self.script.coordinators)

    def _plan_starts(self) -> None:
        for district in self.districts:
            dice = self.dice(district)
            day = dice.workday(
                self.first + timedelta(days=dice.up_to(self.script.start_within_days))
            )
            self._put(day, day, district)

    def _plan_moves(self) -> None:
        """The days on which each province's Chiefs move, and when their order is entered."""
        moves = self.script.moves
        for province in sorted({one[:2] for one in self.districts}):
            for year in range(self.first.year, self.last.year + 1):
                for of_year in moves.days:
                    on = date.fromisoformat(f"{year}-{of_year}")
                    entered = on + timedelta(days=self.dice(province).days(moves.entered_after))
                    if self.first < min(on, entered):
                        self._put(max(entered, self.first + DAY), on, province)

    def _plan_tellings(self) -> None:
        """The days of which each district tells what it did, and whom it was in touch with."""
        happened = self.script.happened
        often = ((ACTIVITY, happened.activities), (COORDINATION, happened.contacts))
        for begins in range(0, (self.last - self.first).days, DAYS_OF_QUARTER):
            for district in self.districts:
                for told, times in often:
                    for _ in range(self.dice(district).days(times)):
                        self._put_telling(district, self.first + timedelta(days=begins), told)

    def _put_telling(self, district: str, begins: date, told: Process) -> None:
        """It happened on some day of the quarter, and is recorded as late as any paper."""
        dice = self.dice(district)
        on = dice.workday(begins + timedelta(days=dice.up_to(DAYS_OF_QUARTER)))
        late = timedelta(days=dice.days(self.script.recording.days))
        self._put(on + late, on, district, told=told)

    def _put(
        self,
        recorded_on: date,
        on: date,
        district: str,
        gate: GateRow | None = None,
        tries: int = 0,
        told: Process | None = None,
    ) -> None:
        turn = Turn(recorded_on, next(self._numbers), on, district, gate, tries, told)
        heapq.heappush(self._agenda, turn)

    def _live(self, day: date) -> None:
        self.clock.move_to(day)
        touched = self._sweep(day)
        while self._agenda and self._agenda[0].recorded_on <= day:
            turn = heapq.heappop(self._agenda)
            touched |= self._take(turn)
        if touched:
            for _ in drain(self.office):
                pass
            self._look(touched, day)

    def _sweep(self, day: date) -> set[str]:
        """What is due on the day comes about: lapses, events, years that open."""
        with self.office.registry.reading() as session:
            due = set(districts_due(session.connection(), day))
        if due:
            sweep(self.office)
        if day.day == 1 and open_years(self.office):
            due = set(self.districts)
        return due

    def _take(self, turn: Turn) -> set[str]:
        if turn.gate is not None:
            return {turn.district} if self._answer(turn, turn.gate) else set()
        if turn.told is not None:
            return {turn.district} if self._tell(turn, turn.told) else set()
        if len(turn.district) == len("57"):
            return self._move_chiefs(turn)
        recorder = self.recorder(turn.district)
        start(self.office, ESTABLISHMENT, turn.district, on=turn.on, recorded_by=recorder)
        return {turn.district}

    def _move_chiefs(self, turn: Turn) -> set[str]:
        dice, chance = self.dice(turn.district), self.script.moves.chance
        mine = [one for one in self.districts if one.startswith(turn.district)]
        moving = [one for one in mine if dice.falls(chance)]
        if not moving:
            return set()
        self._orders += 1
        named = [self.districts[one] for one in moving]
        order = TransferOrder(
            number=texts().number.format(number=self._orders),
            dated=min(turn.on, turn.recorded_on),
            on=turn.on,
            moves=newcomers(moving, named, self._orders),
        )
        rotate(self.office, order, recorded_by=self.recorder(moving[0]))
        return set(moving)

    def _tell(self, turn: Turn, told: Process) -> bool:
        """A committee at work tells of something; a district without an order has none."""
        with self.office.registry.reading() as session:
            if not orders_in_force(session.connection(), turn.district, turn.on):
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
        with self.office.registry.reading() as session:
            if not is_open(session.connection(), gate.id):
                return False  # what came meanwhile has closed it
            step = Step(
                self.office, session.connection(), gate, turn.on,
                self.dice(turn.district), self.script,
            )  # fmt: skip
            answer = scripted.says(step)
            recorder = self._who_records(turn, step, scripted)
        if answer is None:
            return False
        try:
            decide(self.office, self._decision(turn, gate, scripted, answer, recorder))
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
            gate.instance_id, gate.path, by, turn.on, answer, recorder, evidence, gate.about,
            reason=texts().said,
        )  # fmt: skip

    def _who_records(self, turn: Turn, step: Step, scripted: ScriptedStep) -> str:
        """The coordinator of the district, or its focal point once there is one."""
        district, asked = turn.district, self.office.declared.gates[step.gate.gate]
        if step.gate.not_by is not None:
            return self.recorder(district, another=True)
        if scripted.decider == PSDHS or "focal_point" not in asked.recorders:
            return self.recorder(district)
        by_coordinator = self.dice(district).falls(self.script.recording.by_coordinator)
        if by_coordinator or not step.has_focal_point():
            return self.recorder(district)
        return deputy(district)

    def _refuse(self, turn: Turn, gate: GateRow, refusal: Refusal) -> None:
        self.refused[f"{gate.gate}: {refusal.code}"] += 1
        if turn.tries + 1 < self.script.unlucky_tries:
            again = self.clock.now().date() + timedelta(days=self.script.again_after_days)
            self._put(again, again, turn.district, gate, turn.tries + 1)

    def _look(self, touched: Collection[str], day: date) -> None:
        """Each gate that has opened is given its day."""
        with self.office.registry.reading() as session:
            connection = session.connection()
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
        scripted, dice, script = SCRIPT[gate.gate], self.dice(gate.district_code), self.script
        soonest = max(gate.opened_on, self.first)
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
        self._put(max(on + late, day), on, gate.district_code, gate)
