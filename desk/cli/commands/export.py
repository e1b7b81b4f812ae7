"""`export`: what can be taken out as a workbook, changed, and loaded again."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.options import command


class ExportKind(StrEnum):
    """What is taken out."""

    OFFICES = "offices"


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "export", recorded=True)(export)


def export(
    call: Call,
    what: Annotated[ExportKind | None, typer.Argument(help="What is taken out.")] = None,
    out: Annotated[str | None, typer.Argument(help="The workbook to be written (.xlsx).")] = None,
    district: Annotated[
        str | None, typer.Option("--district", help="Name or code of the district.")
    ] = None,
    everything: Annotated[
        str | None,
        typer.Option("--all", metavar="FOLDER", help="New folder for everything there is."),
    ] = None,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="With --all: telephones and e-mail addresses too.")
    ] = False,
) -> Result:
    """A district's directory as a workbook, or with --all every paper and every row there is.

    `load` takes the directory back; it holds no way to reach anybody. --all writes papers as
    files and rows as one Excel workbook, and takes an administrator. Taking out is logged.
    """
    from desk.cli.refusals import needed

    if everything is not None:
        return _everything(call, Path(everything), contacts=contacts)
    kind, file = needed(what, "WHAT"), needed(out, "OUT")
    return _directory(call, kind, file, needed(district, "--district"))


def _everything(call: Call, folder: Path, *, contacts: bool) -> Result:
    from flows.export import export_all

    made = export_all(
        call.registry,
        folder,
        recorded_by=call.recorded_by,
        contacts=contacts,
        tell=call.say,
    )
    rows = sum(made.rows.values())
    said: dict[str, str | int] = {
        "folder": str(folder),
        "papers": made.papers,
        "redacted": made.redacted,
        "rows": rows,
    }
    return Result(made, lambda lang: [say("export.done", lang, **said)])


def _directory(call: Call, what: ExportKind, out: str, district: str) -> Result:
    from config.words import Term
    from desk.imports.files import write_file
    from registry.queries.directory import directory_rows
    from registry.queries.parts import person_with_parts
    from registry.records.rights import MayNot
    from registry.rules.rights import Subject, Verb, may
    from tasks.workbooks.directory_workbook import directory_workbook

    code, registry = call.district(district), call.registry
    with registry.reading() as session:
        who, actor = person_with_parts(
            session.connection(), call.recorded_by, registry.today, field="recorded_by"
        )
        if not may(actor, Verb.LOAD, Subject(code), registry.today):
            raise MayNot(field="recorded_by", person=who.name, act=Term(f"verb.{Verb.LOAD}"))
        rows = directory_rows(session.connection(), (code, code[:2]), registry.today)
    registry.note_attempt(actor=who.ref, target=f"{what}/{code}", code="export")
    write_file(out, directory_workbook(rows), field="OUT", anew=True)
    return Result(
        {"file": out, "district": code}, lambda lang: [say("export.written", lang, file=out)]
    )
