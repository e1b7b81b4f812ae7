"""The demo: the districts of the case study entered by the verbs that people use.

The stories stand in config/demo/*.story.toml, the offices and people in *.load.toml. The
clock is moved from recording to recording, so that a committee of 2019 was recorded in
2019. Begun again after an interruption it goes on where it stopped.

The committees at work then plan a fiscal year (*.year.toml): the newest one whose planning has
gone on for two months on the day on which the demo is made. No year opens before it, so that no
meeting is asked for that the case study does not tell of.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import JsonValue

from config.clock import Clock, MovedClock, bangkok_day, moved_to
from config.defaults import policy
from config.words import Sentence, Term, both
from flows.activity.coordination import COORDINATION
from flows.activity.gates import ACTIVITY_HELD, COORDINATION_MADE
from flows.activity.process import ACTIVITY
from flows.decisions.decide import Decision, decide
from flows.decisions.rotate import rotate
from flows.decisions.start import start
from flows.decisions.telling import tell
from flows.demo.stories import (
    FOLDER,
    Turn,
    day_before,
    last_working_day,
    people_of,
    phones,
    read_toml,
    recorder_of,
    scan,
    stories,
    turns,
    year_planned,
)
from flows.engine.days import sweep
from flows.engine.installation import Installation
from flows.engine.perform import drain
from flows.engine.read_marks import named_as_read
from flows.engine.replay import Process
from flows.village.demo_villages import record_made_up
from flows.year.opening import FIRST_YEAR, open_years
from flows.year.process import ANNUAL_CYCLE
from flows.year.study_figures import record_study_figures
from registry.journal import entries, instances, open_gates
from registry.queries.areas import names
from registry.queries.people import person
from registry.queries.settings import setting
from registry.records.load import load
from registry.records.new_registry import make_registry
from registry.records.province_values import set_setting
from registry.records.transfer_form import TransferOrder
from registry.refusals import Refusal
from registry.rules.year_days import opens_on
from registry.store import Registry

PROCESS = "establishment"
ROTATION, ROTATED = "rotation.toml", "5703"  # the transfer order, and whose Chief it moves
TOLD = {ACTIVITY_HELD.key: ACTIVITY, COORDINATION_MADE.key: COORDINATION}
DAYS_AGO = re.compile(r"days_ago=(\d+)")
OF_YEAR = re.compile(r"before_year=(\d\d-\d\d)")
Say = Callable[[int, int, Sentence], None]  # the step's number, of how many, what is done


class NotADemo(Refusal):
    """The registry is real, or a simulation."""


def demo_is_there(registry: Registry) -> bool:
    """Whether there is a demo already. Raises NotADemo where there is another registry."""
    if not registry.exists():
        return False
    registry.check()
    if registry.meta("kind") != "demo":
        raise NotADemo(url=registry.url.render_as_string(hide_password=True))
    return True


def make_demo(
    url: str,
    office_of: Callable[[Registry], Installation],
    say: Say,
    real_clock: Clock | None = None,
) -> int:
    """Make the demo, or go on with one that was interrupted; answers how many steps it took.

    `office_of` opens an office over a registry; `real_clock` is the machine's where none is given.
    Raises NotADemo.
    """
    registry = Registry(url, real_clock)
    told = stories()
    todo = turns(office_of(registry), told)
    there = demo_is_there(registry)
    made_at = registry.clock.now()
    registry.clock = clock = moved_to(todo[0].recorded_on)
    if not there:
        make_registry(registry, "demo")
    taken = Maker(office_of(registry), clock, made_at, say).make(todo)
    registry.dispose()
    return taken


@dataclass(frozen=True)
class Maker:
    """Makes the demo in an office whose clock it moves. `made_at` is the real now."""

    office: Installation
    clock: MovedClock
    made_at: datetime
    say: Say

    @property
    def made_on(self) -> date:
        """The real today."""
        return bangkok_day(self.made_at)

    def make(self, todo: Sequence[Turn]) -> int:
        """Take all steps that were not taken yet; answers how many."""
        before = {turn.story.district: 0 for turn in todo}
        before |= {district: self.done(district) for district in before}
        left = [turn for turn in todo if turn.number >= before[turn.story.district]]
        with self.office.registry.reading() as connection:
            places = names(connection, set(before))
        for position, turn in enumerate(left, start=1):
            self.move_to(turn.recorded_on)
            what = Term(f"gate.{turn.step.gate}" if turn.step.gate else "demo.started")
            place, total = places[turn.story.district], len(left)
            step = both(
                "demo.step", done=position, total=total, on=turn.on, district=place, what=what
            )
            self.say(position, total, step)
            self.take(turn)
        self.move_to(self.made_on)
        for district in before:
            by = recorder_of(district)
            record_made_up(self.office, district, self.made_on, recorded_by=by)
            record_study_figures(self.office, district)
        self.rotate_chief()
        return len(left)

    def rotate_chief(self) -> None:
        """A Chief moved the other day, by an order that was just entered: the handover is open."""
        order = TransferOrder.model_validate(self.dated(read_toml(FOLDER / ROTATION)))
        rotate(self.office, order, recorded_by=recorder_of(ROTATED))
        for _ in drain(self.office):
            pass

    def move_to(self, day: date) -> None:
        """The clock stands on that day; from the opening of the year on, what is due opens too."""
        opens = opens_on(policy().year, year_planned(self.made_on))
        if day >= opens and not self.has_years():
            self.clock.at = self.at_work_on(opens)
            self.choose_first_year(opens)
            self.go_on()
        if self.clock.now() < self.at_work_on(day):
            self.clock.at = self.at_work_on(day)
            if day >= opens:
                self.go_on()

    def at_work_on(self, day: date) -> datetime:
        """Nine o'clock of that day; of today no later than now, should it be made by night."""
        return min(moved_to(day).now(), self.made_at)

    def choose_first_year(self, opens: date) -> None:
        """No fiscal year opens before the one that is planned."""
        year = year_planned(self.made_on)
        provinces = {one.district[:2] for one in stories()}
        with self.office.registry.writing(*provinces) as write:
            for province in sorted(provinces):
                by_whom = person(write.connection, recorder_of(province), field="person").id
                set_setting(write, province, FIRST_YEAR, year, since=opens, by=by_whom)

    def has_years(self) -> bool:
        """Whether any fiscal year was opened."""
        with self.office.registry.reading() as connection:
            found = instances(connection)
        return any(one.process == ANNUAL_CYCLE.key for one in found)

    def go_on(self) -> None:
        """What the machine does of a day: what is due opens, what follows is performed."""
        sweep(self.office)
        open_years(self.office)
        for _ in drain(self.office):
            pass

    def done(self, district: str) -> int:
        """How many of the district's steps are taken: its start and its decisions."""
        with self.office.registry.reading() as connection:
            rows = instances(connection, district=district)
            journal = [entry for row in rows for entry in entries(connection, row.id)]
        return bool(rows) + sum(entry.kind == "decision" for entry in journal)

    def take(self, turn: Turn) -> None:
        """The step as people take it, and what the machine does after it."""
        if turn.step.gate is None:
            self.begin(turn)
        elif turn.step.gate in TOLD:
            self.tell(turn, TOLD[turn.step.gate])
        else:
            decide(self.office, self.decision(turn, turn.step.gate))
        for _ in drain(self.office):
            pass

    def begin(self, turn: Turn) -> None:
        """Load who is there and how their offices are called up, then start the process."""
        district = turn.story.district
        for area, of_whom in ((district[:2], "letters"), (district, "district_letters")):
            file, key = people_of(area), f"{of_whom}.phone"
            with self.office.registry.writing(*file.areas()) as write:
                load(write, file, actor=None)
                by = person(write.connection, recorder_of(district), field="person").id
                if setting(write.connection, area, key, turn.on) is None:
                    set_setting(write, area, key, phones()[area], since=turn.on, by=by)
        start(self.office, PROCESS, district, on=turn.on, recorded_by=recorder_of(district))

    def tell(self, turn: Turn, process: Process) -> None:
        """Something that happened, in a process of its own."""
        tell(self.office, process, turn.story.district, self.decision_at(turn, 0, "", None))

    def decision(self, turn: Turn, gate: str) -> Decision:
        """The decision at the open gate that the step means."""
        with self.office.registry.reading() as connection:
            waits = open_gates(connection, district=turn.story.district)
            meant = next(one for one in waits if one.gate == gate and turn.step.seat in one.path)
            about = named_as_read(self.office, connection, meant)
        return self.decision_at(turn, meant.instance_id, meant.path, about)

    def decision_at(self, turn: Turn, instance: int, path: str, about: str | None) -> Decision:
        """The step as a decision, marked as made up."""
        story, step = turn.story, turn.step
        mark = both("demo.made_up", made_up=story.made_up.named)
        return Decision(
            instance=instance,
            gate=path,
            by=step.by,
            decided_on=turn.on,
            answer=self.dated(step.answer),
            recorded_by=recorder_of(story.district),
            evidence=(scan(turn),) if step.scan else (),
            about=about,
            reason=mark.th,
        )

    def dated(self, value: JsonValue) -> JsonValue:
        """The answer with `days_ago=n` and `before_year=07-15` written as days."""
        match value:
            case dict():
                return {key: self.dated(one) for key, one in value.items()}
            case list():
                return [self.dated(one) for one in value]
            case str() if found := DAYS_AGO.fullmatch(value):
                day = self.made_on - timedelta(days=int(found[1]))
                return last_working_day(self.office, day).isoformat()
            case str() if found := OF_YEAR.fullmatch(value):
                day = day_before(year_planned(self.made_on), found[1])
                return last_working_day(self.office, day).isoformat()
        return value
