"""`figures`: what is known of a year, targets, the sheet of a quarter, corrections, old figures."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.clock import bangkok_day
from config.words import Language, both, say, written
from desk.cli.call import Call, Result
from desk.cli.options import OutFile, command, command_group, quarter_typed

if TYPE_CHECKING:
    from desk.views.quarter_difference import QuarterChange


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Figures of districts: what is known, what they aim at, what old ones mean."
    group = command_group(app, "figures", about)
    command(group, "show", of="figures", recorded=True)(show)
    command(group, "target", of="figures", recorded=True)(target)
    command(group, "correct", of="figures", recorded=True)(correct)
    command(group, "sheet", of="figures")(sheet)
    command(group, "record", of="figures", recorded=True)(record)
    command(group, "correct-sheet", of="figures", recorded=True)(correct_sheet)
    command(group, "old", of="figures")(old)
    command(group, "map", of="figures", recorded=True)(map_old)


def old(
    call: Call,
    province: Annotated[str, typer.Argument(help="Name or code of the province.")],
) -> Result:
    """The old figures of which nobody has said which indicator they are."""
    from registry.gazetteer import area_index
    from registry.queries.areas import districts_within, names
    from registry.queries.figures import unmapped_figures
    from registry.rules.area_names import resolve_province

    code = resolve_province(province, area_index())
    with call.registry.reading() as connection:
        districts = [one.code for one in districts_within(connection, (code,))]
        found = unmapped_figures(connection, districts)
        named = names(connection, {one.district for one in found})
    data = [
        {"district": one.district, "name": one.name, "figures": len(one.figures)} for one in found
    ]

    def lines(lang: Language) -> list[str]:
        told = [
            say(
                "figure.old.line", lang,
                district=named[one.district], name=one.name, count=len(one.figures),
            )
            for one in found
        ]  # fmt: skip
        return told or [say("figure.old.none", lang)]

    return Result(data, lines)


def map_old(
    call: Call,
    district: Annotated[str, typer.Argument(help="Name or code of the district.")],
    name: Annotated[str, typer.Argument(help="What the old figure is called.")],
    indicator: Annotated[
        str, typer.Argument(help="Key of the indicator, or none where it is none of ours.")
    ],
    part: Annotated[str, typer.Option("--part", help="A part of it, such as sex.women.")] = "",
    qualifier: Annotated[
        str, typer.Option("--qualifier", help="exact, at_least or over.")
    ] = "exact",
) -> Result:
    """Say once which indicator the old figures of a name in a district are."""
    from flows.adoption.old_figures import map_figures

    code = call.district(district)
    count = map_figures(
        call.registry, code, name, indicator, part, qualifier, recorded_by=call.recorded_by
    )
    data = {"district": code, "name": name, "indicator": indicator, "figures": count}
    return Result(data, lambda lang: [say("figure.old.mapped", lang, count=count, name=name)])


def show(
    call: Call,
    district: Annotated[str, typer.Argument(help="Name or code of the district.")],
    year: Annotated[str, typer.Option("--year", help="Fiscal year (B.E.).")],
    quarter: Annotated[
        str | None, typer.Option("--quarter", help="Up to the end of it; 4 if left out.")
    ] = None,
) -> Result:
    """The figures of a district's year, exactly as they are known: each look is logged."""
    from desk.cli.tables import listed
    from desk.views.district_figures import district_figures
    from registry.records.rights import who_may_on
    from registry.rules.dates import parse_be_year
    from registry.rules.figure_checks import refuse_to_come
    from registry.rules.figure_words import plain_number
    from registry.rules.rights import Verb

    code, registry = call.district(district), call.registry
    of_year, upto = parse_be_year(year, field="--year"), quarter_typed(quarter) or 4
    refuse_to_come(of_year, None, registry.today, field="--year")
    with registry.reading() as connection:
        who = who_may_on(connection, registry.today, call.recorded_by, Verb.SEE_EXACT, code)
        seen = district_figures(connection, code, of_year, upto, registry.today, exact=True)
    registry.note_attempt(actor=who.ref, target=f"figures/{code}/{of_year}/q{upto}", code="looked")
    return listed(
        {
            "district": code,
            "year": of_year,
            "quarter": upto,
            "figures": [
                {
                    "indicator": one.indicator.key,
                    "quarter": one.quarter.th,
                    "so_far": one.so_far.th,
                    "parts": {part.key: part.words.th for part in one.parts_so_far},
                    "target": one.target,
                }
                for one in seen.figures
            ],
        },
        ("indicator", "quarter_own", "so_far", "target"),
        seen.figures,
        lambda one, lang: (
            written(one.title, lang),
            "" if one.computed else written(one.quarter, lang),
            written(one.so_far, lang),
            "" if one.target is None else plain_number(one.target),
        ),
    )


