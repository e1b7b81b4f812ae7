"""The command line `prasan`: parse, one call, render.

Exit 0: done. Exit 2: refused, with one sentence in Thai and English. Exit 1: a defect of ours.
"""

import io
import os
import select
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Annotated, TextIO

import typer

from desk.cli.problems import help_of, problem_of
from desk.loading import begin_loading

REFUSED = 2  # the exit code
NOBODY_READS = 141  # what a shell tells of a program whose reader (`| head`) has left

# The modules of `desk/cli/commands` with what each declares, as help lists them: where a command is
# named, its module alone is loaded.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "registry_setup": ("init",),
    "demo": ("demo",),
    "up": ("up",),
    "settings": ("settings",),
    "people": ("load", "people"),
    "adoption": ("adopt", "withdraw-adoption"),
    "instances": ("start", "dissolve", "waiting", "show", "why", "form"),
    "decisions": ("decide", "withdraw", "correct", "due", "stop"),
    "machine_work": ("advance", "watch"),
    "agreements": ("agreement",),
    "papers": ("document",),
    "meeting_pack": ("pack",),
    "safekeeping": ("verify", "backup", "restore"),
    "redaction": ("redact",),
    "upgrade": ("upgrade",),
    "export": ("export",),
    "publication": ("publish",),
    "year_figures": ("figures",),
    "province": ("province",),
    "areas": ("areas",),
    "revisions": ("rehearse", "release"),
    "events": ("event", "rotate"),
    "templates": ("template",),
    "village": ("village",),
    "calendars": ("calendar",),
    "calendar_links": ("calendar-link",),
    "api_tokens": ("token",),
    "actions": ("actions",),
    "reminders": ("notices", "mail"),
    "activities": ("activity",),
    "classified_papers": ("classified",),
    "workbook_import": ("import",),
    "returns": ("return",),
    "gate_files": ("return-form", "score-sheet"),
    "simulation": ("simulate",),
    "package": ("package", "packages"),
    "committee": ("committee",),
    "work": ("work",),
    "orders": ("orders",),
    "audit": ("audit",),
    "search": ("search",),
    "money": ("money",),
    "policy_changes": ("policy",),
    "deployments": ("deployments",),
    "registers": ("instances", "rotations", "directives", "publications"),
}


def show_version(asked: bool) -> None:
    """Print which release this is, and leave."""
    if not asked:
        return
    from importlib.metadata import version

    print(f"prasan {version('prasan')}")  # noqa: T201 — the command line's own voice
    raise typer.Exit


def prasan(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Say which release."),
    ] = False,
) -> None:
    """The paperwork and the calendar of district anti-trafficking (DL-ATIP) committees."""


def command_line(modules: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command line with what these modules of `desk/cli/commands` declare."""
    app = typer.Typer(
        name="prasan",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(prasan)
    for module in modules:
        import_module(f"desk.cli.commands.{module}").register(app)
    return app


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; answers its exit code."""
    try:
        words = _readable(arguments)
        code = _named(words)(words, prog_name="prasan", standalone_mode=False)
    except Exception as error:
        if (shown := help_of(error)) is not None:
            print(shown)  # noqa: T201 — the command line's own voice
            return 0
        problem = problem_of(error)
        if problem is None:
            raise
        if "--json" in arguments:
            from desk.views.plain_json import as_error, as_json

            print(as_json(as_error(problem)))  # noqa: T201 — the command line's own voice
        print(problem.sentence, file=sys.stderr)  # noqa: T201 — the command line's own voice
        return REFUSED
    return code if isinstance(code, int) else 0


def _named(words: Sequence[str]) -> typer.Typer:
    """The command line with the one command that is named: Typer builds every one it holds.

    All of them where none is named, for help and for a shell that completes, or none is known.
    """
    name = words[0] if words else ""
    module = next((one for one, declared in COMMANDS.items() if name in declared), None)
    if module is None:
        return command_line()
    app = command_line((module,))
    app.registered_commands = [one for one in app.registered_commands if one.name == name]
    app.registered_groups = [one for one in app.registered_groups if one.name == name]
    return app


def _readable(arguments: Sequence[str]) -> list[str]:
    """The words as they can be kept and shown: bytes that are no UTF-8 become question marks."""
    return [word.encode(errors="replace").decode() for word in arguments]


def main() -> None:
    """The entry point of `prasan`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    begin_loading()
    sys.exit(_heard(sys.argv[1:]))


def _heard(arguments: Sequence[str]) -> int:
    """Carry it out; where whoever reads what it prints has left, end quietly.

    What a command records stands by then: it prints after it has recorded.
    """
    own = [one for one in (sys.__stdout__, sys.__stderr__) if one is not None]
    try:
        code = run(arguments)
        for stream in own:
            stream.flush()
    except (Exception, SystemExit):  # Typer leaves so where a pipe is broken
        left = [one for one in own if _has_no_reader(one)]
        if not left:
            raise
        for stream in left:  # or Python complains of what it still holds, as it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return NOBODY_READS
    return code


def _has_no_reader(stream: TextIO) -> bool:
    """By what the system says of the pipe: what could not be written is not tried again."""
    asked = select.poll()
    asked.register(stream, select.POLLOUT)
    return any(said & select.POLLERR for _, said in asked.poll(0))
