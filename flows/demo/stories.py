"""The stories of the demo: the steps of its districts, and the days on which they were recorded."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, JsonValue, model_validator

from config.settings import HERE
from config.shapes import Default
from config.words import Named
from flows.engine.installation import Installation
from registry.records.filing import Upload
from registry.records.load_file import LoadFile
from registry.rules.calendar import fiscal_year
from registry.rules.thai import BUDDHIST_OFFSET

FOLDER = HERE / "demo"
SCAN = "scan.pdf"
AHEAD = timedelta(days=30)  # a plan is told of from September on, a month before its year


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

    It happened `on` a day, `days_ago` before the demo is made, or on a day ("07-15") of the
    calendar year before the fiscal year that is planned, and was recorded `recorded_after` days
    later. `seat` says which of several open gates of that key.
    """

    on: date | None = None
    days_ago: Annotated[int | None, Field(ge=1)] = None
    before_year: Annotated[str | None, Field(pattern=r"^\d\d-\d\d$")] = None
    recorded_after: Annotated[int, Field(ge=0)] = 1
    gate: str | None = None
    seat: str = ""
    by: str = ""
    answer: dict[str, JsonValue] = Field(default_factory=dict)
    scan: bool = False

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if sum(one is not None for one in (self.on, self.days_ago, self.before_year)) != 1:
            msg = "a step has one of `on`, `days_ago` and `before_year`"
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


def stories() -> tuple[Story, ...]:
    """The shipped stories."""
    return tuple(_story(file) for file in sorted(FOLDER.glob("*.story.toml")))


def _story(file: Path) -> Story:
    """The story of a district, and what it did in the fiscal year that is planned."""
    told, year = read_toml(file), file.with_name(file.name.replace(".story.", ".year."))
    later = read_toml(year)["steps"] if year.exists() else []
    return Story.model_validate({**told, "steps": [*told["steps"], *later]})


def year_planned(made_on: date) -> int:
    """The fiscal year that the committees of the demo plan, of the Buddhist era."""
    return fiscal_year(made_on + AHEAD)


def day_before(year: int, day: str) -> date:
    """That day ("07-15") of the calendar year in which the fiscal year begins."""
    return date.fromisoformat(f"{year - BUDDHIST_OFFSET - 1}-{day}")


def people_of(area: str, folder: Path = FOLDER) -> LoadFile:
    """The offices and people of a province or district, in the form that `load` reads."""
    return LoadFile.model_validate(read_toml(folder / f"{area}.load.toml"))


def phones() -> dict[str, str]:
    """The telephone of each area's office."""
    return {
        str(area): str(one) for area, one in read_toml(FOLDER / "phones.toml")["phones"].items()
    }


def read_toml(file: Path) -> dict[str, Any]:
    """What a file of the demo says."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def turns(office: Installation, told: Sequence[Story]) -> list[Turn]:
    """All steps of all districts in the order in which they were recorded."""
    found = [turn for story in told for turn in _turns_of(office, story)]
    return sorted(found, key=lambda turn: turn.recorded_on)


def _turns_of(office: Installation, story: Story) -> Iterator[Turn]:
    today = office.registry.today
    for number, step in enumerate(story.steps):
        on = step.on or last_working_day(office, _day_of(step, today))
        recorded_on = min(on + timedelta(days=step.recorded_after), today)
        yield Turn(story, step, number, on, recorded_on)


def _day_of(step: Step, today: date) -> date:
    if step.before_year is not None:
        return day_before(year_planned(today), step.before_year)
    return today - timedelta(days=step.days_ago or 0)


def last_working_day(office: Installation, day: date) -> date:
    """That day, or the last working day before it."""
    while not office.calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def recorder_of(district: str) -> str:
    """Who records the demo: the province's first coordinator."""
    return f"{district[:2]}.psdhs_coordinator.1"


def scan(turn: Turn) -> Upload:
    """What stands for every scan: a page that says DEMO.

    A comment behind the page says which: papers of their own have hashes of their own.
    """
    which = f"\n% DEMO {turn.story.district} {turn.step.gate} {turn.number} {turn.on}\n"
    return Upload(SCAN, "application/pdf", (FOLDER / SCAN).read_bytes() + which.encode())
