"""`verify`, `backup`, `restore`: that the registry is what was written, and stays."""

from pathlib import Path
from typing import Annotated

import typer

from config.words import both
from desk.call import Call, Result
from desk.options import command
from desk.words import term, word

NOT_CLEAN = 2


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "verify")(verify)
    command(app, "backup")(backup)
    command(app, "restore")(restore)


def verify(
    call: Call,
    expected: Annotated[
        str | None, typer.Option("--head", help="A seal's head that was kept outside.")
    ] = None,
) -> Result:
    """Hold the registry against its chains and seals. Leaves with 2 where something is not so."""
    from flows.verifying import verify_all
    from registry.verifying import facts_since

    problems = verify_all(call.office, expected_head=expected)
    since = facts_since(call.office.registry)
    clean = [both("desk.clean"), *([both("desk.clean_since", day=since)] if since else [])]
    return Result(
        {"clean": not problems, "problems": problems, "facts_since": since},
        lambda lang: [word(one.what, lang) for one in problems] or [word(s, lang) for s in clean],
        code=NOT_CLEAN if problems else 0,
    )


def backup(
    call: Call, file: Annotated[str, typer.Argument(help="File to write; it must not exist.")]
) -> Result:
    """Copy the registry to a file while people work."""
    from registry.copying import backup as copy

    made = copy(call.unchecked, Path(file))
    return Result(made, lambda lang: [term("desk.backed_up", lang, file=file)])


def restore(
    call: Call,
    file: Annotated[str, typer.Argument(help="File that backup made.")],
    redactions: Annotated[
        str | None,
        typer.Option("--redactions", help="List of redactions made since (redact --list)."),
    ] = None,
) -> Result:
    """Make the registry of --registry out of a backup. It must be empty.

    What the list of redactions beside it (and --redactions) names is taken out again.
    """
    from registry.copying import restore as bring

    made = bring(
        call.registry_url,
        Path(file),
        home=call.settings.home,
        redactions=Path(redactions) if redactions else None,
    )
    return Result(
        made,
        lambda lang: [
            term("desk.restored", lang, file=file),
            *(
                [term("desk.redacted_again", lang, count=made.redacted_again)]
                if made.redacted_again
                else []
            ),
            *(word(one.what, lang) for one in made.problems),
        ],
        code=NOT_CLEAN if made.problems else 0,
    )