def target(
    call: Call,
    district: Annotated[str, typer.Argument(help="Name or code of the district.")],
    indicator: Annotated[str, typer.Argument(help="Key of the indicator.")],
    value: Annotated[str, typer.Argument(help="A whole number; of a share percent.")],
    year: Annotated[str, typer.Option("--year", help="Fiscal year (B.E.) that aims at it.")],
) -> Result:
    """Set what a district aims at in a year, from today on; what it aimed at before is kept."""
    from flows.year.targets import TargetTyped, set_targets
    from registry.rules.dates import parse_be_year

    code, of_year = call.district(district), parse_be_year(year, field="--year")
    typed = [TargetTyped("VALUE", indicator, value)]
    count = set_targets(call.registry, code, of_year, typed, recorded_by=call.recorded_by)
    data = {"district": code, "year": of_year, "indicator": indicator, "targets": count}
    return Result(data, lambda lang: [say("figure.targets_set", lang, count=count)])


def sheet(
    call: Call,
    district: Annotated[str, typer.Argument(help="Name or code of the district.")],
    year: Annotated[str, typer.Option("--year", help="Fiscal year (B.E.).")],
    quarter: Annotated[str, typer.Option("--quarter", help="1 to 4.")],
    out: OutFile,
) -> Result:
    """The sheet of a quarter as a workbook: as it waits, or as it was recorded."""
    from desk.imports.files import write_file
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
            _, content = book_of_quarter(connection, asked, call.registry.today)
        elif (told := recorded_sheet(connection, of)) is not None:
            _, content = book_of_recorded(connection, told)
        else:
            raise NoOpenSheet(field="--quarter", value=of.words)
    size = write_file(out, content, field="--out")
    data = {"district": of.district, "file": out, "bytes": size}
    return Result(data, lambda lang: [say("desk.written", lang, file=out, bytes=size)])


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
    content = read_bytes(file, field="FILE")
    read = open_quarter(content, megabytes, file=Path(file).name, field="FILE")
    with registry.reading() as connection:
        asked = open_sheet(connection, read.of)
        told = None if asked else recorded_sheet(connection, read.of)
    if told is not None:
        day = bangkok_day(told.answer.record.recorded_at)
        raise QuarterRecorded(field="FILE", value=read.of.words, day=day)
    if asked is None:
        raise NoOpenSheet(field="FILE", value=read.of.words)
    decision = Decision(
        instance=asked.instance_id,
        gate=asked.path,
        by=by,
        decided_on=call.day(decided_on, "--decided-on"),
        answer=read.answer(read.of, "FILE"),
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
    from registry.records.rights import who_may_on
    from registry.rules.rights import Verb

    registry = call.registry
    content = read_bytes(file, field="FILE")
    megabytes = call.settings.upload_megabytes
    read = open_quarter(content, megabytes, file=Path(file).name, field="FILE")
    with registry.reading() as connection:
        told = recorded_sheet(connection, read.of)
        if told is None:
            raise NotRecorded(field="FILE", value=read.of.words)
        record = told.answer.record
        answer = with_kept(read.answer(read.of, "FILE"), told.answer.body.get("rows"))
        fields = changed_fields(record, answer)
        if look:
            area = read.of.district
            who = who_may_on(connection, registry.today, call.recorded_by, Verb.SEE_EXACT, area)
            changes = changes_in_words(connection, read.of, record, fields)
    if look:
        target = f"figures/{read.of.district}/{read.of.year}/q{read.of.quarter}"
        registry.note_attempt(actor=who.ref, target=target, code="looked")
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


def correct(
    call: Call,
    district: Annotated[str, typer.Argument(help="Name or code of the district.")],
    indicator: Annotated[str, typer.Argument(help="Key of the indicator.")],
    year: Annotated[str, typer.Option("--year", help="Fiscal year (B.E.).")],
    quarter: Annotated[str, typer.Option("--quarter", help="1 to 4.")],
    value: Annotated[
        list[str], typer.Option("--value", help="The number, or part=number; may be repeated.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why it is put right.")],
    qualifier: Annotated[
        str, typer.Option("--qualifier", help="exact, at_least or over.")
    ] = "exact",
) -> Result:
    """Put a quarter's figure right after its report was sent: the report stays as it was sent."""
    from flows.year.late_figures import LateCorrection, correct_figures
    from registry.records.figures import QualifierUnknown
    from registry.rules.dates import parse_be_year
    from registry.rules.figures import Qualifier

    if qualifier not in set(Qualifier):
        raise QualifierUnknown(field="--qualifier", value=qualifier, known=", ".join(Qualifier))
    cut = [one.rpartition("=") for one in value]
    values = {part: number for part, _, number in cut}
    code, of_year = call.district(district), parse_be_year(year, field="--year")
    asked = LateCorrection(
        code, of_year, quarter_typed(quarter) or 0, indicator, values, reason, Qualifier(qualifier)
    )
    found = correct_figures(call.office, asked, recorded_by=call.recorded_by)
    data = {"district": code, "year": of_year, "indicator": indicator, "figures": len(found)}
    return Result(data, lambda lang: [say("figure.corrected", lang, count=len(found))])
