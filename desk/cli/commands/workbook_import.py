"""`import`: take in a workbook that `export` wrote, whichever it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import LAST_NUMBER, OfDistrict, command
from desk.views.words import word

if TYPE_CHECKING:
    from desk.imports.plan_files import PlanPreview


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "import", recorded=True)(import_command)


def import_command(
    call: Call,
    file: Annotated[str, typer.Argument(help="The workbook (.xlsx) that `export` wrote.")],
    instance: Annotated[
        int | None,
        typer.Option(
            "--instance", help="plan: its instance, else that of the file.", max=LAST_NUMBER
        ),
    ] = None,
    district: OfDistrict = None,
    what_if: Annotated[
        bool, typer.Option("--what-if", help="Say what would change, and record nothing.")
    ] = False,
) -> Result:
    """Take in a workbook that `export` wrote: it is told by its sheets which one it is.

    offices: as `load` takes it. transfer-order: as `rotate` takes it. villages: as `village load`
    takes it, which asks for --district. plan: rows added, changed and
    taken out of the plan that is being written; of a row that was changed in the workbook and in
    the registry both are kept, nothing newer is overwritten. The same file again changes nothing.
    """
    from desk.imports.files import read_bytes
    from desk.imports.workbook_kinds import kind_of

    content = read_bytes(file, field="FILE", megabytes=call.settings.upload_megabytes)
    kind = kind_of(content, call.settings.upload_megabytes, file=Path(file).name)
    return WAYS[kind](call, file, FileParameters(instance, district, what_if))


@dataclass(frozen=True)
class FileParameters:
    """What was said beside the file."""

    instance: int | None
    district: str | None
    what_if: bool


def _offices(call: Call, file: str, said: FileParameters) -> Result:
    from desk.cli.commands.people import load_command
    from desk.cli.exclusive_options import refuse_beside

    refuse_beside(
        "offices",
        {
            "--instance": said.instance, "--district": said.district,
            "--what-if": said.what_if or None,
        },
    )  # fmt: skip
    return load_command(call, file)


def _transfer_order(call: Call, file: str, said: FileParameters) -> Result:
    from desk.cli.commands.events import rotate_command
    from desk.cli.exclusive_options import refuse_beside

    refuse_beside("transfer-order", {"--instance": said.instance, "--district": said.district})
    return rotate_command(call, file, what_if=said.what_if)


def _villages(call: Call, file: str, said: FileParameters) -> Result:
    from desk.cli.commands.village import load_villages
    from desk.cli.exclusive_options import refuse_beside
    from desk.cli.refusals import needed

    refuse_beside("villages", {"--instance": said.instance})
    return load_villages(call, file, needed(said.district, "--district"), look=said.what_if)


def _plan(call: Call, file: str, said: FileParameters) -> Result:
    from desk.cli.exclusive_options import refuse_beside
    from desk.imports.files import read_bytes
    from desk.imports.plan_files import plan_meant, preview, read_file
    from flows.plan.round_trip import take_in
    from registry.records.rights import who_may_on
    from registry.rules.rights import Verb

    refuse_beside("plan", {"--district": said.district})
    office, name = call.office, Path(file).name
    content = read_bytes(file, field="FILE", megabytes=call.settings.upload_megabytes)
    raw = read_file(content, call.settings.upload_megabytes, file=name)
    with call.registry.reading() as connection:
        plan = said.instance or plan_meant(office, connection, raw)
        found = preview(office, connection, plan, raw)
        who_may_on(
            connection, call.registry.today, call.recorded_by, Verb.PREPARE, found.copy.at.district
        )
    if not said.what_if:
        take_in(
            office, plan, found.file, recorded_by=call.recorded_by, state=found.copy.state
        )  # fmt: skip
    key = "plan_file.would" if said.what_if else "plan_file.taken_in"
    return Result(_data(plan, found), lambda lang: _lines(key, plan, found, lang))


def _counts(found: "PlanPreview") -> dict[str, int]:
    from flows.plan.round_trip import FileState

    return {str(state): found.count(state) for state in FileState}


def _data(plan: int, found: "PlanPreview") -> Mapping[str, object]:
    rows = [
        {"state": one.state, "key": one.said.key, "called": one.called, "fields": one.fields}
        for one in found.edits
    ]
    warnings = [
        {"message_th": one.sentence.th, "message_en": one.sentence.en} for one in found.findings
    ]
    return {
        "plan": plan, "older": found.is_older, **_counts(found), "rows": rows, "warnings": warnings,
    }  # fmt: skip


def _lines(key: str, plan: int, found: "PlanPreview", lang: Language) -> list[str]:
    from desk.imports.plan_files import told_of

    older = [say("page.plan.file.older", lang)] if found.is_older else []
    told = [f"  {word(told_of(one), lang)}" for one in found.told]
    look = [word(one.sentence, lang) for one in found.findings]
    return [say(key, lang, plan=plan, **_counts(found)), *older, *told, *look]


WAYS: Mapping[str, Callable[[Call, str, FileParameters], Result]] = {
    "offices": _offices,
    "transfer-order": _transfer_order,
    "villages": _villages,
    "plan": _plan,
}
