"""No world of publications tells of a few, to whoever solves it by exact integer programs."""

import shutil
from pathlib import Path

import pytest

from config.indicators import indicators
from tests.registry.records.publication_attacker import solved
from tests.registry.records.published_worlds import World, a_world

WORLDS, QUICK = 200, 6


def lived(made_sqlite: Path, folder: Path, seed: int) -> World:
    file = folder / f"{seed}.db"
    shutil.copy(made_sqlite, file)
    return a_world(f"sqlite:///{file}", seed)


def assert_nobody_solves(world: World) -> None:
    small = indicators().small_counts
    assert any(1 <= number < small.shared for number in world.true.values())
    assert any(line.value is not None for leaf in world.left for line in leaf.lines)
    assert solved(world, public=False, least=small.shared) == []
    assert solved(world, public=True, least=small.public) == []


@pytest.mark.parametrize("seed", range(QUICK))
def test_nobody_solves_what_left_the_house(made_sqlite: Path, tmp_path: Path, seed: int) -> None:
    assert_nobody_solves(lived(made_sqlite, tmp_path, seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(QUICK, WORLDS))
def test_nobody_solves_any_of_two_hundred_worlds(
    made_sqlite: Path, tmp_path: Path, seed: int
) -> None:
    assert_nobody_solves(lived(made_sqlite, tmp_path, seed))


def test_the_attacker_solves_a_quarter_that_nobody_published(
    made_sqlite: Path, tmp_path: Path
) -> None:
    world = lived(made_sqlite, tmp_path, 0)
    world.show_everything_but(district="5701", quarter=4)
    own = [one for one in world.newest.values() if one[:3] == ("5701", 4, "")]
    found = [of for of, fits in solved(world, public=False, least=10**6) if len(fits) == 1]
    assert {own[0]: 1} in found
