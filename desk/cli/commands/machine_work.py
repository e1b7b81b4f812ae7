"""`advance`, `watch`: the machine's part, done here and now."""

from typing import Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.options import LAST_NUMBER, command


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "advance")(advance)
    command(app, "watch")(watch)


def advance(
    call: Call,
    instance: Annotated[
        int | None, typer.Argument(help="Only this instance.", max=LAST_NUMBER)
    ] = None,
) -> Result:
    """Perform the effects that wait, here and without Prefect."""
    from desk.cli.effect_settlement import perform_here
    from flows.decisions.withdraw import district_of

    office = call.office
    if instance is not None:
        district_of(office, instance)
    done = perform_here(call, instance)
    return Result({"effects": done}, done.lines)


def watch(
    call: Call,
    clock_is_right: Annotated[
        bool,
        typer.Option("--clock-is-right", help="Somebody has looked: the clock shows the day."),
    ] = False,
) -> Result:
    """One tick: what has lapsed is recorded, what waits performed, the day sealed."""
    from flows.runtime.tick import tick

    done = tick(call.office, clock_is_right=clock_is_right)
    return Result(
        done,
        lambda lang: [
            say("desk.watched", lang, lapses=done.lapses, effects=done.effects),
            say("desk.sealed", lang, head=done.sealed),
        ],
    )
