"""`export`: what can be taken out as a workbook, changed, and loaded again."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.options import LAST_NUMBER, command

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from registry.queries.people import PersonRow
    from registry.rules.rights import Verb


class ExportKind(StrEnum):
    """What is taken out."""

    OFFICES = "offices"
    TRANSFER_ORDER = "transfer-order"
    VILLAGES = "villages"
    PLAN = "plan"


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
    province: Annotated[
        str | None,
        typer.Option("--province", help="transfer-order: name or code of the province."),
    ] = None,
    instance: Annotated[
        int | None, typer.Option("--instance", help="plan: its instance.", max=LAST_NUMBER)
    ] = None,
    everything: Annotated[
        str | None,
        typer.Option("--all", metavar="FOLDER", help="New folder for everything there is."),
    ] = None,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="With --all: telephones and e-mail addresses too.")
    ] = False,
) -> Result:
    """A workbook to be filled in, or with --all every paper and every row there is.

    offices: a district's directory, without any way to reach anybody; `load` takes it back.
    transfer-order: the form of a transfer order, with the districts of a province and their
    Chiefs of today; `rotate` takes it. villages: a district's villages, their last reports and
    community plans; `village load` takes it back. plan: the rows of a plan as they are written, or
    of its last draft; in Word where OUT ends in .docx. `import` takes each of them back. --all
    writes papers as files and rows as one Excel workbook, and takes an administrator. Taking out
    is logged.
    """
    from desk.cli.exclusive_options import refuse_beside
    from desk.cli.refusals import needed

    if everything is not None:
        return _everything(call, Path(everything), contacts=contacts)
    kind, file = needed(what, "WHAT"), needed(out, "OUT")
    if kind is ExportKind.PLAN:
        refuse_beside(kind, {"--district": district, "--province": province})
        return _plan(call, file, needed(instance, "--instance"))
    refuse_beside(kind, {"--instance": instance})
    if kind is ExportKind.TRANSFER_ORDER:
        refuse_beside(kind, {"--district": district})
        return _transfer_order(call, file, needed(province, "--province"))
    if kind is ExportKind.VILLAGES:
        return _villages(call, file, needed(district, "--district"))
    return _directory(call, file, needed(district, "--district"))


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


def _directory(call: Call, out: str, district: str) -> Result:
    from desk.views.directory_book import directory_book
    from registry.rules.rights import Verb

    code, registry = call.district(district), call.registry
    with registry.reading() as connection:
        who = _who_may(call, connection, Verb.LOAD, code)
        book = directory_book(connection, code, registry.today)
    target = f"{ExportKind.OFFICES}/{code}"
    return _written(call, who, target, out, book, {"district": code})


def _villages(call: Call, out: str, district: str) -> Result:
    from desk.views.village_workbooks import workbook_for
    from registry.rules.rights import Verb

    code, registry = call.district(district), call.registry
    with registry.reading() as connection:
        who = _who_may(call, connection, Verb.PREPARE, code)
        exact = call.reader.sees_exact(code, f"villages/{code}")
        made = workbook_for(connection, code, registry.today, exact=exact)
    target = f"{ExportKind.VILLAGES}/{code}"
    return _written(call, who, target, out, made, {"district": code})


def _transfer_order(call: Call, out: str, province: str) -> Result:
    from desk.views.rotations import districts_and_chiefs
    from registry.rules.rights import Verb
    from tasks.workbooks.transfer_workbook import transfer_workbook

    code, registry = call.province(province), call.registry
    with registry.reading() as connection:
        who = _who_may(call, connection, Verb.RECORD_EVENT, code)
        rows = districts_and_chiefs(connection, (code,), registry.today)
    target = f"{ExportKind.TRANSFER_ORDER}/{code}"
    return _written(call, who, target, out, transfer_workbook(rows), {"province": code})


def _plan(call: Call, out: str, instance: int) -> Result:
    from desk.imports.plan_files import file_of_plan, shown_plan, word_of_plan
    from flows.decisions.refusals import UnknownInstance
    from registry.rules.rights import Verb

    with call.registry.reading() as connection:
        copy = shown_plan(call.office, connection, instance)
        if copy is None:
            raise UnknownInstance(field="--instance", value=str(instance))
        who = _who_may(call, connection, Verb.READ, copy.at.district)
        in_word = out.casefold().endswith(".docx")
        _, content = word_of_plan(copy) if in_word else file_of_plan(copy)
    target = f"{ExportKind.PLAN}/{instance}"
    return _written(call, who, target, out, content, {"plan": str(instance)})


def _who_may(call: Call, connection: "Connection", verb: "Verb", area: str) -> "PersonRow":
    """Who takes out. Raises UnknownPerson or MayNot."""
    from registry.records.rights import who_may_on

    return who_may_on(connection, call.registry.today, call.recorded_by, verb, area)


def _written(
    call: Call, who: "PersonRow", target: str, out: str, content: bytes, about: dict[str, str]
) -> Result:
    from desk.imports.files import write_file

    call.registry.note_attempt(actor=who.ref, target=target, code="export")
    write_file(out, content, field="OUT", anew=True)
    return Result({"file": out, **about}, lambda lang: [say("export.written", lang, file=out)])
