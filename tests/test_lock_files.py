"""The lock files name whatever is asked for: nothing else looks for it when they are installed."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires as asked_by, version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.lock_files import BUILDS, DEVELOPS, POSTGRESQL, RUNS, locked


def all_that_is_asked_for() -> Iterator[Requirement]:
    """Yields what Prasan asks for, and what that asks for in turn, extras too, here and now."""
    waiting = [Requirement("prasan[postgresql]")]
    gone_into: set[tuple[str, str]] = set()
    while waiting:
        one = waiting.pop()
        yield one
        for extra in {"", *one.extras} - {extra for name, extra in gone_into if name == one.name}:
            gone_into.add((one.name, extra))
            needed = map(Requirement, asked_by(one.name) or [])
            waiting += [
                each for each in needed
                if each.marker is None or each.marker.evaluate({"extra": extra})
            ]  # fmt: skip


def test_whatever_is_asked_for_by_an_extra_too_is_installed_in_a_version_that_serves() -> None:
    misfits = []
    for one in all_that_is_asked_for():
        try:
            serves = one.specifier.contains(version(one.name), prereleases=True)
        except PackageNotFoundError:
            serves = False
        if not serves:
            misfits.append(str(one))
    assert misfits == []


@pytest.mark.parametrize("locks", [(RUNS, POSTGRESQL), (DEVELOPS,)])
def test_the_lock_files_keep_the_extras_that_are_asked_for(locks: tuple[str, ...]) -> None:
    kept = {one.name: one.extras for lock in locks for one in locked(lock)}
    asked = [one for one in all_that_is_asked_for() if one.name != "prasan"]
    assert {"httpx", "sqlalchemy", "psycopg", "pwdlib"} <= {
        canonicalize_name(one.name) for one in asked if one.extras
    }
    lacking = [str(one) for one in asked if not one.extras <= kept[canonicalize_name(one.name)]]
    assert lacking == []


@pytest.mark.parametrize("lock", [BUILDS, POSTGRESQL, DEVELOPS])
def test_a_package_is_locked_in_one_version_wherever_it_is_named(lock: str) -> None:
    first = {one.name: one.specifier for one in locked(RUNS)}
    assert [
        str(one) for one in locked(lock) if first.get(one.name, one.specifier) != one.specifier
    ] == []


def test_whoever_develops_has_what_runs_builds_and_reaches_postgresql() -> None:
    names = {one.name for one in locked(DEVELOPS)}
    assert {one.name for lock in (RUNS, BUILDS, POSTGRESQL) for one in locked(lock)} <= names


def test_what_runs_brings_neither_what_a_build_needs_nor_what_postgresql_needs() -> None:
    names = {one.name for one in locked(RUNS)}
    assert names.isdisjoint(
        {"babel", "fonttools", "fontpkg-sarabun", "brotli", "setuptools", "psycopg"}
    )
