"""`simulate`: years of work by scripted offices, in a registry marked as a simulation."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import both
from desk.cli.call import Call, Result
from desk.cli.options import command

if TYPE_CHECKING:
    from datetime import date

YEARS_AT_MOST = 10
SEED_AT_MOST = 2**31 - 1


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "simulate")(simulate)


def simulate(
    call: Call,
    districts: Annotated[int, typer.Option("--districts", help="How many districts.", min=1)],
    years: Annotated[
        int, typer.Option("--years", help="For how many years.", min=1, max=YEARS_AT_MOST)
    ],
    seed: Annotated[
        int,
        typer.Option(
            "--seed", help="The same seed gives the same report.", min=0, max=SEED_AT_MOST
        ),
    ] = 1,
    out: Annotated[
        str | None, typer.Option("--out", help="New file, .html: the report as a page.")
    ] = None,
) -> Result:
    """Let scripted offices work for years, on the real engine, and report what came of it.

    Into a registry of its own (--registry), made where there is none and marked as a simulation;
    any other is refused. Delays, absences, silence and moves stand in config/simulation.toml.
    Papers are recorded by their facts; none is rendered. Progress goes to the standard error.
    Where there are two processors, districts of different provinces are worked on side by side.
    """
    import time

    from desk.imports.files import write_file
    from desk.views.simulation_report import report_lines, report_page
    from flows.export import ExportTargetExists
    from flows.simulation import simulate as run

    if out is not None and Path(out).exists():
        raise ExportTargetExists(field="--out", folder=out)
    run.refuse_too_many(districts, field="--districts")
    begun, taken = time.monotonic(), _processor()

    def tell(day: "date", decisions: int, left: float) -> None:
        call.say(both("simulation.progress", day=day, decisions=decisions, seconds=round(left)))

    made = run.simulate(call.unchecked, run.Extent(districts, years, seed), tell)
    seconds, work = time.monotonic() - begun, _processor() - taken
    each = round(1000 * work / max(1, made.measures.decisions))
    call.say(both("simulation.took", seconds=round(seconds), work=round(work), each=each))
    if out is not None:
        write_file(out, report_page(made, call.language).encode(), field="--out")
    data = {"registry": call.unchecked.url.render_as_string(hide_password=True), "report": made}
    return Result(data, lambda language: report_lines(made, language))


def _processor() -> float:
    """Seconds of the processor so far, of the parts too that worked in processes of their own."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
