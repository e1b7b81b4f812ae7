"""`figures`: the sheet of a quarter as a workbook, out and in, and what it puts right."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.clock import bangkok_day
from config.words import Language, both, say
from desk.cli.call import Call, Result
from desk.cli.options import District, OutFile, command, quarter_typed
from desk.cli.written_file import written_file

if TYPE_CHECKING:
    from desk.views.quarter_difference import QuarterChange


def declare(group: typer.Typer) -> None:
    """Declare the commands among those of figures."""
    command(group, "sheet", of="figures", read=True)(sheet)
    command(group, "record", of="figures", recorded=True)(record)
    command(group, "correct-sheet", of="figures", recorded=True)(correct_sheet)


def sheet(
    call: Call,
    district: District,
    year: Annotated[str, typer.Option("--year", help="Fiscal year (B.E.).")],
    quarter: Annotated[str, typer.Option("--quarter", help="1 to 4.")],
    out: OutFile,
) -> Result:
    """The sheet of a quarter as a workbook: as it waits, or as it was recorded.

    What was recorded is exact: it is given to whoever may see exact counts there.
    """
    from desk.imports.quarter_sheets import NoOpenSheet
    from desk.views.quarter_book import (
        QuarterOf,
        book_of_quarter,
        book_of_recorded,
        open_sheet,
        recorded_sheet,
    )
    from registry.rules.dates import parse_be_year

    of = QuarterOf(
        call.district(district), parse_be_year(year, field="--year"), quarter_typed(quarter) or 0
    )
    with call.registry.reading() as connection:
        asked = open_sheet(connection, of)
        if asked is not None:
            _, content = book_of_quarter(connection, asked, call.registry.today, call.reader)
        elif (told := recorded_sheet(connection, of)) is not None:
            target = f"figures/{of.district}/{of.year}/q{of.quarter}"
            call.require_exact(of.district, target)
            _, content = book_of_recorded(connection, told)
        else:
            raise NoOpenSheet(field="--quarter", value=of.words(connection))
    return written_file(out, content, {"district": of.district})


def record(
    call: Call,
    file: Annotated[str, typer.Argument(help="A workbook that `figures sheet` wrote, filled in.")],
    by: Annotated[str, typer.Option("--by", help="Who reports: OFFICE or OFFICE@PERSON.")],
    decided_on: Annotated[
        str | None, typer.Option("--decided-on", help="Day of the report; today if left out.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Lets through what the screening warns of.")
    ] = None,
) -> Result:
    """Record the sheet of a quarter from its workbook; what is wrong is told by its cell."""
    from desk.cli import decision_files
    from desk.cli.effect_settlement import settled
    from desk.imports.files import read_bytes
    from desk.imports.quarter_sheets import NoOpenSheet, QuarterRecorded, open_quarter
    from desk.views.quarter_book import open_sheet, recorded_sheet
    from flows.decisions.decide import Decision, decide

    registry, megabytes = call.registry, call.settings.upload_megabytes
    content = read_bytes(file, field="FILE", megabytes=call.settings.upload_megabytes)
    read = open_quarter(content, megabytes, file=Path(file).name, field="FILE")
    with registry.reading() as connection:
        asked = open_sheet(connection, read.of)
        told = None if asked else recorded_sheet(connection, read.of)
        if told is not None:
            day = bangkok_day(told.answer.record.recorded_at)
            raise QuarterRecorded(field="FILE", value=read.of.words(connection), day=day)
        if asked is None:
            raise NoOpenSheet(field="FILE", value=read.of.words(connection))
    decision = Decision(
        instance=asked.instance_id,
        gate=asked.path,
        by=by,
        decided_on=call.day(decided_on, "--decided-on"),
        answer=read.answer("FILE"),
        recorded_by=call.recorded_by,
        reason=reason,
    )
    receipts = decide(call.office, decision)
    return settled(call, {"decided": receipts}, lambda lang: decision_files.lines(receipts, lang))


def correct_sheet(
    call: Call,
    file: Annotated[str, typer.Argument(help="The workbook of a quarter that is recorded.")],
    look: Annotated[
        bool, typer.Option("--look", help="Say what differs, and put nothing right.")
    ] = False,
    reason: Annotated[
        str, typer.Option("--reason", help="Why the recorded answer is put right.")
    ] = "",
) -> Result:
    """Put the recorded answer of a quarter right by its workbook; with --look say what differs."""
    from desk.cli.effect_settlement import settled
    from desk.imports.files import read_bytes
    from desk.imports.quarter_sheets import NotRecorded, open_quarter, with_kept
    from desk.views.quarter_book import recorded_sheet
    from desk.views.quarter_difference import changed_fields, changes_in_words
    from flows.decisions.correct import Correction, correct as put_right

    registry = call.registry
    content = read_bytes(file, field="FILE", megabytes=call.settings.upload_megabytes)
    megabytes = call.settings.upload_megabytes
    read = open_quarter(content, megabytes, file=Path(file).name, field="FILE")
    with registry.reading() as connection:
        told = recorded_sheet(connection, read.of)
        if told is None:
            raise NotRecorded(field="FILE", value=read.of.words(connection))
        record = told.answer.record
        answer = with_kept(read.answer("FILE"), told.answer.body.get("rows"))
        fields = changed_fields(record, answer)
        if look:
            area = read.of.district
            call.require_exact(area, f"figures/{area}/{read.of.year}/q{read.of.quarter}")
            changes = changes_in_words(connection, read.of, told, fields)
    if look:
        is_older = read.made_of != told.mark
        return _changes(changes, bangkok_day(record.recorded_at) if is_older else None)
    correction = Correction(
        told.instance, str(told.answer.decision.id), fields,
        reason=reason, recorded_by=call.recorded_by,
    )  # fmt: skip
    corrected = put_right(call.office, correction)
    return settled(
        call,
        {"corrected": corrected},
        lambda lang: [say("desk.corrected", lang, instance=told.instance)],
    )


def _changes(changes: "Sequence[QuarterChange]", since: date | None) -> Result:
    """What a workbook says otherwise; `since`: that counts since, and the workbook is older."""
    nothing = both("word.not_recorded")
    data = [{"what": one.label, "recorded": one.before, "workbook": one.after} for one in changes]

    def lines(lang: Language) -> list[str]:
        if not changes:
            return [say("page.correct.file.same", lang)]
        told = [say("quarter.file.differs", lang, count=len(changes))]
        if since is not None:
            told.append(say("page.correct.file.older", lang, day=since))
        return told + [
            say(
                "quarter.file.line", lang,
                label=one.label, before=one.before or nothing, after=one.after or nothing,
            )
            for one in changes
        ]  # fmt: skip

    return Result({"changes": data, "older": since is not None}, lines)
