"""`export`: what can be taken out as a workbook, changed, and loaded again."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from desk.call import Call, Result
from desk.options import command
from desk.words import term


class What(StrEnum):
    """What is taken out."""

    OFFICES = "offices"


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "export", recorded=True)(export)


def export(
    call: Call,
    what: Annotated[What, typer.Argument(help="What is taken out.")],
    out: Annotated[str, typer.Argument(help="The workbook to be written (.xlsx).")],
    district: Annotated[str, typer.Option("--district", help="Name or code of the district.")],
) -> Result:
    """Write the directory of a district and its province as a workbook; `load` takes it back.

    It holds no way to reach anybody. Taking it out is logged.
    """
    from config.words import Term
    from desk.refusals import FileNotReadable
    from registry.areas import area_index
    from registry.queries.directory_rows import directory_rows
    from registry.queries.offices import person_with_parts
    from registry.records.rights import MayNot
    from registry.rules.area_names import resolve
    from registry.rules.rights import Subject, Verb, may
    from tasks.directory_workbook import directory_workbook

    code, registry = resolve(district, area_index()), call.registry
    with registry.reading() as session:
        who, actor = person_with_parts(
            session.connection(), call.recorded_by, registry.today, field="recorded_by"
        )
        if not may(actor, Verb.LOAD, Subject(code), registry.today):
            raise MayNot(field="recorded_by", person=who.name, act=Term(f"verb.{Verb.LOAD}"))
        rows = directory_rows(session.connection(), (code, code[:2]), registry.today)
    registry.note_attempt(actor=who.ref, target=f"{what}/{code}", code="export")
    try:
        with Path(out).open("xb") as file:
            file.write(directory_workbook(rows))
    except OSError as error:
        raise FileNotReadable(field="OUT", file=Path(out).name) from error
    return Result(
        {"file": out, "district": code}, lambda lang: [term("export.written", lang, file=out)]
    )
