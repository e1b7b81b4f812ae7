"""`areas`: districts that the release lacks are added, each with the source that tells of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import ListByDefault, OutFile, Reason, command, command_group
from desk.cli.written_file import written_file

if TYPE_CHECKING:
    from desk.imports.district_file import DistrictContent


AddedCode = Annotated[
    str, typer.Argument(metavar="CODE", help="Code of the added district or sub-district.")
]


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Districts made after the release's list: list, add, form, and what puts them right."
    group = command_group(app, "areas", about, cls=ListByDefault)
    command(group, "list", of="areas")(list_areas)
    command(group, "add", of="areas", recorded=True)(add_areas)
    command(group, "form", of="areas")(write_form)
    command(group, "rename", of="areas", recorded=True)(rename)
    command(group, "withdraw", of="areas", recorded=True)(withdraw)
    command(group, "add-subdistrict", of="areas", recorded=True)(add_subdistrict)


def list_areas(call: Call) -> Result:
    """The districts that were added, with their sub-districts, and whether they are verified."""
    from desk.cli.tables import listed
    from desk.views.added_districts import added_told
    from desk.views.words import day, word

    with call.registry.reading() as connection:
        rows = added_told(connection)
    return listed(
        {"districts": rows},
        ("district", "name", "province", "since", "split_from", "state", "subdistricts", "source"),
        rows,
        lambda one, lang: (
            one.code,
            word(one.name, lang),
            word(one.province, lang),
            day(one.since, lang),
            word(one.split_from, lang) if one.split_from else "",
            say(f"setting.state.{one.state}", lang),
            "; ".join(f"{part.code} {word(part.name, lang)}" for part in one.subdistricts),
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
    data = {
        "recorded": not look, **_counts(read), "districts": read.told, "parts": read.subdistricts,
    }  # fmt: skip
    return Result(data, lambda lang: list(_lines(read, lang, looked=look)))


def rename(
    call: Call,
    area: AddedCode,
    name_th: Annotated[str, typer.Option("--name-th", help="In Thai; else it stays.")] = "",
    name_en: Annotated[str, typer.Option("--name-en", help="In English; else it stays.")] = "",
    reason: Reason = "",
) -> Result:
    """Name an added district or sub-district as its source does; its history keeps the old name."""
    from flows.decisions.added_areas import correct_name

    done = correct_name(
        call.office, area, name_th, name_en, reason=reason, recorded_by=call.recorded_by
    )
    return Result(
        done,
        lambda lang: [
            say("area.renamed", lang, code=done.code, before=done.before, name=done.name)
        ],
    )


def withdraw(call: Call, area: AddedCode, reason: Reason = "") -> Result:
    """Take back an added district or sub-district on which nothing hangs."""
    from flows.decisions.added_areas import withdraw_added

    gone = withdraw_added(call.office, area, reason=reason, recorded_by=call.recorded_by)
    return Result(gone, lambda lang: [say("area.withdrawn", lang, code=gone.code, name=gone.name)])


def add_subdistrict(
    call: Call,
    area: Annotated[str, typer.Argument(metavar="CODE", help="Six digits, its district's first.")],
    name_th: Annotated[str, typer.Option("--name-th", help="In Thai.")] = "",
    name_en: Annotated[str, typer.Option("--name-en", help="In English.")] = "",
) -> Result:
    """Add a sub-district to an added district, so that its villages can be recorded."""
    from flows.decisions.added_areas import give_subdistrict

    made = give_subdistrict(call.office, area, name_th, name_en, recorded_by=call.recorded_by)
    return Result(
        made, lambda lang: [say("area.subdistrict_added", lang, code=made.code, name=made.name)]
    )


def _counts(read: "DistrictContent") -> dict[str, int]:
    from desk.imports.sheet_reading import CHANGED, NEW, UNCHANGED
    from registry.rules.area_sheet import DISTRICTS, SUBDISTRICTS

    named = {"added": NEW, "sources": CHANGED, "unchanged": UNCHANGED}
    counts = {name: read.count(DISTRICTS, state) for name, state in named.items()}
    return counts | {"subdistricts": read.count(SUBDISTRICTS, NEW)}


def _lines(read: "DistrictContent", lang: Language, *, looked: bool) -> list[str]:
    counts = _counts(read)
    if not read.differs:
        return [say("area.nothing_new", lang, count=counts["unchanged"])]
    told = say("area.looked" if looked else "area.recorded", lang, **counts)
    added = [(one.code, one.name) for one in read.told]
    added += [(one.code, one.name) for one in read.subdistricts]
    return [told, *(f"  {code}  {getattr(name, lang)}" for code, name in added)]


def write_form(_call: Call, *, out: OutFile) -> Result:
    """Write the empty form to be filled in: a workbook, or CSV by the file's suffix."""
    from desk.imports.district_file import TEXT
    from tasks.workbooks.area_workbook import area_text, area_workbook

    made = area_text() if Path(out).suffix.lower() in TEXT else area_workbook()
    return written_file(out, made, {})
