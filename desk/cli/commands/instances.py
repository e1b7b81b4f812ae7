"""`start`, `waiting`, `show`, `why`, `form`: what is to be done, where it stands, and why."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from desk.cli.call import Call, Result
from desk.cli.exclusive_options import refuse_beside
from desk.cli.options import LAST_NUMBER, InstanceId, Known, OfDistrict, On, command
from desk.views.words import word

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Connection

    from desk.cli.process_start import StartOutcome
    from desk.views.view import View


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "start", recorded=True)(start)
    command(app, "dissolve", recorded=True)(dissolve)
    command(app, "waiting")(waiting)
    command(app, "show", read=True)(show)
    command(app, "why")(why)
    command(app, "form", read=True)(form)


def start(  # noqa: PLR0913 — a command takes what its paper says
    call: Call,
    process: Annotated[str, typer.Argument(help="establishment")],
    district: OfDistrict = None,
    districts: Annotated[
        str | None,
        typer.Option("--districts", help="Several, with commas (or semicolons) between."),
    ] = None,
    directive: Annotated[
        str | None,
        typer.Option("--directive", help="Letter of the province: a TOML, YAML or JSON file."),
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", help="Province of the directive, name or code.")
    ] = None,
    scan: Annotated[
        str | None, typer.Option("--scan", help="Scan of the directive (PDF, PNG, JPEG).")
    ] = None,
    seat: Annotated[
        str | None, typer.Option("--seat", help="replacement: key of the seat.")
    ] = None,
    amend: Annotated[
        bool, typer.Option("--amend", help="order: amend the one that is in force.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="order: replace the one that is in force.")
    ] = False,
    year: Annotated[
        str | None,
        typer.Option("--year", help="annual_cycle, plan: the fiscal year, such as 2571."),
    ] = None,
    take_back: Annotated[
        bool,
        typer.Option(
            "--take-back", help="order: the one that waits behind another is not wanted any more."
        ),
    ] = False,
    on: On = None,
) -> Result:
    """Begin a process for a district, or for several: each by itself, those begun left alone.

    With a directive of the province: for all the districts that it names. A `replacement` is
    of one seat of one district. An `order` amends or replaces the one in force: its first gate
    asks what changes. While another order of the district is under way it waits, and begins by
    itself once that has ended; `--take-back` has it wait no more. An `annual_cycle` opens a fiscal
    year before it opens by itself; `plan --amend` begins the next version of a year's plan.
    """
    from desk.cli import process_start
    from desk.cli.effect_settlement import settled
    from desk.cli.refusals import DirectiveHasItsDay, OptionOfDirective, UsageMissing

    if directive is not None:
        if on is not None:
            raise DirectiveHasItsDay(field="--on")
        return _start_by(call, process, directive, province, districts or district, scan)
    if province is not None or scan is not None:
        raise OptionOfDirective(field="--province" if province is not None else "--scan")
    if take_back and not (amend or replace):
        raise UsageMissing(field="--amend")
    if amend and replace:
        refuse_beside("--amend", {"--replace": True})
    begin = _beginning(call, process, call.day(on), (amend, replace, take_back), year, seat)
    codes = process_start.codes(call, district, districts)
    alone = district is not None and districts is None
    rows = (
        [begin(codes[0])]
        if alone
        else process_start.each_by_itself(call.office, codes, begin, call.note)
    )
    refused = any(one.status == "refused" for one in rows)
    return settled(
        call,
        {"started": rows},
        lambda lang: process_start.lines(rows, lang),
        code=2 if refused else 0,
    )


def _beginning(
    call: Call,
    process: str,
    day: "date",
    order: tuple[bool, bool, bool],
    year: str | None,
    seat: str | None,
) -> "Callable[[str], StartOutcome]":
    """What begins the process in a district; `order`: amends, replaces, is taken back."""
    from desk.cli import process_start
    from desk.cli.refusals import needed
    from registry.rules.dates import parse_be_year

    office, by = call.office, call.recorded_by
    amend, replace, take_back = order
    if year is not None or process in process_start.OF_A_YEAR:
        others = {"--replace": replace, "--take-back": take_back, "--seat": seat is not None}
        refuse_beside("--year", others)
        process_start.refuse_new_plan(process, amend=amend)
        which = parse_be_year(needed(year, "--year"), field="--year")
        return lambda one: process_start.start_for_year(
            office, process, one, which, day, by, amend=amend
        )
    if amend or replace:
        kind: Literal["amend", "replace"] = "amend" if amend else "replace"
        if take_back:
            return lambda one: process_start.take_order_back(office, process, one, kind, by)
        return lambda one: process_start.start_order(office, process, one, kind, day, by)
    if process == "replacement":
        return lambda one: process_start.start_replacement(office, one, seat, day, by)
    return lambda one: process_start.start_one(office, process, one, day, by)


def dissolve(call: Call, district: OfDistrict = None, on: On = None) -> Result:
    """Begin the end of a committee: the order that ends it is recorded, another confirms it.

    Its gates are `ending_order` and `confirm_ending`; until the second is answered nothing ends.
    """
    from desk.cli.process_start import begun
    from flows.dissolution.process import DISSOLUTION_OF_COMMITTEE

    return begun(call, DISSOLUTION_OF_COMMITTEE.key, district, on)


def _start_by(
    call: Call,
    process: str,
    file: str,
    province: str | None,
    districts: str | None,
    scan: str | None,
) -> Result:
    from pathlib import Path

    from desk.cli import process_start
    from desk.cli.effect_settlement import settled
    from desk.imports.directive_files import read_directive
    from desk.imports.files import read_file
    from flows.decisions.refusals import UnknownProcess
    from flows.directive.directive import issue_directive
    from flows.establishment.process import ESTABLISHMENT
    from registry.uploads import read_scan

    if process != ESTABLISHMENT.key:
        raise UnknownProcess(field="process", value=process)
    office = call.office
    data = read_file(file, field="--directive")
    paper = read_scan(Path(scan), call.settings.upload_megabytes) if scan else None
    letter = read_directive(data, call.areas, province=province, districts=districts, scan=paper)
    issued = issue_directive(office, letter, recorded_by=call.recorded_by)
    told: dict[str, object] = {
        "directive": issued.directive,
        "entered_before": issued.entered_before,
        "districts": issued.outcomes,
    }
    return settled(call, told, lambda lang: process_start.directive_lines(issued, lang))


def waiting(
    call: Call,
    district: OfDistrict = None,
    grouped: Annotated[
        bool, typer.Option("--lines", help="Like things of a district in one line, as the inbox.")
    ] = False,
    on: On = None,
    known: Known = None,
) -> Result:
    """Everything that waits, the most urgent first; then what is only to be known."""
    from desk.cli.as_of import as_of
    from desk.cli.reason_lines import (
        grouped_lines,
        to_know_lines,
        trouble_lines,
        waiting_lines,
    )
    from desk.views import waiting_list
    from desk.views.chief_terms import term_notices
    from desk.views.left_leads import lead_notices
    from desk.views.machine_now import machine_now
    from desk.views.promises import promise_notices
    from registry.queries.areas import districts_within
    from registry.transaction import COUNTRY

    code, asked = call.district(district) if district else None, as_of(call, on, known)
    with call.registry.reading() as connection:
        view = _view(call, connection, asked.on)
        rows = waiting_list.waiting(view, asked.known, district=code)
        places = {one.district: view.district(one.district) for one in rows}
        codes = [one.code for one in districts_within(connection, {code or COUNTRY})]
        promised = promise_notices(view, {code or COUNTRY}, asked.known)
        notices = term_notices(view, codes, asked.known)
        leads = lead_notices(view, codes, asked.known)
        machine = machine_now(view, {code or COUNTRY}, asked.known)
    lines = waiting_list.in_lines(rows)
    told = {
        "on": asked.on, "known": asked.known, "waiting": rows, "lines": lines,
        "promised": promised, "leads_left": leads, "to_know": notices, "machine": machine,
    }  # fmt: skip
    return Result(
        told,
        lambda lang: [
            *asked.lines(lang),
            *trouble_lines(machine, lang),
            *(grouped_lines(lines, places, lang) if grouped else waiting_lines(rows, places, lang)),
            *to_know_lines(promised, "page.inbox.promised", lang),
            *to_know_lines(leads, "page.inbox.leads_left", lang),
            *to_know_lines(notices, "page.inbox.to_know", lang),
        ],
    )


def show(call: Call, instance: InstanceId, on: On = None, known: Known = None) -> Result:
    """An instance: its phases, open gates, drafts, decisions, documents and orders.

    Internal notes and exact counts are told to the person of `--recorded-by` who may see them.
    """
    from desk.cli.as_of import as_of
    from desk.cli.instance_lines import instance_lines
    from desk.views.instance_summary import seen

    asked = as_of(call, on, known)
    with call.registry.reading() as connection:
        found = seen(_view(call, connection, asked.on), instance, asked.known)
    return Result(
        found, lambda lang: [*asked.lines(lang), *instance_lines(call.office.declared, found, lang)]
    )


def why(call: Call, instance: InstanceId, on: On = None, known: Known = None) -> Result:
    """In one sentence for each open gate: why the instance stands where it does."""
    from desk.cli.as_of import as_of
    from desk.views import reasons
    from desk.views.instance_summary import started_by

    asked = as_of(call, on, known)
    with call.registry.reading() as connection:
        view = _view(call, connection, asked.on)
        found, letter = reasons.why(view, instance, asked.known), started_by(view, instance)
    return Result(
        {
            "instance": instance,
            "on": asked.on,
            "known": asked.known,
            "why": found,
            "directive": letter,
        },
        lambda lang: [
            *asked.lines(lang),
            *([word(letter, lang)] if letter else []),
            *(word(one.sentence, lang) for one in found),
        ],
    )


def form(
    call: Call,
    words: Annotated[
        list[str], typer.Argument(metavar="[INSTANCE] GATE", help="A gate; of an instance.")
    ],
) -> Result:
    """The JSON Schema of a gate's form; with an instance also a proposed answer.

    Where another's answer is confirmed, it and the mark that `decide` takes as --about.
    """
    from desk.cli.refusals import UsageUnfit
    from desk.views import form_schema
    from desk.views.plain_json import as_json
    from desk.views.read_at_gate import with_what_is_read, with_what_two_settle

    match words:
        case [gate]:
            schema = form_schema.schema(gate)
            return Result(schema, lambda _: [as_json(schema)])
        case [number, gate] if number.isdecimal() and int(number) <= LAST_NUMBER:
            with call.registry.reading() as connection:
                view = _view(call, connection, call.registry.today)
                filled = with_what_is_read(view, form_schema.filled(view, int(number), gate))
                filled = with_what_two_settle(view, filled)
            return Result(filled, lambda _: [as_json(filled)])
        case _:
            raise UsageUnfit(field="[INSTANCE] GATE", problem=" ".join(words))


def _view(call: Call, connection: "Connection", on: "date") -> "View":
    from desk.views.view import View

    return View(call.office, connection, on, call.reader)
