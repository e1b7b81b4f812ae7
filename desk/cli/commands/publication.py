"""`publish`: tables that leave the house."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.audiences import Audience
from config.words import Language, say, written
from desk.cli.call import Call, Result
from desk.cli.options import command, quarter_typed

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desk.views.publication_sheet import PublicationSheet
    from registry.queries.publication_tables import PublicationTable
    from registry.queries.publications import PublicationRequest


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "publish", of="publication", recorded=True)(publish)


def publish(
    call: Call,
    table: Annotated[str, typer.Argument(help="Key of the fixed table as listed above.")],
    year: Annotated[str, typer.Option("--year", help="Fiscal year (B.E.) that is over.")],
    out: Annotated[
        str | None, typer.Option("--out", help="New file, .xlsx or .csv; without it a preview.")
    ] = None,
    district: Annotated[
        str | None, typer.Option("--district", help="Name or code of the district.")
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", help="Name or code of the province.")
    ] = None,
    quarter: Annotated[
        str | None, typer.Option("--quarter", help="1 to 4; without it the year's.")
    ] = None,
    audience: Annotated[
        Audience, typer.Option("--audience", help="shared: other offices; public: everybody.")
    ] = Audience.PUBLIC,
) -> Result:
    """Publish a fixed table of a closed period; small counts about victims are hidden.

    Tables: committees, activities, assistance, assisted_by_sex, assisted_by_age,
    assisted_by_nationality, reports_by_channel, services. Without --out it shows what would
    leave the house, what is hidden, with which earlier tables it would tell of a few people, and
    what can be published instead; nothing is published. With --out the table is published: what
    it hides stays hidden in every later one. One that would show nothing is refused. All is logged.
    """
    from desk.views.publication_sheet import advice_on, publication_sheet
    from registry.records.publishing import asked_for, preview
    from registry.rules.dates import parse_be_year

    area = _area(call, district, province)
    of_year = parse_be_year(year, field="year")
    asked = asked_for(table, area, of_year, quarter_typed(quarter), audience)
    registry, by = call.registry, call.recorded_by
    if out is None:
        made = preview(registry, asked, recorded_by=by)
        with registry.reading() as connection:
            sheet = publication_sheet(connection, made, registry.today)
            advice = advice_on(connection, made, registry.today)
    else:
        made, sheet = _published(call, asked, out)
        advice = ()
    data = {
        "table": table,
        "area": area,
        "file": out,
        "hidden": made.hidden,
        "threshold": made.threshold,
        "left_before": made.left_before,
        "advice": [one.th for one in advice],
        "rows": [
            {"area": name.th, "numbers": [one.text.th for one in numbers]}
            for name, numbers in sheet.rows
        ],
    }
    return Result(
        data,
        lambda lang: [
            *_lines(sheet, lang, out),
            *(written(one, lang) for one in advice),
            *_before(made, lang),
        ],
    )


def _before(made: "PublicationTable", lang: Language) -> list[str]:
    from desk.views.words import moment

    at = made.left_before
    return [] if at is None else [say("publication.left_before", lang, at=moment(at, lang))]


def _published(
    call: Call, asked: "PublicationRequest", out: str
) -> "tuple[PublicationTable, PublicationSheet]":
    """The table, published, in the new file. Where that cannot be written nothing is published."""
    from desk.imports.files import new_file
    from desk.views.publication_file import file_kind, publication_file
    from desk.views.publication_sheet import publication_sheet
    from flows.export import ExportTargetExists
    from registry.records.publishing import publish_table

    kind = file_kind(out, field="--out")
    if Path(out).exists():
        raise ExportTargetExists(field="--out", folder=out)
    sheets: list[PublicationSheet] = []
    with new_file(out, field="--out") as part:

        def write_down(connection: "Connection", made: "PublicationTable") -> None:
            sheets.append(publication_sheet(connection, made, call.registry.today))
            part.write_bytes(publication_file(sheets[0], kind))

        by = call.recorded_by
        made = publish_table(call.registry, asked, recorded_by=by, write_down=write_down)
    return made, sheets[0]


def _area(call: Call, district: str | None, province: str | None) -> str:
    from desk.cli.exclusive_options import refuse_beside
    from desk.cli.refusals import needed

    if district is not None:
        refuse_beside("--district", {"--province": province})
        return call.district(district)
    return call.province(needed(province, "--province"))


def _lines(sheet: "PublicationSheet", lang: Language, out: str | None) -> list[str]:
    from desk.cli.tables import table

    rows = [
        [written(area, lang), *(written(one.text, lang) for one in numbers)]
        for area, numbers in sheet.rows
    ]
    heads = [say("publication.district", lang), *(written(one, lang) for one in sheet.heads)]
    why = [
        say("publication.hidden_because", lang, count=count, why=say(f"publication.{mark}", lang))
        for mark, count in sheet.why
    ]
    told = "publication.published" if out else "publication.previewed"
    return [
        written(sheet.title, lang),
        *(written(one, lang) for one in sheet.about),
        *table(heads, rows),
        *(written(one, lang) for one in sheet.notes),
        *why,
        say(told, lang, file=out or ""),
    ]
