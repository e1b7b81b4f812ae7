"""What is told on the command line in one go: its process begins with it, and ends with it."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from desk.cli.call import Call, Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.engine.replay import Process
    from registry.rules.plain_values import Json

By = Annotated[str, typer.Option("--by", help="Who tells of it: OFFICE or OFFICE@PERSON.")]
ToldOn = Annotated[
    str | None, typer.Option("--decided-on", help="Day on which it was told; today if left out.")
]
AnswerFile = Annotated[
    str | None, typer.Option("--answer", help="File with the answer; - reads JSON from input.")
]
Fields = Annotated[
    list[str] | None, typer.Option("--set", help="field=value beside the file; may be repeated.")
]
LetThrough = Annotated[
    str | None, typer.Option("--reason", help="Lets through what the screening warns of.")
]


class TypedReport(NamedTuple):
    """What was typed of something that is told, nothing of it checked."""

    by: str
    told_on: str | None
    answer: str | None
    fields: "Sequence[str]"
    scans: "Sequence[str]"
    reason: str | None


def _answer(file: "Json", beside: "dict[str, Json]") -> "Json":
    """The fields of the file and those beside it; what is no fields is refused by the form."""
    return {**file, **beside} if isinstance(file, dict) else file


def told(call: Call, district: str, process: "Process", said: TypedReport) -> Result:
    """Tell it of the district; nothing of it where it is refused."""
    from desk.cli import decision_files
    from desk.cli.effect_settlement import settled
    from desk.imports.files import read_file
    from flows.decisions.telling import tell
    from flows.engine.decision import Decision

    code, on = call.district(district), call.day(said.told_on, "--decided-on")
    file = read_file(said.answer, field="--answer") if said.answer else {}
    decision = Decision(
        instance=0,
        gate="",
        by=said.by,
        decided_on=on,
        answer=_answer(file, decision_files.fields(said.fields)),
        recorded_by=call.recorded_by,
        evidence=decision_files.scans(said.scans, call.settings.upload_megabytes),
        reason=said.reason,
    )
    receipts = [tell(call.office, process, code, decision)]
    return settled(call, {"decided": receipts}, lambda lang: decision_files.lines(receipts, lang))
