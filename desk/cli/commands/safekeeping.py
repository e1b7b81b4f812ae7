"""`verify`, `backup`, `restore`: that the registry is what was written, and stays."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, both, say
from desk.cli.call import Call, Result
from desk.cli.options import command
from desk.cli.refusals import HeadUnreadable
from desk.views.words import word

if TYPE_CHECKING:
    from registry.restore import RestoredRegistry

NOT_CLEAN = 2
HEAD = re.compile("[0-9a-f]{64}")


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
    from flows.verification import verify_all
    from registry.verification import facts_since

    head = None if expected is None else _head_typed(expected)
    office = call.office_as_it_stands  # what a redaction must take out again is to be told first
    problems = verify_all(office, expected_head=head, tell=call.say)
    since = facts_since(office.registry)
    clean = [both("desk.clean"), *([both("desk.clean_since", day=since)] if since else [])]
    return Result(
        {"clean": not problems, "problems": problems, "facts_since": since},
        lambda lang: [word(one.what, lang) for one in problems] or [word(s, lang) for s in clean],
        code=NOT_CLEAN if problems else 0,
    )


def _head_typed(text: str) -> str:
    """The head as it was written down, whatever its blanks and capitals. Raises HeadUnreadable."""
    head = "".join(text.split()).lower()
    if not HEAD.fullmatch(head):
        raise HeadUnreadable(field="--head")
    return head


def backup(
    call: Call, file: Annotated[str, typer.Argument(help="File to write; it must not exist.")]
) -> Result:
    """Copy the registry to a file while people work."""
    from contextlib import suppress

    from registry.backup import backup as copy
    from registry.holders import refuse_held
    from registry.refusals import RegistryOlder

    refuse_held(call.unchecked)
    with suppress(RegistryOlder):  # one of this release is redacted first, as the list says
        _ = call.registry
    made = copy(call.unchecked, Path(file))
    if not made.noted:
        call.say(both("desk.backup_unnoted", file=file))
    return Result(made, lambda lang: [say("desk.backed_up", lang, file=file)])


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
    from flows.runtime.up_lock import being_up
    from registry.restore import refuse_unfit, restore as bring
    from registry.store import Registry

    place = Registry(call.registry_url, restoring=True)
    refuse_unfit(place, Path(file))  # before anything is made, a lock's folder too
    with being_up(place):
        made = bring(
            call.registry_url,
            Path(file),
            home=call.settings.home,
            redactions=Path(redactions) if redactions else None,
        )
    return Result(
        made, lambda lang: restored_lines(made, file, lang), code=NOT_CLEAN if made.problems else 0
    )


def restored_lines(made: "RestoredRegistry", file: str, language: Language) -> Iterator[str]:
    """What came back, what was taken out of it again, and what `verify` found."""
    yield say("desk.restored", language, file=file)
    if made.redacted_again:
        yield say("desk.redacted_again", language, count=made.redacted_again)
    if not made.listed:
        yield say("desk.restored_unlisted", language)
    yield from (word(one.what, language) for one in made.problems)
