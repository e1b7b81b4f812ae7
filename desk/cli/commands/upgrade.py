"""`upgrade`: a registry of an earlier release brought to this one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import both, say
from desk.cli.call import Call, Result
from desk.cli.options import command
from desk.views.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from registry.upgrade import UpgradeReport
    from registry.verification_problems import Problem


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "upgrade")(upgrade)


def upgrade(
    call: Call,
    backup: Annotated[
        str | None,
        typer.Option("--backup", help="File for the backup that is made first; must not exist."),
    ] = None,
    despite_problems: Annotated[
        bool,
        typer.Option("--despite-problems", help="Go on where verify finds what it found before."),
    ] = False,
) -> Result:
    """Bring the registry of --registry to this release; where anything fails it stays as it is."""
    made = carried_out(call, Path(backup) if backup else None, despite_problems=despite_problems)
    return Result(
        made,
        lambda lang: [
            say("upgrade.done", lang, after=made.after, file=str(made.backup)),
            *(word(one.what, lang) for one in made.problems),
        ],
    )


def carried_out(
    call: Call, file: Path | None, *, despite_problems: bool = False
) -> "UpgradeReport":
    """The upgrade with its progress told; nobody else is at work meanwhile (up_already)."""
    from flows.capabilities import open_installation
    from flows.runtime.up_lock import being_up
    from flows.verification import verify_in
    from registry import upgrade as upgrading

    registry = call.unchecked
    upgrading.is_older(registry)  # a registry that is missing is refused before a lock is made
    office = open_installation(registry, call.settings)

    def verify(connection: "Connection") -> "Iterator[Problem]":
        return verify_in(office, connection, tell=call.say)

    with being_up(registry):
        return upgrading.upgrade(
            registry,
            home=call.settings.home,
            file=file,
            verify=verify,
            tell=call.say,
            despite_problems=despite_problems,
        )


def demo_brought_forward(call: Call) -> None:
    """A demo of an earlier release is upgraded without being asked, and that is said.

    Nobody's work lies in it; a real registry is upgraded by a command alone.
    """
    from registry.upgrade import is_older

    place = call.unchecked
    if place.exists() and place.meta("kind") == "demo" and is_older(place):
        made = carried_out(call, None)
        call.say(both("upgrade.demo", file=str(made.backup)))
