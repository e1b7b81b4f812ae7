"""`people`, `load`: who holds what, and the files that say so."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.acts_of_two import asked_line, whoever
from desk.cli.call import Call, Result
from desk.cli.commands import access
from desk.cli.commands.renaming import rename
from desk.cli.exclusive_options import refuse_beside, way_of
from desk.cli.options import DistrictOption, Known, ListByDefault, On, command, command_group
from desk.cli.tables import listed, table
from desk.views.words import DASH, day, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from config.words import Sentence
    from desk.views.chief_terms import ChiefTerm
    from registry.queries.seen_offices import Holder, OfficeWithHolders
    from registry.records.load_file import LoadFile


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Who holds the offices of a district; accounts and contacts of people."
    group = command_group(app, "people", about, cls=ListByDefault)
    command(group, "list", of="people")(list_holders)
    command(group, "show", of="people")(show_person)
    access.register(group)
    command(group, "merge", of="people")(merge_people)
    command(group, "rename", of="people")(rename)
    command(group, "reassign", of="people", recorded=True)(reassign_districts)
    command(app, "load", recorded=True)(load_command)


def list_holders(
    call: Call,
    district: DistrictOption,
    on: On = None,
    known: Known = None,
) -> Result:
    """The offices of a district and its province on a day: who holds them, who acts, vacancies."""
    from desk.cli.as_of import as_of
    from desk.views.chief_terms import chief_terms
    from desk.views.view import View
    from registry.queries.seen_offices import offices_seen

    code, asked = call.district(district), as_of(call, on, known)
    with call.registry.reading() as connection:
        offices = offices_seen(connection, code, asked.on, asked.known)
        view = View(call.office, connection, asked.on)
        chief = chief_terms(view, [code], asked.known)[code]
    return listed(
        {
            "district": code,
            "on": asked.on,
            "known": asked.known,
            "offices": offices,
            "chief": chief,
        },
        ("office", "title", "holder", "person", "capacity", "since", "until"),
        [(one, holder) for one in offices for holder in one.holders or (None,)],
        lambda one, lang: _held(*one, lang),
        lambda lang: [*asked.lines(lang), _chief(chief, lang)],
    )


def _chief(term: "ChiefTerm", language: Language) -> str:
    """How long the Chief is expected to stay."""
    return f"{say('office.district_chief', language)}: {word(term.said, language)}"


def _held(office: "OfficeWithHolders", holder: "Holder | None", lang: Language) -> tuple[str, ...]:
    """An office with one of its holders, or that nobody holds it."""
    named = (office.ref, word(office.title, lang))
    if holder is None:
        return (*named, say(office.without, lang), DASH, DASH, DASH, DASH)
    return (
        *named,
        word(holder.name, lang),
        holder.person,
        say(f"capacity.{holder.capacity}", lang),
        day(holder.since, lang),
        day(holder.last_day, lang),
    )


def show_person(
    call: Call,
    person: Annotated[str, typer.Argument(help="Reference or name of the person.")],
    on: On = None,
    known: Known = None,
) -> Result:
    """A person: the offices they hold or held, and their parts. Never how they are reached."""
    from desk.cli.as_of import as_of
    from desk.views.person_summary import person_summary

    asked = as_of(call, on, known)
    with call.registry.reading() as connection:
        seen = person_summary(connection, person, asked.on, asked.known)
    return Result(
        seen,
        lambda lang: [
            *asked.lines(lang),
            f"{seen.ref}  {word(seen.name, lang)}",
            *table(
                [say(f"head.{name}", lang) for name in ("office", "capacity", "since", "until")],
                [
                    (
                        one.ref,
                        say(f"capacity.{one.capacity}", lang),
                        day(one.start, lang),
                        day(one.last_day, lang),
                    )
                    for one in seen.terms
                ],
            ),
            *(f"{say(f'part.{one.part}', lang)}  {one.area}" for one in seen.parts),
        ],
    )


def reassign_districts(
    call: Call,
    leaver: Annotated[str, typer.Argument(help="Who hands over: reference or name.")],
    successor: Annotated[str, typer.Argument(help="Who takes over: reference or name.")],
    *,
    districts: Annotated[
        str,
        typer.Option("--districts", help="One or several, with commas or semicolons between."),
    ],
    on: On = None,
) -> Result:
    """Districts pass from one coordinator to another, from a day on.

    Each gets a handover, with a page of its open work.
    """
    from desk.cli.effect_settlement import settle
    from desk.cli.process_start import codes
    from flows.handover.reassignment import Reassignment, reassign

    said = Reassignment(leaver, successor, codes(call, None, districts), call.day(on))
    made = reassign(call.office, said, recorded_by=call.recorded_by)
    performed = settle(call)
    return Result(
        made,
        lambda lang: [
            *(
                say("desk.passed" if one.new else "desk.passed_before", lang,
                    district=one.name, instance=one.instance)
                for one in made
            ),
            *performed.lines(lang),
        ],
    )  # fmt: skip


def merge_people(
    call: Call,
    merged: Annotated[str, typer.Argument(help="The record that is the same person's.")] = "",
    kept: Annotated[str, typer.Argument(help="The record that is kept.")] = "",
    look: Annotated[bool, typer.Option("--look", help="Say what follows, ask nothing.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    undo: Annotated[int | None, typer.Option("--undo", help="Part a merge of that number.")] = None,
    confirm: Annotated[
        int | None, typer.Option("--confirm", help="Agree to a merge that has no gate.")
    ] = None,
    refuse: Annotated[
        int | None, typer.Option("--refuse", help="Refuse a merge that has no gate.")
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", help="With --confirm: the mark of what was read.")
    ] = None,
    recorded_by: Annotated[
        str, typer.Option("--recorded-by", help="Who asks or answers: reference or name.")
    ] = "",
) -> Result:
    """Two records of one person made one: asked by one person, agreed to by another."""
    from flows.decisions.merge import preview

    del recorded_by  # kept by the call
    way = way_of({"--look": look, "--undo": undo, "--confirm": confirm, "--refuse": refuse})
    if way not in (None, "--look"):
        refuse_beside(way, {"MERGED": merged, "KEPT": kept})
    by, number = whoever(call), confirm if confirm is not None else refuse
    if look:
        pair, follows = preview(call.office, merged, kept, recorded_by=by)
        return Result({"pair": pair, "follows": follows}, lambda lang: _told(follows, lang))
    call.aim_at(number, undo)
    if number is not None:
        return _settle(
            call, number, confirmed=confirm is not None, reason=reason, by=by, about=about
        )
    if undo is not None:
        return _part(call, undo, reason, by)
    return _ask(call, merged, kept, reason, by)


def _ask(call: Call, merged: str, kept: str, reason: str, by: str) -> Result:
    from flows.decisions.merge import ask_merge, preview

    _, follows = preview(call.office, merged, kept, recorded_by=by)
    made = ask_merge(call.office, merged, kept, reason=reason, recorded_by=by)
    return Result(
        {"asked": made, "follows": follows},
        lambda lang: [asked_line(made, "people merge", lang), *_told(follows, lang)],
    )


def _part(call: Call, number: int, reason: str, by: str) -> Result:
    from flows.decisions.merge import ask_parting

    made = ask_parting(call.office, number, reason=reason, recorded_by=by)
    return Result({"asked": made}, lambda lang: [asked_line(made, "people merge", lang)])


def _settle(
    call: Call, number: int, *, confirmed: bool, reason: str, by: str, about: str | None
) -> Result:
    from flows.decisions.merge import MERGE

    done = MERGE.settle(
        call.office, number, confirmed=confirmed, reason=reason, recorded_by=by, about=about
    )
    return Result({"merge": done}, lambda lang: [say(f"merge.{done.status}", lang)])


def _told(follows: "Iterable[Sentence]", language: Language) -> list[str]:
    return [say("merge.follows", language), *(f"  {word(one, language)}" for one in follows)]


def load_command(
    call: Call,
    file: Annotated[str, typer.Argument(help="A .toml, .json, .yaml or .xlsx file, or -.")],
) -> Result:
    """Load agencies, people, offices, holders and parts. Loaded twice it changes nothing.

    Tables: agencies (key, name_th, name_en, partner), people (ref, title_th, name_th, title_en,
    name_en, sex, phone, email), kinds (key, area, name_th, name_en), offices (ref, title_th,
    title_en, unit_th, unit_en, agency, since), holders (office, person, start, last_day, capacity,
    basis, basis_number, basis_date, scope), parts (person, role, area, start, last_day),
    corrections (as holders, with new_start or gone: of the term that stands with that start). The
    last day is the last in office.
    An .xlsx is one that `export offices` wrote.
    """
    from desk.cli.effect_settlement import settled
    from desk.imports.row_loading import load_rows
    from desk.views.rotations import leaves_told, told_as

    done = load_rows(call.office, _rows(call, file), recorded_by=call.recorded_by)
    return settled(
        call,
        {
            "loaded": done.loaded,
            "outside_terms": done.flagged,
            "rotations": done.rotations,
            "left": done.left,
        },
        lambda lang: [
            say("desk.loaded", lang, **vars(done.loaded)),
            *(say("desk.outside_term", lang, entry=one) for one in done.flagged),
            *(word(one, lang) for one in told_as(done.rotations)),
            *(word(one, lang) for one in leaves_told(done.left)),
        ],
    )


def _rows(call: Call, file: str) -> "LoadFile":
    from desk.imports.files import WORKBOOKS, read_file
    from desk.imports.load_files import load_file
    from flows.capabilities import net

    if Path(file).suffix.lower() in WORKBOOKS:
        return _of_workbook(call, Path(file))
    return load_file(read_file(file, field="FILE"), net())


def _of_workbook(call: Call, path: Path) -> "LoadFile":
    """What a workbook that `export offices` wrote says. Raises DirectoryFileUnfit."""
    from desk.imports.directory_file import DirectoryFileUnfit, read_directory
    from desk.imports.files import read_workbook_file
    from tasks.workbooks.directory_workbook import DIRECTORY

    raw = read_workbook_file(path, call.settings.upload_megabytes, DIRECTORY)
    with call.registry.reading() as connection:
        read = read_directory(connection, raw, call.office.net, today=call.registry.today)
    if read.problems:
        raise DirectoryFileUnfit(read.problems, "FILE")
    return read.rows
