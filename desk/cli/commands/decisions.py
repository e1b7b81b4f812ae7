"""`decide`, `withdraw`, `correct`, `due`, `stop`: what people decided, and what was a mistake."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, Term, say
from desk.cli.call import Call, Result
from desk.cli.exclusive_options import refuse_beside
from desk.cli.options import (
    LAST_NUMBER,
    GateName,
    InstanceId,
    InstanceNumber,
    On,
    Reason,
    Scans,
    command,
)
from desk.views.words import day as written_day, word

if TYPE_CHECKING:
    from flows.decisions.resumption import Resumption


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "decide", recorded=True)(decide)
    command(app, "withdraw", recorded=True)(withdraw)
    command(app, "correct", recorded=True)(correct)
    command(app, "due", recorded=True)(due)
    command(app, "stop", recorded=True)(stop)


def decide(  # noqa: PLR0913 — a command takes what its paper says
    call: Call,
    instance: InstanceNumber = None,
    gate: Annotated[str | None, typer.Argument(help="Key or path of the gate.")] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Who decided: OFFICE or OFFICE@PERSON.")
    ] = None,
    decided_on: Annotated[
        str | None, typer.Option("--decided-on", help="Day of the decision, YYYY-MM-DD.")
    ] = None,
    answer: Annotated[
        str | None,
        typer.Option(
            "--answer",
            help="File with the answer, or workbook of points; - reads JSON from input.",
        ),
    ] = None,
    set_fields: Annotated[
        list[str] | None,
        typer.Option("--set", help="field=value, alone or beside the file; may be repeated."),
    ] = None,
    scan: Scans = None,
    classified: Annotated[
        list[int] | None,
        typer.Option(
            "--classified",
            max=LAST_NUMBER,
            help="In place of a scan: instance that registered the classified paper; may be "
            "repeated.",
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option("--about", help="What was read, as `form` tells it: a draft, or an answer."),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Lets through what the screening warns of.")
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", help="File with several decisions, all or nothing.")
    ] = None,
) -> Result:
    """Record a decision, or with --file several that were settled on paper: all, or none.

    The file (.json, .toml, .yaml) holds {"decisions": [{"instance": 3, "gate": "delegation",
    "by": "district_chief", "decided_on": "2022-06-09", "answer": {...}, "scans": ["a.pdf"],
    "classified": [12], "about": "...", "reason": "..."}, ...]}; scans are paths beside the file.
    A training's participants and points are taken from the workbook that the page of their gate
    takes.
    """
    from desk.cli import decision_files
    from desk.cli.effect_settlement import settled
    from flows.decisions.decide import decide as take

    office = call.office
    if file is not None:
        refuse_beside(
            "--file",
            {
                "INSTANCE": instance, "GATE": gate, "--by": by, "--decided-on": decided_on,
                "--answer": answer, "--set": set_fields, "--scan": scan,
                "--classified": classified, "--about": about, "--reason": reason,
            },
        )  # fmt: skip
        prepared = decision_files.of_file(file, call.recorded_by, call.settings.upload_megabytes)
        call.target = f"decide {' '.join(decision_files.aims(prepared.decisions))}"
    else:
        typed = decision_files.DecisionInput(
            instance,
            gate,
            by,
            decided_on,
            answer,
            scan or [],
            about,
            reason,
            set_fields or [],
            classified or [],
        )
        prepared = decision_files.typed(typed, call.recorded_by, call.settings.upload_megabytes)
    receipts = prepared.warned(take(office, *prepared.decisions))
    return settled(call, {"decided": receipts}, lambda lang: decision_files.lines(receipts, lang))


def withdraw(call: Call, instance: InstanceId, gate: GateName, reason: Reason) -> Result:
    """A decision was a mistake: it and what followed from it no longer count."""
    from desk.cli.effect_settlement import settled
    from flows.decisions.withdraw import withdraw as take_back

    gone = take_back(call.office, instance, gate, reason=reason, recorded_by=call.recorded_by)
    count = len(gone.entries)
    return settled(
        call,
        {"withdrawn": gone},
        lambda lang: [
            say("desk.withdrawn", lang, count=count, instance=instance),
            *_resumed(gone.resumed, lang),
        ],
    )


def _resumed(found: "Resumption", lang: Language) -> Iterator[str]:
    """What goes on again, and what does not."""
    for key, ended in (("desk.resumed", found.going_on), ("desk.left_ended", found.left)):
        for one in ended:
            process = Term(f"process.{one.process}")
            yield say(key, lang, process=process, instance=one.instance, beside=one.beside)


def correct(
    call: Call,
    instance: InstanceId,
    gate: GateName,
    reason: Reason,
    set_fields: Annotated[
        list[str],
        typer.Option(
            "--set", help="field=value or rows.0.part=value; may be repeated; JSON or a word."
        ),
    ],
    scan: Scans = None,
) -> Result:
    """Fields of an answer were mistyped: put them right where the branch stays the same."""
    from desk.cli import decision_files
    from desk.cli.effect_settlement import settled
    from flows.decisions.correct import Correction, correct as put_right

    correction = Correction(
        instance,
        gate,
        decision_files.fields(set_fields),
        reason=reason,
        recorded_by=call.recorded_by,
        evidence=decision_files.scans(scan or [], call.settings.upload_megabytes),
    )
    corrected = put_right(call.office, correction)
    key = "desk.waits_for_second" if corrected.waits_for_second else "desk.corrected"
    return settled(
        call,
        {"corrected": corrected},
        lambda lang: [
            say(key, lang, instance=instance),
            *([word(corrected.second, lang)] if corrected.second else []),
        ],
    )


def due(
    call: Call,
    instance: InstanceId,
    gate: GateName,
    reason: Reason,
    due_on: Annotated[str | None, typer.Option("--due", help="New due date, YYYY-MM-DD.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="New day until which it stays open.")
    ] = None,
) -> Result:
    """Move the due date of an open gate, or the day until which it stays open."""
    from desk.cli.refusals import NothingToMove
    from flows.decisions.move_due import move_due

    if due_on is None and until is None:
        raise NothingToMove(field="--due")
    due_day = call.day(due_on, "--due") if due_on else None
    until_day = call.day(until, "--until") if until else None
    moved = move_due(
        call.office,
        instance,
        gate,
        due_on=due_day,
        until_on=until_day,
        reason=reason,
        recorded_by=call.recorded_by,
    )
    data = {"instance": instance, "gate": moved.path, "due": due_day, "until": until_day}
    last = until_day or moved.until_on
    key = "desk.moved" if moved.gate or last is None else "desk.moved_wait"
    return Result(
        data,
        lambda lang: [
            say(
                key,
                lang,
                gate=moved.path,
                due=written_day(due_day or moved.due_on, lang),
                until=written_day(last, lang),
                on=written_day(last and last + timedelta(days=1), lang),
            )
        ],
    )


def stop(call: Call, instance: InstanceId, reason: Reason, on: On = None) -> Result:
    """End an instance that was started by mistake."""
    from desk.cli.effect_settlement import settled
    from flows.decisions.stop import stop as end

    day = call.day(on)
    end(call.office, instance, reason=reason, on=day, recorded_by=call.recorded_by)
    data = {"stopped": instance, "on": day}
    return settled(call, data, lambda lang: [say("desk.stopped", lang, instance=instance)])
