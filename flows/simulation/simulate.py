"""A simulation from its empty registry to its report."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from config.clock import moved_to
from config.simulation import OfficeScript, office_script
from config.words import Named
from flows.simulation.measures import Measures, measure
from flows.simulation.parts import (
    Span,
    Tally,
    others_at_work,
    part_limit,
    parts_of,
    tally_of,
    work_of,
)
from flows.simulation.staff import coordinator, people_in
from flows.year.opening import FIRST_YEAR
from registry.gazetteer import area_rows, is_khet
from registry.journal import instances
from registry.queries.people import person
from registry.records.load import load
from registry.records.new_registry import make_registry
from registry.records.province_values import set_setting
from registry.refusals import Refusal, RegistryDamaged
from registry.rules.calendar import fiscal_year
from registry.seals import seal
from registry.store import Registry

KIND = "simulation"
FIRST_PROVINCE = "57"  # the case study's
Tell: TypeAlias = Callable[[date, int, float], None]
"""The day reached, decisions so far, seconds left."""


class NotASimulation(Refusal):
    """The registry is a real one, or a demo: nothing is simulated into it."""


class SimulationHoldsWork(Refusal):
    """The registry is a simulation that districts have worked in already."""


class TooManyDistricts(Refusal):
    """There are not so many districts."""


@dataclass(frozen=True)
class Extent:
    """What is simulated: how many districts for how many years, with which throw of the dice."""

    districts: int
    years: int
    seed: int


@dataclass(frozen=True)
class Simulation:
    """What was simulated, from which day to which, and what it shows.

    `refused`: how often the registry refused what an office said, by gate and reason.
    `unscripted`: how often a gate opened at which no office of the script answers.
    """

    wanted: Extent
    first: date
    last: date
    measures: Measures
    refused: dict[str, int]
    unscripted: dict[str, int]


def empty_simulation(registry: Registry) -> None:
    """Make the registry where there is none. Raises NotASimulation or SimulationHoldsWork."""
    url = registry.url.render_as_string(hide_password=True)
    try:
        there = registry.exists()
    except RegistryDamaged:  # it is no database at all, and nobody's to restore
        raise NotASimulation(field="--registry", url=url) from None
    if not there:
        make_registry(registry, KIND)
        return
    registry.check()
    if registry.meta("kind") != KIND:
        raise NotASimulation(field="--registry", url=url)
    with registry.reading() as connection:
        if instances(connection):
            raise SimulationHoldsWork(field="--registry", url=url)


def districts_of(count: int) -> dict[str, Named]:
    """So many districts outside the capital with their names, the case study's province first."""
    found = [one for one in area_rows() if one.kind == "district" and not is_khet(one.code)]
    found.sort(key=lambda one: (not one.code.startswith(FIRST_PROVINCE), one.code))
    return {one.code: Named(one.name_th, one.name_en) for one in found[:count]}


def refuse_too_many(districts: int, *, field: str) -> None:
    """Raises TooManyDistricts where the country has not so many outside its capital."""
    most = len(districts_of(len(area_rows())))
    if districts > most:
        raise TooManyDistricts(field=field, value=districts, most=most)


def simulate(registry: Registry, wanted: Extent, tell: Tell) -> Simulation:
    """Let the offices work for those years in an empty registry, and measure what came of it.

    The registry is made where there is none. Raises NotASimulation or SimulationHoldsWork.
    """
    return simulate_districts(registry, wanted, districts_of(wanted.districts), tell, part_limit())


def simulate_districts(
    registry: Registry, wanted: Extent, districts: dict[str, Named], tell: Tell, at_once: int
) -> Simulation:
    """The same of these districts, in so many processes at most. What is told is the same."""
    script = office_script()
    registry.clock = moved_to(script.begins)
    empty_simulation(registry)
    registry.leave_disk_to_system()
    _settle(registry, districts, script)
    last = date(script.begins.year + wanted.years, script.begins.month, script.begins.day)
    span = Span(script.begins, last, wanted.seed)
    tallies = _work(registry, districts, span, tell, at_once)
    with registry.reading() as connection:
        measured = measure(connection, len(districts), span.first, last)
    refused, unscripted = (
        dict(sorted(sum(counts, Counter()).items()))
        for counts in ((one.refused for one in tallies), (one.unscripted for one in tallies))
    )
    return Simulation(wanted, span.first, last, measured, refused, unscripted)


def _work(
    registry: Registry, districts: dict[str, Named], span: Span, tell: Tell, at_once: int
) -> list[Tally]:
    """Every part from the first day to the last, sealed on the first of each month."""
    mine, *rest = parts_of([*districts], at_once)
    begun, days = time.monotonic(), (span.last - span.first).days + 1
    with TemporaryDirectory() as folder:
        turns = Path(folder) / "turns"
        if rest:
            registry.take_turns(turns)
        with others_at_work(registry, turns, districts, rest, span) as others:
            work = work_of(registry, districts, mine, span)
            for day in work.months():
                there = work.decisions + sum(one.tally().decisions for one in others)
                seal(registry)
                for one in others:
                    one.go_on()
                done = (day - span.first).days
                tell(day, there, (time.monotonic() - begun) / done * (days - done))
            return [tally_of(work), *(one.tally() for one in others)]


def _settle(registry: Registry, districts: dict[str, Named], script: OfficeScript) -> None:
    """Offices and people of the districts and their provinces, and their first fiscal year."""
    places = {one.code: Named(one.name_th, one.name_en) for one in area_rows()}
    provinces = sorted({one[:2] for one in districts})
    for area in (*provinces, *districts):
        file = people_in(area, places[area], script.begins, script.coordinators)
        with registry.writing(*file.areas()) as write:
            load(write, file, actor=None)
    first = fiscal_year(script.begins)
    for province in provinces:
        with registry.writing(province) as write:
            who = person(write.connection, coordinator(province, 1), field="person").id
            set_setting(write, province, FIRST_YEAR, first, since=script.begins, by=who)
