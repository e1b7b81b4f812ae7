"""A small simulation for tests, and what its registry holds."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.simulation.simulate import Extent, Simulation, simulate
from registry.store import Registry


@dataclass(frozen=True)
class Simulated:
    """The registry's file, the report, and what was told on the way: day and decisions."""

    file: Path
    made: Simulation
    told: tuple[tuple[date, int], ...]

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"


def simulated(file: Path, districts: int = 1, years: int = 1, seed: int = 1) -> Simulated:
    registry = Registry(f"sqlite:///{file}")
    told: list[tuple[date, int]] = []
    try:
        made = simulate(
            registry,
            Extent(districts, years, seed),
            lambda day, decisions, _left: told.append((day, decisions)),
        )
    finally:
        registry.dispose()
    return Simulated(file, made, tuple(told))
