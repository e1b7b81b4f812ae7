"""`areas`: districts that the release lacks are added, each with the source that tells of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import ListByDefault, OutFile, command, command_group

if TYPE_CHECKING:
    from desk.imports.district_file import DistrictContent


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Districts that the Interior Ministry made after the release's list: list, add, form."
    group = command_group(app, "areas", about, cls=ListByDefault)
    command(group, "list", of="areas")(list_areas)
    command(group, "add", of="areas", recorded=True)(add_areas)
    command(group, "form", of="areas")(write_form)


def list_areas(call: Call) -> Result:
    """The districts that were added, since when, from which, and whether they are verified."""
    from desk.cli.tables import listed
    from desk.views.added_districts import added_told
    from desk.views.words import day, word

    with call.registry.reading() as connection:
        rows = added_told(connection)
    return listed(
        {"districts": rows},
        ("district", "name", "province", "since", "split_from", "state", "source"),
        rows,
        lambda one, lang: (
            one.code,
            word(one.name, lang),
            word(one.province, lang),
            day(one.since, lang),
            word(one.split_from, lang) if one.split_from else "",
            say(f"setting.state.{one.state}", lang),
            "; ".join(one.sources),
        ),
    )


def add_areas(
    call: Call,
    file: Annotated[str, typer.Argument(help="The filled form, a workbook (.xlsx) or CSV.")],
    look: Annotated[
        bool, typer.Option("--look", help="Say what would be added, record it not.")
    ] = False,
) -> Result:
    """Add districts that the release lacks. The same file again changes nothing.

    Another file that names another source of them makes them verified.
    """
    from desk.imports.district_file import look_at_districts, read_area_file, record_districts

    office, carry_out = call.office, look_at_districts if look else record_districts
    raw = read_area_file(file, call.settings.upload_megabytes)
    read = carry_out(office, raw, recorded_by=call.recorded_by)
    data = {"recorded": not look, **_counts(read), "districts": read.told}
    return Result(data, lambda lang: list(_lines(read, lang, looked=look)))


def _counts(read: "DistrictContent") -> dict[str, int]:
    from desk.imports.sheet_reading import CHANGED, NEW, UNCHANGED
    from registry.rules.area_sheet import DISTRICTS

    named = {"added": NEW, "sources": CHANGED, "unchanged": UNCHANGED}
    return {name: read.count(DISTRICTS, state) for name, state in named.items()}


def _lines(read: "DistrictContent", lang: Language, *, looked: bool) -> list[str]:
    counts = _counts(read)
    if not read.differs:
        return [say("area.nothing_new", lang, count=counts["unchanged"])]
    told = say("area.looked" if looked else "area.recorded", lang, **counts)
    return [told, *(f"  {one.code}  {getattr(one.name, lang)}" for one in read.told)]


def write_form(_call: Call, *, out: OutFile) -> Result:
    """Write the empty form to be filled in: a workbook, or CSV by the file's suffix."""
    from desk.imports.district_file import TEXT
    from desk.imports.files import write_file
    from tasks.workbooks.area_workbook import area_text, area_workbook

    made = area_text() if Path(out).suffix.lower() in TEXT else area_workbook()
    size = write_file(out, made, field="--out")
    return Result(
        {"file": out, "bytes": size},
        lambda lang: [say("desk.written", lang, file=out, bytes=size)],
    )
