"""No door tells whoever may not see it an exact count, or what a Chief gave as a reason."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from config.clock import MovedClock
from flows.capabilities import open_installation
from registry.store import Registry
from tests.builders import OPENED, Desk
from tests.desk import doors
from tests.desk.api.programs import program
from tests.desk.cli.terminal import COMMANDS, RECORDING, Terminal, attempts
from tests.desk.web.visitor import visitor
from tests.desk.worlds import (
    OTHER,
    PLAIN,
    READERS,
    Secret,
    a_told_year,
    a_told_year_of_many,
    a_training,
    a_withdrawn_training,
    a_withdrawn_year,
    a_year,
)

Builder = Callable[[str, Secret], Desk]
Walk = Callable[[Desk], Iterator[tuple[str, str]]]
World = Callable[[Builder, Secret], Desk]
MORE_PAGES = 40


@pytest.fixture(scope="module")
def world(made_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world of one's own: what was looked at in another leaves no trace in it."""

    @cache
    def built(build: Builder, secret: Secret) -> tuple[Desk, bytes]:
        file = tmp_path_factory.mktemp("world") / "registry.db"
        shutil.copy(made_sqlite, file)
        desk = build(f"sqlite:///{file}", secret)
        return desk, desk.content()

    def opened(build: Builder, secret: Secret) -> Desk:
        desk, content = built(build, secret)
        file = tmp_path_factory.mktemp("walk") / "registry.db"
        file.write_bytes(content)
        clock = MovedClock(desk.clock.now())
        registry = Registry(f"sqlite:///{file}", clock)
        OPENED.append(registry)
        office = replace(open_installation(registry), declared=desk.office.declared)
        return Desk(office, clock)

    return opened


def differences(world: World, build: Builder, walk: Walk) -> dict[str, str]:
    """The doors that tell another thing in the other world, each with where that begins."""
    here, there = dict(walk(world(build, PLAIN))), dict(walk(world(build, OTHER)))
    assert here
    return {
        door: beginning(here.get(door, ""), there.get(door, ""))
        for door in here.keys() | there.keys()
        if here.get(door) != there.get(door)
    }


def beginning(here: str, there: str) -> str:
    """Where the two texts part."""
    pairs = enumerate(zip(here, there, strict=False))
    at = next((place for place, (one, two) in pairs if one != two), min(len(here), len(there)))
    return f"{here[max(0, at - 60) : at + 40]!r} or {there[at : at + 40]!r}"


TOLD = (a_told_year, a_told_year_of_many)
YEARS = (a_year, a_withdrawn_year, *TOLD)
TRAININGS = (a_training, a_withdrawn_training)
WITH_NEIGHBOURS = (a_year, a_withdrawn_year)  # where the Chief next door is recorded
CASES = [
    (build, part)
    for build in (*YEARS, *TRAININGS)
    for part in READERS
    if part != "chief" or build in WITH_NEIGHBOURS
]


def named(case: object) -> str:
    """A case by its names."""
    return str(getattr(case, "__name__", case))


EVERYBODY = pytest.mark.parametrize(("build", "part"), CASES, ids=named)
# A member has no program and no calendar. Two parts stand for all where minutes count.
CALLERS = pytest.mark.parametrize(
    ("build", "part"),
    [
        pytest.param(*case, marks=() if case[1] in ("admin", "partner") else pytest.mark.slow)
        for case in CASES
        if case[1] != "member"
    ],
    ids=named,
)


@CALLERS
def test_calls_and_calendars_tell_nobody_what_they_may_not_see(
    world: World, build: Builder, part: str
) -> None:
    def walk(desk: Desk) -> Iterator[tuple[str, str]]:
        yield from doors.calls(desk, READERS[part])
        yield from doors.calendars(desk, READERS[part])

    assert differences(world, build, walk) == {}


def test_a_coordinator_is_told_both_so_that_a_walk_sees_them(world: World) -> None:
    told = "".join(text for _, text in doors.calls(world(a_year, OTHER), "coord"))
    assert OTHER.reason in told
    assert f'"value": "{OTHER.count}"' in told


