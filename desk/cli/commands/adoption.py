"""`adopt`: take in a committee that is older than Prasan; `withdraw-adoption`: it was a mistake."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import LAST_NUMBER, OfDistrict, On, command
from desk.cli.tables import table
from desk.views.words import word

if TYPE_CHECKING:
    from flows.adoption.adopt import Preview
    from registry.records.adoption_rows import RawForm
    from registry.records.filing import Upload


class Example(StrEnum):
    """Which form is written."""

    EMPTY = "empty"
    FILLED = "filled"


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "adopt")(adopt_command)
    command(app, "withdraw-adoption", recorded=True)(withdraw_adoption)


def adopt_command(  # noqa: PLR0913 — the options of a command line
    call: Call,
    file: Annotated[str, typer.Argument(help="A workbook (.xlsx) or .toml, .json, .yaml file.")],
    district: Annotated[
        str | None, typer.Option("--district", help="Name or code of the district.")
    ] = None,
    recorded_by: Annotated[  # noqa: ARG001 — `command` hands it over as call.recorded_by
        str | None, typer.Option("--recorded-by", help="Who records it: reference or name.")
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Only say what would be recorded.")
    ] = False,
    scans: Annotated[
        list[str] | None,
        typer.Option("--scans", help="A folder of scans, or a scan; may be repeated."),
    ] = None,
    on: On = None,
    looked_at: Annotated[
        str | None,
        typer.Option("--as", help="Of which committee the preview was, by the word it gave."),
    ] = None,
    instead_of: Annotated[
        int | None,
        typer.Option("--instead-of", help="Establishment to be stopped for it.", max=LAST_NUMBER),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", help="Why it is stopped; why odd free text is right.")
    ] = "",
    example: Annotated[
        Example | None, typer.Option("--example", help="Write a form to FILE instead.")
    ] = None,
) -> Result:
    """Take in a committee that is older than Prasan. The same file again changes nothing.

    Whoever records it attests that no scan names a victim. Scans are told by their names
    ("order 45-2562 2019-05-07.pdf") or by the form's sheet of scans.
    """
    if example is not None:
        return _write_example(file, example)
    if call.recorded_by:
        call.aim_at()
    return _adopt(
        call, file, district, scans or [], on, looked_at, instead_of, reason, preview=preview
    )


def withdraw_adoption(call: Call, district: OfDistrict = None, on: On = None) -> Result:
    """Begin to withdraw the adoption of a committee that was taken in by mistake.

    Its gates are `adoption_mistaken` and `confirm_adoption_withdrawal`; until the second is
    answered, by another person, nothing changes.
    """
    from desk.cli.process_start import begun
    from flows.dissolution.adoption_withdrawal import ADOPTION_WITHDRAWAL

    return begun(call, ADOPTION_WITHDRAWAL.key, district, on)


def _write_example(file: str, example: Example) -> Result:
    from desk.imports.files import write_file
    from tasks.workbooks.adoption_workbook import adoption_workbook, example_form

    content = adoption_workbook(example_form() if example is Example.FILLED else {})
    write_file(file, content, field="FILE", anew=True)
    return Result({"file": file}, lambda lang: [say("adoption.written", lang, file=file)])


def _adopt(
    call: Call,
    file: str,
    district: str | None,
    scans: list[str],
    on: str | None,
    looked_at: str | None,
    instead_of: int | None,
    reason: str,
    *,
    preview: bool,
) -> Result:
    from desk.cli.effect_settlement import settled
    from desk.cli.refusals import UsageMissing
    from flows.adoption.adopt import adopt, preview as look
    from registry.records.adoption_form import read_form
    from registry.records.adoption_rows import with_scans

    if not district or not call.recorded_by:
        raise UsageMissing(field="--recorded-by" if district else "--district")
    code, day = call.district(district), call.day(on)
    uploads = _uploads(scans, call.settings.upload_megabytes)
    raw = with_scans(_raw(file, call.settings.upload_megabytes), uploads)
    form = read_form(
        raw, call.office.net, today=call.registry.today, district=code, reason=reason
    )  # fmt: skip
    if preview:
        seen = look(call.office, code, form, recorded_by=call.recorded_by,
                    uploads=uploads, cells=raw)  # fmt: skip
        return Result(_data(seen), lambda lang: _lines(seen, lang))
    done = adopt(
        call.office, code, form, recorded_by=call.recorded_by, on=day, uploads=uploads,
        instead_of=instead_of, reason=reason, cells=raw, looked_at=looked_at,
    )  # fmt: skip
    data = {**_data(done), "instance": done.instance, "waits_at": done.waits_at}
    gates = ", ".join(done.waits_at) or "-"
    counts = {state: done.count(state) for state in ("new", "changed", "unchanged")}
    return settled(
        call,
        data,
        lambda lang: [
            say("adoption.taken_in", lang, instance=done.instance, **counts),
            say("adoption.step_waits", lang, gates=gates),
            *_lines(done, lang),
        ],
    )


def _raw(file: str, megabytes: int) -> "RawForm":
    from desk.imports.files import WORKBOOKS, read_file, read_workbook_file
    from registry.records.adoption_rows import raw_of
    from tasks.workbooks.filled_form import ADOPTION

    if Path(file).suffix.lower() in WORKBOOKS:
        return read_workbook_file(Path(file), megabytes, ADOPTION)
    return raw_of(read_file(file, field="FILE"))


def _uploads(scans: list[str], megabytes: int) -> "dict[str, Upload]":
    """The scans by file name; of a folder, every file in it that does not begin with a dot."""
    from registry.uploads import read_scan

    files = [one for scan in scans for one in _files(Path(scan))]
    return {file.name: read_scan(file, megabytes, field="--scans") for file in files}


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(one for one in path.iterdir() if one.is_file() and one.name[0] != ".")


def _data(seen: "Preview") -> Mapping[str, object]:
    return {
        "district": seen.district,
        "as": seen.meant.key,
        "meant": {"message_th": seen.meant.sentence.th, "message_en": seen.meant.sentence.en},
        **{state: seen.count(state) for state in ("new", "changed", "unchanged")},
        "changes": [
            {"kind": one.item.kind, "key": one.item.key, "state": one.state} for one in seen.changes
        ],
        "gaps": [
            {"key": one.key, "message_th": one.sentence.th, "message_en": one.sentence.en}
            for one in seen.gaps
        ],
        "warnings": [{"message_th": one.th, "message_en": one.en} for one in seen.warnings],
        "new_people": seen.people,
        "leaves": seen.leaves,
    }


def _lines(seen: "Preview", lang: Language) -> Iterator[str]:
    from desk.views.rotations import leaves_told

    counts = {state: seen.count(state) for state in ("new", "changed", "unchanged")}
    if not hasattr(seen, "instance"):
        yield say("adoption.preview", lang, **counts)
        yield word(seen.meant.sentence, lang)
        yield say("adoption.record_as", lang, key=seen.meant.key)
    yield from table(
        [say(f"head.{name}", lang) for name in ("state", "what", "title")],
        [
            (
                say(f"adoption_state.{one.state}", lang),
                say(f"adoption_item.{one.item.kind}", lang),
                word(one.item.label, lang),
            )
            for one in seen.changes
            if one.state != "unchanged"
        ],
    )
    yield from (word(one, lang) for one in (*seen.warnings, *leaves_told(seen.leaves)))
    if seen.people:
        yield say("adoption.new_people", lang, count=len(seen.people))
    if seen.gaps:
        yield say("adoption.gaps", lang, count=len(seen.gaps))
        yield from (f"  {word(one.sentence, lang)}" for one in seen.gaps)
