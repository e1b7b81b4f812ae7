"""The lock files name whatever is asked for: nothing else looks for it when they are installed."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires as asked_by, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LINE = re.compile(r"^([a-z0-9-]+)(?:\[([^]]+)\])?==([^ ]+)", re.MULTILINE)
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def locked(name: str) -> dict[str, set[str]]:
    """The packages of a lock file, each with the extras that it keeps."""
    lines = LINE.findall((ROOT / name).read_text(encoding="utf-8"))
    return {package: set(extras.split(", ")) - {""} for package, extras, _ in lines}


def all_that_is_asked_for() -> Iterator[Requirement]:
    """What Prasan asks for, and what that asks for in turn, extras too, here and now."""
    waiting = [Requirement("prasan")]
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


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_files_keep_the_extras_that_are_asked_for(lock: str) -> None:
    kept = locked(lock)
    asked = [one for one in all_that_is_asked_for() if one.name != "prasan"]
    assert {"httpx", "sqlalchemy", "psycopg", "pwdlib"} <= {
        canonicalize_name(one.name) for one in asked if one.extras
    }
    lacking = [str(one) for one in asked if not one.extras <= kept[canonicalize_name(one.name)]]
    assert lacking == []
