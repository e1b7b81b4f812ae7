"""The demo: the districts of the case study entered by the verbs that people use.

The stories stand in config/demo/*.story.toml, the offices and people in *.load.toml. The
clock is moved from recording to recording, so that a committee of 2019 was recorded in
2019. Begun again after an interruption it goes on where it stopped.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, JsonValue, model_validator

from config.clock import MovedClock, moved_to
from config.settings import HERE
from config.shapes import Default
from config.words import Named, Sentence, Term, both
from flows.decisions.decide import Decision, decide
from flows.decisions.start import start
from flows.engine.installation import Installation
from flows.engine.perform import drain
from flows.village.made_up import record_made_up
from registry.journal import entries, instances, open_gates
from registry.queries.areas import names
from registry.records.filing import Upload
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.new_registry import make_registry
from registry.refusals import Refusal
from registry.store import Registry
from registry.transaction import lock_order

FOLDER = HERE / "demo"
SCAN = "scan.pdf"
PROCESS = "establishment"
DAYS_AGO = re.compile(r"days_ago=(\d+)")
Say = Callable[[int, int, Sentence], None]  # the step's number, of how many, what is done


class NotADemo(Refusal):
    """The registry is real, or a simulation."""


class Words(Default):
    """Words in both languages."""

    th: str
    en: str

    @property
    def named(self) -> Named:
        """As a value of a sentence."""
        return Named(self.th, self.en)


class Step(Default):
    """One thing that people did: without a gate, the establishment began.

    It happened `on` a day, or `days_ago` before the demo is made, and was recorded
    `recorded_after` days later. `seat` says which of several open gates of that key.
    """

    on: date | None = None
    days_ago: Annotated[int | None, Field(ge=1)] = None
    recorded_after: Annotated[int, Field(ge=0)] = 1
    gate: str | None = None
    seat: str = ""
    by: str = ""
    answer: dict[str, JsonValue] = Field(default_factory=dict)
    scan: bool = False

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if (self.on is None) == (self.days_ago is None):
            msg = "a step has either `on` or `days_ago`"
            raise ValueError(msg)
        return self


class Story(Default):
    """A district's steps; what the case study gives of it, and what is made up."""

    district: str
    given: Words
    made_up: Words
    steps: tuple[Step, ...]


class Turn(NamedTuple):
    """A step of a district on its day; `number` counts the district's decisions so far."""

    story: Story
    step: Step
    number: int
    on: date
    recorded_on: date


def stories(folder: Path = FOLDER) -> tuple[Story, ...]:
    """The shipped stories."""
    files = sorted(folder.glob("*.story.toml"))
    return tuple(Story.model_validate(_toml(file)) for file in files)


def people_of(area: str, folder: Path = FOLDER) -> LoadFile:
    """The offices and people of a province or district, in the form that `load` reads."""
    return LoadFile.model_validate(_toml(folder / f"{area}.load.toml"))


def _toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def turns(office: Installation, told: Sequence[Story]) -> list[Turn]:
    """All steps of all districts in the order in which they were recorded."""
    found = [turn for story in told for turn in _turns_of(office, story)]
    return sorted(found, key=lambda turn: turn.recorded_on)


def _turns_of(office: Installation, story: Story) -> Iterator[Turn]:
    today = office.registry.today
    for number, step in enumerate(story.steps):
        on = step.on or _worked_on(office, today, step.days_ago or 0)
        recorded_on = min(on + timedelta(days=step.recorded_after), today)
        yield Turn(story, step, number, on, recorded_on)


def _worked_on(office: Installation, today: date, days_ago: int) -> date:
    day = today - timedelta(days=days_ago)
    while not office.calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def demo_is_there(registry: Registry) -> bool:
    """Whether there is a demo already. Raises NotADemo where there is another registry."""
    if not registry.exists():
        return False
    registry.check()
    if registry.meta("kind") != "demo":
        raise NotADemo(url=registry.url.render_as_string(hide_password=True))
    return True


