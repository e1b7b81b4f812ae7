"""`return-form`, `score-sheet`: files that an open gate gives, to be filled in and brought back."""

import typer

from desk.cli.call import Call, Result
from desk.cli.options import GateName, InstanceId, OutFile, command
from desk.cli.written_file import written_file


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "return-form", read=True)(give_return_form)
    command(app, "score-sheet")(give_score_sheet)


def give_return_form(call: Call, instance: InstanceId, gate: GateName, *, out: OutFile) -> Result:
    """The form of an open gate to be sent to who answers: Excel where OUT ends in .xlsx, or Word.

    `return` takes it back by its reference.
    """
    from desk.views.form_schema import open_gate
    from desk.views.return_forms import return_form
    from registry.rules.return_references import reference_of
    from tasks.documents.return_form import write_return_form
    from tasks.workbooks.return_workbook import write_return_workbook

    with call.registry.reading() as connection:
        asked = open_gate(connection, instance, gate)
        form = return_form(connection, asked, call.language, call.reader)
    in_excel = out.casefold().endswith(".xlsx")
    made = write_return_workbook(form) if in_excel else write_return_form(form)
    return written_file(out, made, {"reference": reference_of(asked.id)})


def give_score_sheet(call: Call, instance: InstanceId, gate: GateName, *, out: OutFile) -> Result:
    """The workbook of a training's participants or points, with their codes.

    `decide` takes it as --answer.
    """
    from desk.cli.refusals import NoScoresAsked
    from desk.views.form_schema import open_gate
    from desk.views.score_codes import score_codes
    from tasks.workbooks.score_workbook import empty_score_workbook

    with call.registry.reading() as connection:
        asked = open_gate(connection, instance, gate)
        codes = score_codes(connection, asked, call.registry.today)
    if codes is None:
        raise NoScoresAsked(field="gate", value=gate)
    return written_file(out, empty_score_workbook(codes), {"codes": [one for one, _ in codes]})
