"""Attempts by command: a refused write is noted, never with what was typed."""

import re
from enum import EnumType
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Desk
from tests.desk.cli.at_commands import a_file, decide, desk, prasan
from tests.desk.cli.terminal import RECORDING, Printed, Terminal, attempts

__all__ = ["desk", "prasan"]


def test_a_refused_write_is_noted_once_with_who_where_and_why_and_never_what(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first = desk.to_advocacy()
    answer = a_file(tmp_path, {"result": "agreed", "met": "1101700230708"})
    prasan(*decide(first, "advocacy#1", answer))
    prasan(
        "withdraw", str(first), "1101700230708", "--reason", "x", "--recorded-by", "1101700230708"
    )
    assert attempts(prasan.url) == [
        ("coord", f"decide {first} advocacy", "identity_number_in_text"),
        ("unknown", f"withdraw {first} -", "not_a_decision"),
    ]


FREE = "นายลับมาก 1101700230708"


@pytest.mark.parametrize("words", RECORDING, ids=" ".join)
def test_no_command_keeps_what_was_typed_freely_with_a_refused_write(
    prasan: Terminal,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    for with_options in (False, True):
        prasan(*words, *typed_freely(RECORDING[words], with_options=with_options))
    targets = [target for _, target, _ in attempts(prasan.url)]
    kept = re.compile(rf"{' '.join(words)}( [0-9]+| -)*")
    assert [one for one in targets if not kept.fullmatch(one)] == []


def typed_freely(command: Any, *, with_options: bool) -> list[str]:
    """Free text wherever the command takes some, else its first choice or a number."""
    found: list[str] = ["--recorded-by", "coord"]
    for one in command.params:
        kind = one.type_descriptor.annotation
        said = (
            next(iter(kind)).value if isinstance(kind, EnumType) else "1" if kind is int else FREE
        )
        if one.param_type_name == "argument":
            found.append(said)
        elif kind in (str, list[str]) and one.name not in ("recorded_by", "registry", "lang"):
            found += [one.opts[0], FREE] if with_options or one.required else []
    return found


def test_a_refused_read_is_not_noted(prasan: Terminal, desk: Desk) -> None:
    printed: Printed = prasan("why", "99")
    assert printed.code == 2
    assert attempts(prasan.url) == []