@pytest.mark.slow
@EVERYBODY
def test_pages_and_their_files_tell_nobody_what_they_may_not_see(
    world: World, build: Builder, part: str
) -> None:
    assert (
        differences(world, build, lambda desk: doors.pages(desk, READERS[part], MORE_PAGES)) == {}
    )


@pytest.mark.slow
@EVERYBODY
def test_commands_and_their_files_tell_nobody_what_they_may_not_see(
    world: World, build: Builder, part: str, tmp_path: Path
) -> None:
    def walk(desk: Desk) -> Iterator[tuple[str, str]]:
        return doors.printed(desk, tmp_path, READERS[part])

    assert differences(world, build, walk) == {}


@pytest.mark.slow
@pytest.mark.parametrize("build", [a_year, a_withdrawn_year, *TRAININGS])
def test_commands_that_ask_for_nobody_tell_what_everybody_may_see(
    world: World, build: Builder, tmp_path: Path
) -> None:
    def walk(desk: Desk) -> Iterator[tuple[str, str]]:
        return doors.printed(desk, tmp_path)

    assert differences(world, build, walk) == {}


@pytest.mark.slow
@pytest.mark.parametrize("build", TOLD)
def test_commands_that_give_no_paper_tell_nobody_what_its_reports_say(
    world: World, build: Builder, tmp_path: Path
) -> None:
    def walk(desk: Desk) -> Iterator[tuple[str, str]]:
        told = doors.printed(desk, tmp_path)
        return (one for one in told if not one[0].startswith("command document"))

    assert differences(world, build, walk) == {}


LOOK = ("5715.chief", "answers/5715/progress", "looked")


def _year(desk: Desk) -> int:
    return next(one.id for one in desk.instances() if one.process == "annual_cycle")


def test_a_look_at_exact_counts_is_logged_once_by_page_call_and_command(world: World) -> None:
    desk = world(a_year, PLAIN)
    url, number = str(desk.office.registry.url), _year(desk)
    visitor(desk, LOOK[0]).get(f"/instances/{number}")
    assert attempts(url).count(LOOK) == 1
    program(desk, LOOK[0], "chief", "5715").get(f"/instances/{number}")
    assert attempts(url).count(LOOK) == 2
    Terminal(url)("show", str(number), "--recorded-by", LOOK[0])
    assert attempts(url).count(LOOK) == 3


def test_who_sees_no_exact_count_leaves_no_look(world: World) -> None:
    desk = world(a_year, PLAIN)
    visitor(desk, "the.admin").get(f"/instances/{_year(desk)}")
    Terminal(str(desk.office.registry.url))("show", str(_year(desk)))
    assert "looked" not in {code for _, _, code in attempts(str(desk.office.registry.url))}


def test_the_sheet_of_a_recorded_quarter_is_given_to_who_sees_exact_counts(
    world: World, tmp_path: Path
) -> None:
    prasan = Terminal(str(world(a_year, PLAIN).office.registry.url))
    out = str(tmp_path / "q1.xlsx")
    words = ("figures", "sheet", "5715", "--year", "2566", "--quarter", "1", "--out", out)
    assert prasan.refused(*words, "--recorded-by", "the.admin") == ("may_not", "recorded_by")
    assert prasan(*words, "--recorded-by", "5715.chief").code == 0


def test_what_is_taken_out_for_others_tells_no_few_and_no_reason(
    world: World, tmp_path: Path
) -> None:
    def walk(desk: Desk) -> Iterator[tuple[str, str]]:
        return doors.taken_out(desk, tmp_path)

    assert differences(world, a_year, walk) == {}


def test_each_command_that_reads_is_walked(world: World) -> None:
    desk = world(a_year, PLAIN)
    walked = {one[:2] for one in doors.commands(desk)} | {one[:2] for one in doors.BY}
    left = {
        words
        for words in COMMANDS.keys() - RECORDING.keys() - doors.NOT_ASKED
        if not any(one[: len(words)] == words for one in walked)
    }
    assert left == doors.SAY_NOTHING_RECORDED
