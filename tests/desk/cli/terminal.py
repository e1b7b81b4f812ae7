"""A terminal for tests: one command line, and what it printed; all tables as they stand."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, select
from typer.core import TyperGroup
from typer.main import get_command

from desk.cli.main import command_line, run
from desk.cli.options import FOR_WHOM
from registry.models import Base
from registry.store import Registry

PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


@dataclass(frozen=True)
class Printed:
    """What a command line printed, and the code it left with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def mark(self) -> str:
        """The mark of what is to be read first, which a refusal tells."""
        return str(re.findall(r"\b[0-9a-f]{16}\b", self.err)[0])

    @property
    def error(self) -> dict[str, str]:
        found: dict[str, str] = self.json["error"]
        return found


@dataclass(frozen=True)
class Terminal:
    """The command line over one registry."""

    url: str

    def __call__(self, *words: str) -> Printed:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run(words if "--help" in words else [*words, "--registry", self.url])
        return Printed(code, out.getvalue(), err.getvalue())

    def read(self, instance: int | str, gate: str) -> str:
        """The mark of what is read at an open gate, as its form tells it."""
        return str(self("form", str(instance), gate).json["about"])

    def refused(self, *words: str) -> tuple[str, str | None]:
        """Code and field of a refused command; only the attempts log may have changed."""
        before = tables(self.url)
        printed = self(*words, "--json")
        after = tables(self.url)
        assert printed.code == 2, printed
        assert printed.error["message_th"] in printed.err
        assert printed.error["message_en"] in printed.err
        assert not PLACEHOLDER.search(printed.err)
        assert "refusal." not in printed.error["message_th"]
        assert {name for name in after if after[name] != before[name]} <= {"attempt"}
        return printed.error["code"], printed.error["field"]


def tables(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables as the database holds them: nothing is read out of their values."""
    registry = Registry(url)
    with registry.reading() as connection:
        found = {
            name: [tuple(row) for row in connection.exec_driver_sql(every_row(table))]
            for name, table in Base.metadata.tables.items()
        }
    registry.dispose()
    return found


@cache
def every_row(table: Table) -> str:
    """The statement that reads a table, by its keys."""
    return str(select(table).order_by(*table.primary_key))


def attempts(url: str) -> list[tuple[str, str, str]]:
    """Actor, target and code of each noted attempt."""
    return [(row[2], row[4], row[5]) for row in tables(url)["attempt"]]


def _commands(group: TyperGroup, *words: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, one in group.commands.items():
        if isinstance(one, TyperGroup):
            yield from _commands(one, *words, name)
        else:
            yield (*words, name), one


def _asks_for_whom(command: Any) -> bool:
    """Whether it takes for whom it tells, and not who records."""
    return any(p.name == "recorded_by" and p.help == FOR_WHOM for p in command.params)


# Every command by the words that call it; those that take who records it; those that take for
# whom they tell.
COMMANDS = dict(_commands(cast("TyperGroup", get_command(command_line()))))
RECORDING = {
    words: one
    for words, one in COMMANDS.items()
    if any(param.name == "recorded_by" for param in one.params) and not _asks_for_whom(one)
}
TELLING = {words for words, one in COMMANDS.items() if _asks_for_whom(one)}
