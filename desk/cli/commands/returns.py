"""`return`: a return form that came back, recognised by its reference, previewed, recorded."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from config.words import Language, say, written
from desk.cli.call import Call, Result
from desk.cli.options import command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from desk.imports.returned_files import ReturnedFile
    from desk.views.returned_gates import ReturnGate


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "return", recorded=True)(take_return)


def take_return(
    call: Call,
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="Word or Excel; a scan with --reference."),
    ] = None,
    reference: Annotated[
        str | None, typer.Option("--reference", help="As the form bears it: 1234-0.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Who decided: OFFICE or OFFICE@PERSON.")
    ] = None,
    decided_on: Annotated[
        str | None, typer.Option("--decided-on", help="Day of the decision, YYYY-MM-DD.")
    ] = None,
) -> Result:
    """A return form that came back: which gate it answers, and what it says.

    With --by and --decided-on it is recorded at once, the file as its evidence; without them
    nothing changes, but an answer that could not be recorded is refused as then. What a scan says
    is recorded with `decide`: nobody has read it yet.
    """
    from desk.cli import decision_files
    from desk.cli.effect_settlement import settled
    from desk.imports.returned_files import read_returned_file, refuse_unread, refuse_untouched
    from desk.views.gate_titles import titles
    from desk.views.return_forms import returned_answer, unread_answers
    from desk.views.returned_gates import gate_returned, refuse_ended
    from flows.decisions.decide import Decision, decide
    from flows.engine.forms import parse
    from flows.engine.read_marks import read_first

    returned = read_returned_file(file, reference, call.settings.upload_megabytes, call.office.net)
    with call.registry.reading() as connection:
        found = gate_returned(connection, returned.reference, field=returned.said_in)
        _refuse_outsider(call, connection, found, returned)
        call.aim_at(found.row.instance_id)
        refuse_ended(connection, found, field=returned.said_in)
        refuse_untouched(returned, field="FILE")
        title = titles(connection, [found.row])[found.row.id]
        for unread in unread_answers(found.gate, returned.answers):
            raise unread
        answer = returned_answer(connection, found, returned.answers)
        sight = call.reader.sight(found.row.district_code)
        shown = returned_answer(connection, found, returned.answers, sight)
    if by is None and decided_on is None:
        if returned.answers:
            parse(found.gate, answer)
        told = _told(found, shown)
        return Result(told, lambda lang: [written(title, lang), *_lines(told, lang)])
    from desk.cli.refusals import needed

    refuse_unread(returned, found)
    decision = Decision(
        instance=found.row.instance_id,
        gate=found.row.path,
        by=needed(by, "--by"),
        decided_on=call.day(needed(decided_on, "--decided-on"), "--decided-on"),
        answer=answer,
        recorded_by=call.recorded_by,
        evidence=returned.evidence,
        about=None if read_first(call.office.declared, found.row.gate) else found.row.about,
    )
    receipts = decide(call.office, decision)
    return settled(call, {"decided": receipts}, lambda lang: decision_files.lines(receipts, lang))


def _refuse_outsider(
    call: Call, connection: "Connection", found: "ReturnGate", returned: "ReturnedFile"
) -> None:
    """Whoever prepares nothing in the district is told no more than that the form is not theirs."""
    from desk.views.returned_gates import ReferenceUnknown
    from registry.records.rights import MayNot, who_may_on
    from registry.rules.rights import Verb

    district, today = found.row.district_code, call.registry.today
    try:
        who_may_on(connection, today, call.recorded_by, Verb.PREPARE, district)
    except MayNot as error:
        raise ReferenceUnknown(field=returned.said_in, value=returned.reference) from error


def _told(found: "ReturnGate", answer: dict[str, Any]) -> dict[str, Any]:
    row = found.row
    return {
        "instance": row.instance_id,
        "gate": row.path,
        "district": row.district_code,
        "about": row.about,
        "answer": answer,
    }


def _lines(told: dict[str, Any], language: Language) -> "Iterator[str]":
    from desk.views.plain_json import as_json

    yield say("return.answers_at", language, instance=told["instance"], path=told["gate"])
    yield as_json(told["answer"])
