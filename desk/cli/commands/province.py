"""`province`: it is added; what is unset in it, and where its districts and years stand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import Known, On, OutFile, Province, command, command_group
from desk.cli.tables import table
from desk.cli.written_file import written_file
from desk.views.words import word

if TYPE_CHECKING:
    from datetime import date, datetime

    from desk.views.settings_and_law import ProvinceItem


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Add a province; see what is unset in it, where its districts and years stand."
    group = command_group(app, "province", about)
    command(group, "add", of="province", recorded=True)(add)
    command(group, "show", of="province")(show)
    command(group, "board", of="province")(board)
    command(group, "year", of="province")(year)
    command(group, "summary", of="province")(summary)


def add(
    call: Call,
    province: Province,
    coordinator: Annotated[
        str, typer.Option("--coordinator", help="Reference or name; with --title a new person.")
    ],
    since: Annotated[str, typer.Option("--from", help="Coordinates from, YYYY-MM-DD.")],
    title: Annotated[
        str | None, typer.Option("--title", help="Title before the name of a new person.")
    ] = None,
) -> Result:
    """Record the first coordinator of a province, and tell what is to be looked at next."""
    from config.titles import title_list
    from desk.imports.new_province import add_province

    code, start = call.province(province), call.day(since, "--from")
    who: str | dict[str, str] = coordinator
    if title is not None:
        listed = next((t for t in title_list().titles() if title in (t.full_th, t.short_th)), None)
        who = {
            "ref": "new/1",
            "title_th": listed.full_th if listed else title,
            "title_en": listed.english if listed else "",
            "sex": listed.sex if listed else "not_stated",
            "name_th": coordinator,
        }
    done = add_province(call.office, code, who, start.isoformat(), recorded_by=call.recorded_by)
    items = _items(call, code, call.registry.today)
    data = {"province": code, "loaded": done.loaded, "to_look_at": _data(items)}
    return Result(data, lambda lang: [say("province.added", lang, province=code),
                                      *_lines(items, lang)])  # fmt: skip


def show(call: Call, province: Province, on: On = None, known: Known = None) -> Result:
    """What is unset or unverified in a province: settings, then the law that it cites."""
    from desk.cli.as_of import as_of

    code, asked = call.province(province), as_of(call, on, known)
    items = _items(call, code, asked.on, asked.known)
    return Result(
        {"province": code, "on": asked.on, "known": asked.known, "to_look_at": _data(items)},
        lambda lang: [*asked.lines(lang), *_lines(items, lang)],
    )


def board(call: Call, province: Province, on: On = None, known: Known = None) -> Result:
    """Where each district of the province stands on a day, its Chief's term and its seats."""
    from desk.cli.as_of import as_of
    from desk.cli.board_lines import board_lines
    from desk.views.board import board as province_board
    from desk.views.view import View
    from registry.queries.areas import districts_within

    code, asked = call.province(province), as_of(call, on, known)
    with call.registry.reading() as connection:
        view = View(call.office, connection, asked.on)
        rows = districts_within(connection, {code})
        made = province_board(view, rows, call.language, asked.known)
    return Result(
        {"on": asked.on, "known": asked.known, "board": made},
        lambda lang: [*asked.lines(lang), *board_lines(made, lang)],
    )


def year(
    call: Call,
    province: Province,
    fiscal_year: Annotated[
        str | None, typer.Option("--year", help="Fiscal year (B.E.); the newest that is open.")
    ] = None,
    shown: Annotated[
        str,
        typer.Option("--show", help="all, late, unfunded, not_submitted, not_active or no_data."),
    ] = "all",
    on: On = None,
    known: Known = None,
) -> Result:
    """The year board: where each district stands with its money, its plan and its quarters."""
    from desk.cli.as_of import as_of
    from desk.cli.refusals import UsageUnfit
    from desk.cli.year_lines import year_data, year_lines
    from desk.views.view import View
    from desk.views.year_board import Shown, year_asked, year_board
    from registry.queries.areas import districts_within
    from registry.rules.dates import parse_be_year

    code, asked = call.province(province), as_of(call, on, known)
    if shown not in set(Shown):
        raise UsageUnfit(field="--show", problem=shown)
    with call.registry.reading() as connection:
        view = View(call.office, connection, asked.on)
        chosen = parse_be_year(fiscal_year, field="--year") if fiscal_year else year_asked(view)
        found = year_board(
            view, districts_within(connection, {code}), chosen, call.language,
            shown=Shown(shown), known=asked.known,
        )  # fmt: skip
    return Result(
        {"province": code, "on": asked.on, "known": asked.known, **year_data(found)},
        lambda lang: [*asked.lines(lang), *year_lines(found, lang)],
    )


def summary(
    call: Call,
    province: Province,
    *,
    fiscal_year: Annotated[str, typer.Option("--year", help="Fiscal year (B.E.).")],
    quarter: Annotated[int, typer.Option("--quarter", help="Quarter, 1 to 4.", min=1, max=4)],
    out: OutFile,
) -> Result:
    """The summary of a quarter's districts, an agenda paper of the provincial committee."""
    from desk.views.provincial_summary import provincial_summary
    from desk.views.view import View
    from registry.rules.dates import parse_be_year
    from registry.rules.figure_checks import refuse_to_come

    code = call.province(province)
    chosen = parse_be_year(fiscal_year, field="--year")
    refuse_to_come(chosen, quarter, call.registry.today, field="--year")
    with call.registry.reading() as connection:
        view = View(call.office, connection, call.registry.today)
        made = provincial_summary(view, code, chosen, quarter)
    return written_file(out, made, {"province": code})


def _items(
    call: Call, province: str, on: "date", known: "datetime | None" = None
) -> "tuple[ProvinceItem, ...]":
    from desk.views.settings_and_law import settings_and_law

    with call.registry.reading() as connection:
        return settings_and_law(connection, province, on, known).to_do


def _data(items: "tuple[ProvinceItem, ...]") -> list[dict[str, str]]:
    return [{"kind": one.kind, "key": one.key, "state": one.state} for one in items]


def _lines(items: "tuple[ProvinceItem, ...]", lang: Language) -> Iterator[str]:
    yield say("province.to_look_at", lang, count=len(items))
    yield from table(
        [say(f"head.{name}", lang) for name in ("key", "state", "value")],
        [(one.key, say(f"setting.state.{one.state}", lang), word(one.value, lang))
         for one in items],
    )  # fmt: skip
