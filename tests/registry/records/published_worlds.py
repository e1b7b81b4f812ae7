"""Random worlds: a year of several districts, what they report and correct, what leaves the house.

Of what leaves, only what people read is kept: no line of the guard is asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from config.audiences import Audience
from config.indicators import indicators
from flows.handover.package_facts import package_of
from registry.records.figures import NewFigure, record_figures
from registry.records.publishing import asked_for, publish_table
from registry.refusals import Refusal
from tests.builders import Desk, a_desk

YEAR, PROVINCE, INDICATOR = 2565, "57", "case_reports"
DISTRICTS = ("5701", "5702", "5703")
(_CHANNEL,) = [one for one in indicators().breakdowns if one.key == "channel"]
CHANNELS, USED = _CHANNEL.keys, 4  # the others are always reported as zero
OF_YEAR = 0
ENDS = {1: "2022-01-05", 2: "2022-04-05", 3: "2022-07-05", 4: "2022-10-05"}
TITLE = "Case reports received"


class Figure(NamedTuple):
    """A number that a district reported of a quarter, or of its year (`quarter` 0); a newer version
    of it is a correction.
    """

    district: str
    quarter: int
    part: str
    version: int


class Line(NamedTuple):
    """A number as it was read, None where a sign hides it: of which figures it is the sum."""

    of: frozenset[Figure]
    value: int | None


class Leaf(NamedTuple):
    """What left the house at once, and who reads it."""

    public: bool
    lines: tuple[Line, ...]


@dataclass
class World:
    """What is true, and what left the house."""

    desk: Desk
    random: Random
    most: int
    true: dict[Figure, int] = field(default_factory=dict)
    newest: dict[tuple[str, int, str], Figure] = field(default_factory=dict)
    wholes: list[tuple[Figure, tuple[Figure, ...]]] = field(default_factory=list)
    left: list[Leaf] = field(default_factory=list)
    years: list[tuple[Figure, tuple[Figure, ...]]] = field(default_factory=list)
    late: dict[tuple[str, int], Mapping[str, int]] = field(default_factory=dict)
    hidden: int = 0
    told: int = 0

    def report(self, district: str, quarter: int) -> None:
        """The numbers by channel, and their total."""
        self._record(district, quarter, self._counted())

    def report_year(self, district: str) -> None:
        """Those of the year as one figure; what its quarters came to is told later, or never."""
        quarters = {quarter: self._counted() for quarter in ENDS}
        parts = {one: sum(told[one] for told in quarters.values()) for one in ("", *CHANNELS)}
        self._record(district, OF_YEAR, parts)
        self.late |= {(district, quarter): told for quarter, told in quarters.items()}
        for one in parts:
            own = tuple(Figure(district, quarter, one, 0) for quarter in quarters)
            self.true |= {each: quarters[each.quarter][one] for each in own}
            self.years.append((self.newest[district, OF_YEAR, one], own))

    def report_late(self, district: str, quarter: int) -> None:
        """A quarter of a year that was told as one figure."""
        self._record(district, quarter, self.late.pop((district, quarter)))

    @property
    def reported(self) -> list[tuple[str, int]]:
        """The quarters that districts reported."""
        return sorted({one[:2] for one in self.newest if one[1] != OF_YEAR})

    def next_day(self) -> None:
        """What is corrected is known at another instant than what left before."""
        self.desk.on(self.desk.office.registry.today + timedelta(days=1))

    def correct(self) -> None:
        """One channel of one of the quarters, and the total with it."""
        if not self.reported:
            return
        district, quarter = self.random.choice(self.reported)
        self.next_day()
        parts = {one: self.true[self.newest[district, quarter, one]] for one in CHANNELS}
        parts[self.random.choice(CHANNELS[:USED])] = self._count()
        self._record(district, quarter, {**parts, "": sum(parts.values())})

    def publish(self, table: str, area: str, quarter: int | None, audience: Audience) -> None:
        """One of the fixed tables; one that is refused leaves nothing."""
        asked = asked_for(table, area, YEAR, quarter, audience)
        try:
            made = publish_table(self.desk.office.registry, asked, recorded_by="coord")
        except Refusal:
            return
        lines = []
        for one in made.numbers.values():
            of = frozenset(self._summed(one.area, quarter, one.column.part))
            if one.column.indicator == INDICATOR and of:
                shown = one.mark == "shown" and one.amount is not None
                number = int(one.amount.value) if shown and one.amount is not None else None
                if one.mark != "withheld":
                    lines.append(Line(of, number))
                self.told += 1
                self.hidden += number is None
        self.left.append(Leaf(audience is Audience.PUBLIC, tuple(lines)))

    def package(self, district: str) -> None:
        """A package of the day: what its annex says of the year, where that is news."""
        office = self.desk.office
        with office.registry.reading() as connection:
            made = package_of(connection, district, office.registry.today, office.declared)
        of = frozenset(self._summed(district, None, ""))
        for one in made.annex.figures:
            told = {made.annex.year: one.this_year_en, made.annex.year_before: one.year_before_en}
            said = told[YEAR].replace(",", "").split(" ")[0]
            if one.title_en.startswith(TITLE) and said == str(sum(self.true[f] for f in of)):
                self.left.append(Leaf(public=False, lines=(Line(of, int(said)),)))

    def show_everything_but(self, *, district: str, quarter: int) -> None:
        """Every total of a quarter but one, and the years': as if nothing were hidden."""
        counts = [frozenset({one}) for one in self.newest.values() if not one.part]
        counts.remove(frozenset({self.newest[district, quarter, ""]}))
        counts += [frozenset(self._summed(one, None, "")) for one in DISTRICTS]
        lines = tuple(Line(of, sum(self.true[one] for one in of)) for of in counts)
        self.left = [Leaf(public=False, lines=lines)]

    def _counted(self) -> dict[str, int]:
        """Numbers by channel, a few more often than many, and their total."""
        parts = dict.fromkeys(CHANNELS, 0) | {one: self._count() for one in CHANNELS[:USED]}
        return {**parts, "": sum(parts.values())}

    def _count(self) -> int:
        return self.random.choice((0, 1, 2, self.random.randint(0, self.most)))

    def _record(self, district: str, quarter: int, parts: Mapping[str, int]) -> None:
        rows = [
            NewFigure(INDICATOR, part, Decimal(value), "quarterly_reports")
            for part, value in parts.items()
        ]
        registry = self.desk.office.registry
        with registry.writing(district) as write:
            record_figures(write, district, YEAR, quarter or None, rows, entry_id=None)
        for part, value in parts.items():
            before = self.newest.get((district, quarter, part))
            if before is None or self.true[before] != value:
                now = Figure(district, quarter, part, before.version + 1 if before else 0)
                self.newest[district, quarter, part], self.true[now] = now, value
        whole, *own = (self.newest[district, quarter, part] for part in ("", *CHANNELS))
        self.wholes.append((whole, tuple(own)))

    def _summed(self, area: str, quarter: int | None, part: str) -> Iterator[Figure]:
        """The figures that a count adds up: a year's own only where no quarter of it is known."""
        by_quarter = {district for district, _ in self.reported}
        for (district, of, own), figure in self.newest.items():
            if not district.startswith(area) or own != part:
                continue
            if of == quarter or (quarter is None and (of != OF_YEAR or district not in by_quarter)):
                yield figure