def make_demo(url: str, office_of: Callable[[Registry], Installation], say: Say) -> int:
    """Make the demo, or go on with one that was interrupted; answers how many steps it took.

    `office_of` opens an office over a registry. Raises NotADemo.
    """
    registry = Registry(url)
    told = stories()
    todo = turns(office_of(registry), told)
    there = demo_is_there(registry)
    made_on = registry.today
    registry.clock = clock = moved_to(todo[0].recorded_on)
    if not there:
        make_registry(registry, "demo")
    taken = Maker(office_of(registry), clock, made_on, say).make(todo)
    registry.dispose()
    return taken


@dataclass(frozen=True)
class Maker:
    """Makes the demo in an office whose clock it moves. `made_on` is the real today."""

    office: Installation
    clock: MovedClock
    made_on: date
    say: Say

    def make(self, todo: Sequence[Turn]) -> int:
        """Take all steps that were not taken yet; answers how many."""
        before = {turn.story.district: 0 for turn in todo}
        before |= {district: self.done(district) for district in before}
        left = [turn for turn in todo if turn.number >= before[turn.story.district]]
        with self.office.registry.reading() as session:
            places = names(session.connection(), set(before))
        for position, turn in enumerate(left, start=1):
            self.clock.move_to(turn.recorded_on)
            what = Term(f"gate.{turn.step.gate}" if turn.step.gate else "demo.started")
            place, total = places[turn.story.district], len(left)
            step = both(
                "demo.step", done=position, total=total, on=turn.on, district=place, what=what
            )
            self.say(position, total, step)
            self.take(turn)
        self.clock.move_to(self.made_on)
        for district in before:
            by = recorder_of(district)
            record_made_up(self.office, district, self.made_on, recorded_by=by)
        return len(left)

    def done(self, district: str) -> int:
        """How many of the district's steps are taken: its start and its decisions."""
        with self.office.registry.reading() as session:
            connection = session.connection()
            rows = instances(connection, district=district)
            journal = [entry for row in rows for entry in entries(connection, row.id)]
        return bool(rows) + sum(entry.kind == "decision" for entry in journal)

    def take(self, turn: Turn) -> None:
        """The step as people take it, and what the machine does after it."""
        if turn.step.gate is None:
            self.begin(turn)
        else:
            decide(self.office, self.decision(turn, turn.step.gate))
        for _ in drain(self.office):
            pass

    def begin(self, turn: Turn) -> None:
        """Load who is there, then start the process."""
        district = turn.story.district
        for area in (district[:2], district):
            file = people_of(area)
            with self.office.registry.writing(*sorted(file.areas(), key=lock_order)) as write:
                load(write, file, actor=None)
        start(self.office, PROCESS, district, on=turn.on, recorded_by=recorder_of(district))

    def decision(self, turn: Turn, gate: str) -> Decision:
        """The decision at the open gate that the step means, marked as made up."""
        story, step = turn.story, turn.step
        with self.office.registry.reading() as session:
            waits = open_gates(session.connection(), district=story.district)
        meant = next(one for one in waits if one.gate == gate and step.seat in one.path)
        mark = both("demo.made_up", made_up=story.made_up.named)
        return Decision(
            instance=meant.instance_id,
            gate=meant.path,
            by=step.by,
            decided_on=turn.on,
            answer=self.dated(step.answer),
            recorded_by=recorder_of(story.district),
            evidence=(scan(),) if step.scan else (),
            about=meant.about,
            reason=f"{mark.th} / {mark.en}",
        )

    def dated(self, value: JsonValue) -> JsonValue:
        """The answer with `days_ago=n` written as a day."""
        match value:
            case dict():
                return {key: self.dated(one) for key, one in value.items()}
            case list():
                return [self.dated(one) for one in value]
            case str() if found := DAYS_AGO.fullmatch(value):
                return _worked_on(self.office, self.made_on, int(found[1])).isoformat()
        return value


def recorder_of(district: str) -> str:
    """Who records the demo: the province's first coordinator."""
    return f"{district[:2]}.psdhs_coordinator.1"


def scan() -> Upload:
    """What stands for every scan: a page that says DEMO."""
    return Upload(SCAN, "application/pdf", (FOLDER / SCAN).read_bytes())
