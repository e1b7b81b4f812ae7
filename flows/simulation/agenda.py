"""What is to come in a simulation, in the order of its days, and the dice that say so."""

import heapq
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from config.simulation import OfficeScript
from config.words import Named
from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.engine.replay import Process
from flows.simulation.dice import Dice
from registry.journal import GateRow
from registry.rules.calendar import WorkingCalendar

DAY = timedelta(days=1)
DAYS_OF_QUARTER = 91


class Transfer(NamedTuple):
    """A transfer order of a province, the simulation's so-and-so-manieth, and whose Chiefs move."""

    number: int
    moving: tuple[str, ...]


class Turn(NamedTuple):
    """Something to be recorded on a day: a start, a transfer order, or an answer at a gate.

    `told`: something that a committee tells beside its processes.
    """

    recorded_on: date
    number: int
    on: date
    district: str
    gate: GateRow | None = None
    tries: int = 0
    told: Process | None = None
    transfer: Transfer | None = None


@dataclass
class Agenda:
    """The turns of some districts, `mine`, of all that are simulated.

    What falls for a district is the same whoever else is simulated, and in whichever part.
    """

    script: OfficeScript
    districts: Mapping[str, Named]
    mine: Collection[str]
    seed: int
    first: date
    last: date
    calendar: WorkingCalendar
    _turns: list[Turn] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    _dice: dict[str, Dice] = field(default_factory=dict)

    def plan(self) -> None:
        """All that is known before the first day."""
        self._plan_starts()
        self._plan_transfers()
        self._plan_tellings()

    def dice(self, district: str) -> Dice:
        """The dice of a district, or of a province's transfer orders."""
        if district not in self._dice:
            self._dice[district] = Dice(self.seed, district, self.calendar)
        return self._dice[district]

    def put(
        self,
        recorded_on: date,
        on: date,
        district: str,
        gate: GateRow | None = None,
        *,
        tries: int = 0,
        told: Process | None = None,
        transfer: Transfer | None = None,
    ) -> None:
        """Put a turn behind those of its day."""
        number = next(self._numbers)
        turn = Turn(recorded_on, number, on, district, gate, tries, told, transfer)
        heapq.heappush(self._turns, turn)

    def until(self, day: date) -> Iterator[Turn]:
        """The turns up to the day, those too that come to it meanwhile."""
        while self._turns and self._turns[0].recorded_on <= day:
            yield heapq.heappop(self._turns)

    def _plan_starts(self) -> None:
        for district in self.mine:
            dice = self.dice(district)
            day = dice.workday(
                self.first + timedelta(days=dice.up_to(self.script.start_within_days))
            )
            self.put(day, day, district)

    def _plan_transfers(self) -> None:
        """The transfer orders of every province, numbered as they are entered; mine are kept."""
        provinces = {one[:2] for one in self.mine}
        numbers = itertools.count(1)
        for entered, on, province in self._transfer_days():
            dice, chance = self.dice(province), self.script.moves.chance
            there = (one for one in self.districts if one.startswith(province))
            moving = tuple(one for one in there if dice.falls(chance))
            if not moving:
                continue
            transfer = Transfer(next(numbers), moving)
            if province in provinces:
                self.put(entered, on, moving[0], transfer=transfer)

    def _transfer_days(self) -> list[tuple[date, date, str]]:
        """When each order is entered within these years, its day and its province."""
        moves, found = self.script.moves, []
        for province in sorted({one[:2] for one in self.districts}):
            for year in range(self.first.year, self.last.year + 1):
                for of_year in moves.days:
                    on = date.fromisoformat(f"{year}-{of_year}")
                    entered = on + timedelta(days=self.dice(province).days(moves.entered_after))
                    if self.first < min(on, entered) and entered <= self.last:
                        found.append((max(entered, self.first + DAY), on, province))
        return sorted(found, key=lambda one: one[0])

    def _plan_tellings(self) -> None:
        """The days of which each district tells what it did, and whom it was in touch with."""
        happened = self.script.happened
        often = ((ACTIVITY, happened.activities), (COORDINATION, happened.contacts))
        for begins in range(0, (self.last - self.first).days, DAYS_OF_QUARTER):
            for district in self.mine:
                for told, times in often:
                    for _ in range(self.dice(district).days(times)):
                        self._put_telling(district, self.first + timedelta(days=begins), told)

    def _put_telling(self, district: str, begins: date, told: Process) -> None:
        """It happened on some day of the quarter, and is recorded as late as any paper."""
        dice = self.dice(district)
        on = dice.workday(begins + timedelta(days=dice.up_to(DAYS_OF_QUARTER)))
        late = timedelta(days=dice.days(self.script.recording.days))
        self.put(on + late, on, district, told=told)
