"""Commands for the tests: a terminal, files, decisions, and a desk at its first gate."""

import json
from pathlib import Path

import pytest

from tests.builders import SCAN, Desk, a_desk
from tests.desk.cli.terminal import Terminal

CHIEF = "5715/district_chief"
BY_COORD = ("--recorded-by", "coord")
AGREED = {"result": "agreed"}


@pytest.fixture
def prasan(sqlite_url: str) -> Terminal:
    return Terminal(sqlite_url)


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def a_file(folder: Path, value: object, name: str = "answer.json") -> str:
    file = folder / name
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return str(file)


def a_scan(folder: Path, content: bytes = SCAN.content, name: str = "order.pdf") -> str:
    file = folder / name
    file.write_bytes(content)
    return str(file)


def decide(
    instance: int, gate: str, answer: str, *more: str, by: str = CHIEF, on: str = "2022-06-02"
) -> tuple[str, ...]:
    return (
        "decide", str(instance), gate, "--by", by, "--decided-on", on, "--answer", answer,
        *BY_COORD, *more,
    )  # fmt: skip
