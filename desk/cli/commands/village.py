"""`village`: the villages of a district, what they reported, what their community plans say."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import (
    DistrictOption,
    Known,
    ListByDefault,
    On,
    OutFile,
    Reason,
    command,
    command_group,
)
from desk.cli.tables import listed, table
from desk.cli.written_file import written_file
from desk.views.words import DASH, day, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.imports.village_file import VillageContent
    from desk.views.district_villages import ListedVillage
    from registry.queries.villages import ReportRow, VillageRow
    from registry.rules.villages import AreaSituation

Key = Annotated[str, typer.Argument(metavar="VILLAGE", help="Key of the village: 5715/village/3.")]
Figure = Annotated[int | None, typer.Option(min=0)]
SHOWN = ("risk_places", "crossings", "watch_groups", "watch_women", "watch_men")


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "The villages of a district: list, situation, show, load, report, survey."
    group = command_group(app, "village", about, cls=ListByDefault)
    command(group, "list", of="village", read=True)(list_villages)
    command(group, "situation", of="village", read=True)(show_situation)
    command(group, "show", of="village", read=True)(show_village)
    command(group, "load", of="village", recorded=True)(load_villages)
    command(group, "report", of="village", recorded=True)(report)
    command(group, "take-back", of="village", recorded=True)(take_back)
    command(group, "survey", of="village")(survey)


def list_villages(
    call: Call, district: DistrictOption, on: On = None, known: Known = None
) -> Result:
    """The villages of a district on a day, each with its last report up to then."""
    from desk.cli.as_of import as_of
    from desk.views.district_villages import district_villages

    code, asked = call.district(district), as_of(call, on, known)
    with call.registry.reading() as connection:
        exact = _sees_exact(call, code)
        seen = district_villages(connection, code, asked.on, asked.known, exact=exact)
    rows = [(one, part.name) for part in seen.subdistricts for one in part.villages]
    return listed(
        {"district": code, "on": asked.on, "known": asked.known,
         "villages": [one for one, _ in rows]},
        ("village", "subdistrict", "moo", "name", "as_of", *SHOWN, "open_problems"),
        rows,
        lambda row, lang: (
            row[0].village.key,
            word(row[1], lang),
            str(row[0].village.moo or ""),
            word(row[0].village.name, lang),
            *_reported(row[0], lang),
            word(row[0].open_problems, lang),
        ),
        asked.lines,
    )  # fmt: skip


def _reported(one: "ListedVillage", language: Language) -> "list[str]":
    report = one.report
    if report is None:
        return [say("word.not_recorded", language), *("" for _ in SHOWN)]
    old = "" if one.counts else f" ({say('village.outdated', language)})"
    return [f"{day(report.as_of, language)}{old}", *_figures(report, SHOWN, language)]


def _figures(report: "ReportRow", names: "Iterable[str]", language: Language) -> list[str]:
    none = say("word.not_recorded", language)
    found = [report.figures[one] for one in names]
    return [none if one is None else str(one) for one in found]


def show_situation(
    call: Call, district: DistrictOption, on: On = None, known: Known = None
) -> Result:
    """What the villages of a district add up to, by sub-district: "at least" where some lack."""
    from desk.cli.as_of import as_of
    from desk.views.district_villages import shown_situation
    from registry.queries.village_situations import situation

    code, asked = call.district(district), as_of(call, on, known)
    with call.registry.reading() as connection:
        found = situation(connection, code, asked.on, asked.known)
    seen = shown_situation(found, exact=_sees_exact(call, code))
    rows = [(seen.names[one], total) for one, total in seen.parts.items()]
    return listed(
        seen,
        ("subdistrict", "reported", *SHOWN, "calls", "open_problems"),
        [*rows, (None, seen.whole)],
        lambda row, lang: (
            say("village.whole_district", lang) if row[0] is None else word(row[0], lang),
            *_totals(row[1], lang),
        ),
        lambda lang: [*asked.lines(lang), say("village.counts_for", lang, days=seen.days)],
    )


def _totals(area: "AreaSituation", language: Language) -> list[str]:
    from flows.village.roll_up import reported_said, total_said

    figures = (area.totals.get(one) for one in (*SHOWN, "calls"))
    return [
        word(reported_said(area), language),
        *(word(total_said(one), language) if one else DASH for one in figures),
        word(total_said(area.open_problems), language),
    ]


def show_village(call: Call, key: Key) -> Result:
    """A village: its names, its reports, its community plan, each with its row."""
    from desk.views.district_villages import shown_report
    from registry.queries.village_problems import problems_of
    from registry.queries.villages import names_of, reports_of

    found = _village(call, key)
    with call.registry.reading() as connection:
        names, exact = names_of(connection, found.key), _sees_exact(call, found.district)
        reports = [shown_report(one, exact=exact) for one in reports_of(connection, found.key)]
        plan = problems_of(connection, found.key, call.registry.today)
    return Result(
        {"village": found, "names": names, "reports": reports, "plan": plan},
        lambda lang: [
            *(f"{one.moo or ''} {word(one.name, lang)}  {day(one.start, lang)} – "
              f"{day(one.last_day, lang)}".strip() for one in names),
            *table(
                [say(f"head.{one}", lang) for one in ("row", "as_of", *SHOWN)],
                [(f"village_report/{one.row}", day(one.as_of, lang), *_figures(one, SHOWN, lang))
                 for one in reports],
            ),
            *table(
                [say(f"head.{one}", lang) for one in ("row", "state", "problem")],
                [(f"community_plan/{one.row}", say(f"village.state.{one.state}", lang),
                  " ".join(one.words["problem"].split())) for one in plan],
            ),
        ],
    )  # fmt: skip


def _sees_exact(call: Call, district: str) -> bool:
    """Whether it is told how often something was reported to whom: to who may see that there."""
    return call.reader.sees_exact(district, f"villages/{district}")


def _village(call: Call, key: str) -> "VillageRow":
    """The village of that key. Raises NoSuchVillage."""
    from desk.imports.village_reading import NoSuchVillage
    from registry.queries.villages import village

    with call.registry.reading() as connection:
        found = village(connection, key)
    if found is None:
        raise NoSuchVillage(field="VILLAGE", value=key)
    return found


def load_villages(
    call: Call,
    file: Annotated[str, typer.Argument(help="A workbook that `export villages` wrote.")],
    district: DistrictOption,
    look: Annotated[
        bool, typer.Option("--look", help="Say what would change, record it not.")
    ] = False,
    reason: Reason = "",
) -> Result:
    """Bring a workbook of villages in. Brought in twice it changes nothing.

    --reason says why a text has to stay that may name a person, or that two villages bear one name.
    """
    from desk.imports.files import read_workbook_file
    from desk.imports.village_file import VillageFileUnfit, read_villages, record_content
    from tasks.workbooks.village_workbook import VILLAGES

    code, today = call.district(district), call.registry.today
    raw = read_workbook_file(Path(file), call.settings.upload_megabytes, VILLAGES)
    with call.registry.reading() as connection:
        read = read_villages(connection, raw, call.office.net, today=today, district=code)
    if look and (wrong := read.problems or read.warnings):
        raise VillageFileUnfit(wrong, "FILE")
    if not look:
        record_content(call.office, code, read, recorded_by=call.recorded_by, reason=reason)
    return Result(
        {"district": code, "changes": read.changes.count, "recorded": not look},
        lambda lang: [_told(read, lang, looked=look)],
    )  # fmt: skip


def _told(read: "VillageContent", language: Language, *, looked: bool) -> str:
    if not read.differs:
        return say("village.nothing_new", language)
    return say("village.looked" if looked else "village.recorded", language, **read.changes.count)


def report(  # noqa: PLR0913 — the figures of a report, each by its name
    call: Call,
    key: Key,
    as_of: Annotated[str, typer.Option("--as-of", help="Day of the survey.")],
    risk_places: Figure = None,
    crossings: Figure = None,
    watch_groups: Figure = None,
    watch_women: Figure = None,
    watch_men: Figure = None,
    calls: Annotated[
        list[str] | None,
        typer.Option("--calls", help="Reports in 12 months by channel: police=2. Repeat it."),
    ] = None,
    source: Annotated[str, typer.Option("--source", help="Where the figures are from.")] = "",
    reason: Reason = "",
) -> Result:
    """Record what a village reported as of a day. A figure left out is not recorded, never 0."""
    from desk.imports.village_forms import calls_typed, record_report
    from registry.records.village_changes import NewReport

    found = _village(call, key)
    figures = dict(zip(SHOWN, (risk_places, crossings, watch_groups, watch_women, watch_men),
                       strict=True))  # fmt: skip
    said = NewReport(
        found.key, call.day(as_of, "--as-of"), {**figures, **calls_typed(calls or ())},
        {"source": source},
    )  # fmt: skip
    done = record_report(call.office, found, said, recorded_by=call.recorded_by, reason=reason)
    return Result(
        {"village": found.key, "report": done},
        lambda lang: [say("village.recorded", lang, names=0, reports=1, problems=0)],
    )


def take_back(
    call: Call,
    key: Key,
    as_of: Annotated[str, typer.Option("--as-of", help="Day of the report.")],
) -> Result:
    """A report that was of another village or another day counts no more; it is kept."""
    from desk.imports.village_forms import take_report_back

    found, on = _village(call, key), call.day(as_of, "--as-of")
    take_report_back(call.office, found, on, recorded_by=call.recorded_by)
    return Result(
        {"village": found.key, "as_of": on},
        lambda lang: [say("village.taken_back", lang, as_of=on)],
    )


def survey(
    call: Call,
    district: DistrictOption,
    *,
    out: OutFile,
    subdistrict: Annotated[
        str | None, typer.Option("--subdistrict", help="Code of one sub-district.")
    ] = None,
    village: Annotated[str | None, typer.Option("--village", help="Key of one village.")] = None,
) -> Result:
    """The survey to be printed and carried to the villages, a sheet each."""
    from desk.views.village_survey import survey_of

    code = call.district(district)
    with call.registry.reading() as connection:
        made = survey_of(
            call.office, connection, code, call.registry.today,
            subdistrict=subdistrict, village=village,
        )  # fmt: skip
    return written_file(out, made, {"district": code})
