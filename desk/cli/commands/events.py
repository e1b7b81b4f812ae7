"""`event`, `rotate`: what happens to districts whatever their processes wait for."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.options import On, command
from desk.views.words import word

if TYPE_CHECKING:
    from desk.imports.transfer_files import PlacedOrder


class EventName(StrEnum):
    """The events that are recorded by hand."""

    CHIEF_ROTATED = "chief_rotated"
    AGENCY_WITHDREW = "agency_withdrew"
    POLICY_CHANGED = "policy_changed"
    MANUAL_VERSION = "manual_version"


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "event", recorded=True)(event)
    command(app, "rotate", recorded=True)(rotate_command)


def event(  # noqa: PLR0913 — a command takes what its paper says
    call: Call,
    kind: Annotated[EventName, typer.Argument(help="What happened.")],
    on: On = None,
    district: Annotated[
        str | None,
        typer.Option("--district", help="chief_rotated, agency_withdrew: the district."),
    ] = None,
    area: Annotated[
        str | None, typer.Option("--area", help="TH or a province: policy_changed, manual_version.")
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--key",
            help="Key of the manual or the agency; short name of the policy, else one of its day.",
        ),
    ] = None,
    letter: Annotated[
        str | None, typer.Option("--letter", help="agency_withdrew: number of its letter.")
    ] = None,
    scan: Annotated[
        str | None, typer.Option("--scan", help="agency_withdrew: a scan of its letter.")
    ] = None,
    title_th: Annotated[
        str | None, typer.Option("--title-th", help="policy_changed: its title in Thai.")
    ] = None,
    title_en: Annotated[
        str | None, typer.Option("--title-en", help="policy_changed: its title in English.")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option("--topic", help="policy_changed: a topic; repeat it.")
    ] = None,
    version: Annotated[
        str | None, typer.Option("--version", help="manual_version: as its agency writes it.")
    ] = None,
) -> Result:
    """Record an event: a Chief rotated, a policy changed (it opens refreshers), a new manual."""
    if kind is EventName.CHIEF_ROTATED:
        return _rotated(call, on, district)
    if kind is EventName.AGENCY_WITHDREW:
        return _withdrew(call, on, district, key, (letter, scan))
    if kind is EventName.MANUAL_VERSION:
        return _taught(call, on, area or "TH", key, version)
    return _changed(call, on, area or "TH", key, (title_th, title_en), topic or [])


def rotate_command(
    call: Call,
    file: Annotated[str, typer.Argument(help="A .xlsx, .json, .toml or .yaml file, or -.")],
    what_if: Annotated[
        bool, typer.Option("--what-if", help="Say what would follow, and record nothing.")
    ] = False,
    drafts: Annotated[
        str | None,
        typer.Option(
            "--drafts", help="--what-if: a folder for sample drafts of the orders to be amended."
        ),
    ] = None,
) -> Result:
    """Record a transfer order: one order, the Chiefs of many districts, all or nothing.

    The file holds number, dated, on (the day it takes effect) and moves: district, on, coming (a
    reference or a name; without it the successor is not known yet) or title_th, name_th, title_en,
    name_en, sex of somebody new, capacity (own, acting_vacant, acting), basis (order, seniority),
    basis_number, basis_date, last_day (of who leaves), called_off, called_off_by_mistake (it
    stands after all), of_order (number of an earlier order whose move this one changes). The same
    order again changes nothing; with another day it is moved. A later order moves or calls off what
    an earlier one announced, named by of_order or by who was to come. An .xlsx is one that `export
    transfer-order` wrote.
    """
    from desk.cli.effect_settlement import settled
    from desk.cli.refusals import UsageUnfit
    from desk.views.rotations import acting_told, displaced_told, leaves_told, rotated_as
    from flows.decisions.rotate import rotate

    office, placed = call.office, _order(call, file)
    if what_if:
        return _would_follow(call, placed, drafts)
    if drafts is not None:
        raise UsageUnfit(field="--drafts", problem="--what-if")
    done = rotate(office, placed.order, recorded_by=call.recorded_by, cells=placed.cells)
    return settled(
        call,
        vars(done),
        lambda lang: [
            say("desk.rotated", lang, number=done.number, count=len(done.districts)),
            *(
                word(said, lang)
                for one in done.districts
                for said in (
                    rotated_as(one),
                    *displaced_told(one),
                    *leaves_told(one.left),
                    *acting_told(one.acting),
                )
            ),
            *(say("desk.outside_term", lang, entry=one) for one in done.flagged),
        ],
    )


def _order(call: Call, file: str) -> "PlacedOrder":
    from desk.imports.files import WORKBOOKS, read_file, read_workbook_file
    from desk.imports.transfer_files import PlacedOrder, read_transfer
    from desk.imports.transfer_sheets import read_transfer_sheets
    from flows.capabilities import net
    from registry.records.transfer_form import NO_CELLS
    from tasks.workbooks.transfer_workbook import TRANSFER

    if Path(file).suffix.lower() in WORKBOOKS:
        raw = read_workbook_file(Path(file), call.settings.upload_megabytes, TRANSFER)
        return read_transfer_sheets(raw, net())
    return PlacedOrder(read_transfer(read_file(file, field="FILE"), net()), NO_CELLS)


def _would_follow(call: Call, placed: "PlacedOrder", drafts: str | None) -> Result:
    from desk.imports.files import write_file
    from desk.views.rotations import rotated_as, sample_name, would_follow
    from flows.order.rotation_what_if import rotation_what_if, sample_amendment

    found = rotation_what_if(
        call.office, placed.order, recorded_by=call.recorded_by, cells=placed.cells
    )
    written: list[str] = []
    with call.office.registry.reading() as connection:
        said = [(rotated_as(one.rotated), [*would_follow(connection, one)]) for one in found]
        for one in found if drafts is not None else ():
            made = sample_amendment(call.office, connection, one)
            if made is not None:
                written.append(str(Path(drafts or "") / sample_name(one)))
                write_file(written[-1], made, field="--drafts")
    return Result(
        found,
        lambda lang: [
            say("rotation.what_if.head", lang),
            *(
                line
                for head, follows in said
                for line in (word(head, lang), *(f"  {word(one, lang)}" for one in follows))
            ),
            *(say("rotation.what_if.draft", lang, file=one) for one in written),
        ],
    )


def _rotated(call: Call, on: str | None, district: str | None) -> Result:
    from desk.cli.effect_settlement import settled
    from desk.cli.refusals import needed
    from flows.decisions.happen import happen
    from flows.engine.replay import EventKind

    code = call.district(needed(district, "--district"))
    went = happen(
        call.office, code, EventKind.CHIEF_ROTATED, on=call.day(on), recorded_by=call.recorded_by
    )
    return settled(
        call,
        {"district": code, "instances": list(went)},
        lambda lang: [say("event.recorded", lang, count=len(went))],
    )


def _withdrew(
    call: Call,
    on: str | None,
    district: str | None,
    agency: str | None,
    paper: tuple[str | None, str | None],
) -> Result:
    from desk.cli.effect_settlement import settled
    from desk.cli.refusals import needed
    from flows.order.withdrawal import WithdrawalLetter, withdraw_agency
    from registry.uploads import read_scan

    number, scan = paper
    letter = WithdrawalLetter(
        call.district(needed(district, "--district")),
        needed(agency, "--key"),
        needed(number, "--letter"),
        call.day(on),
        read_scan(Path(scan), call.settings.upload_megabytes) if scan else None,
    )
    done = withdraw_agency(call.office, letter, recorded_by=call.recorded_by)
    key = "again" if not done.seats else "behind" if done.waits_behind else "amended"
    instance = done.instance or done.waits_behind
    return settled(
        call,
        vars(done),
        lambda lang: [
            say(f"withdrawal.{key}", lang, on=done.on, count=len(done.seats), instance=instance),
            *(f"  {word(one, lang)}" for one in done.seats),
            *(say("withdrawal.unowned", lang, action=one) for one in done.unowned),
            *(word(one, lang) for one in done.warnings),
        ],
    )


def _taught(call: Call, on: str | None, area: str, key: str | None, version: str | None) -> Result:
    from desk.cli.refusals import needed
    from flows.training.manuals import ManualTaught, teach_version

    manual, edition = needed(key, "--key"), needed(version, "--version")
    taught = ManualTaught(call.area(area), manual, edition, call.day(on))
    is_new = teach_version(call.office, taught, recorded_by=call.recorded_by)
    said = "event.manual" if is_new else "page.done.same"
    return Result(taught, lambda lang: [say(said, lang, version=taught.version)])


def _changed(
    call: Call,
    on: str | None,
    area: str,
    key: str | None,
    titles: tuple[str | None, str | None],
    topics: list[str],
) -> Result:
    from desk.cli.effect_settlement import settled
    from desk.cli.refusals import UsageUnfit
    from flows.training.gates import Topic
    from flows.training.policy_change import PolicyChange, change_policy

    for one in topics:
        if one not in set(Topic):
            raise UsageUnfit(field="--topic", problem=", ".join(Topic))
    change = PolicyChange(
        area=call.area(area),
        key=key or "",
        title_th=titles[0] or "",
        title_en=titles[1] or "",
        topics=tuple(Topic(one) for one in topics),
        on=call.day(on),
    )
    done = change_policy(call.office, change, recorded_by=call.recorded_by)
    return settled(
        call,
        vars(done),
        lambda lang: [
            say(
                "event.refreshers",
                lang,
                key=done.key,
                begun=len(done.begun),
                before=len(done.before),
            )
        ],
    )