def a_world(url: str, seed: int) -> World:
    """A year in which the districts report, correct and publish at random, packages between.

    Some of them tell their year as one figure first, and quarters of it afterwards.
    """
    random = Random(seed)  # noqa: S311 — the same in every run, no secret
    world = World(a_desk(url, "2021-10-10"), random, random.choice((2, 4, 10, 30)))
    unpublished = random.choice((None, 1, 2, 3, 4, 4))
    late = [one for one in DISTRICTS if random.random() < 0.2]
    for quarter, day in ENDS.items():
        world.desk.on(day)
        for district in DISTRICTS:
            if district not in late:
                world.report(district, quarter)
        _leave(world, quarter, unpublished)
        if random.random() < 0.4:
            world.correct()
    for district in late:
        world.report_year(district)
    for _ in range(3):
        world.next_day()
        for table in random.sample(("assistance", "reports_by_channel"), 2):
            world.publish(table, random.choice((*DISTRICTS, PROVINCE)), None, _audience(random))
        _tell_late(world)
        if random.random() < 0.4:
            world.correct()
        if random.random() < 0.3:
            world.package(random.choice(DISTRICTS))
    return world


def _tell_late(world: World) -> None:
    """Some quarters of years that were told as one figure, each published as it comes."""
    random = world.random
    for district, quarter in [*world.late]:
        if random.random() < 0.4:
            world.report_late(district, quarter)
            if random.random() < 0.8:
                area = random.choice((district, district, PROVINCE))
                world.publish("assistance", area, quarter, _audience(random))


def _leave(world: World, quarter: int, unpublished: int | None) -> None:
    random = world.random
    if quarter != unpublished:
        for area in random.sample((*DISTRICTS, PROVINCE), 2):
            world.publish("assistance", area, quarter, _audience(random))
    if random.random() < 0.5:
        world.package(random.choice(DISTRICTS))


def _audience(random: Random) -> Audience:
    return random.choice((Audience.SHARED, Audience.SHARED, Audience.PUBLIC))
