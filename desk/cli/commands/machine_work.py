"""`advance`, `watch`: the machine's part, done here and now."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import say, written
from desk.cli.call import Call, Result
from desk.cli.options import LAST_NUMBER, command

if TYPE_CHECKING:
    from datetime import date

LAST_HOUR = 23  # of a day that is simulated: later than whatever was recorded on it


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
    on: Annotated[
        str | None, typer.Option("--on", help="Of a simulation: the day that it is, YYYY-MM-DD.")
    ] = None,
) -> Result:
    """One tick: what has lapsed is recorded, what waits performed, the day sealed.

    Where another sweep is at work, all of it is left to that one. What fails is told, and the exit
    code is 1; the rest of it is done.
    """
    from config.logs import write_log
    from desk.cli.reason_lines import trouble_lines
    from flows.runtime.tick import tick
    from flows.runtime.up_lock import AnotherSweep
    from registry.records.failed_steps import try_failed_again

    # What fails is told under the number that the log has: so there is one.
    write_log(call.settings.log_level or "error", call.settings.log_format)
    if on is not None:
        _stand_on(call, call.day(on))
    try:
        try_failed_again(call.registry)
        done = tick(call.office, clock_is_right=clock_is_right, packages=None)
    except AnotherSweep as another:
        sentence = another.sentence
        return Result({"left_to": "another_sweep"}, lambda lang: [written(sentence, lang)])
    return Result(
        done,
        lambda lang: [
            say("desk.watched", lang, lapses=done.lapses, effects=done.effects),
            *([say("desk.years_opened", lang, count=done.years)] if done.years else []),
            *([say("desk.welcomed", lang, count=done.welcomed)] if done.welcomed else []),
            *([say("desk.packages", lang, count=done.packages)] if done.packages else []),
            *([say("desk.mailed", lang, mails=done.mails)] if done.mails else []),
            *([say("desk.sealed", lang, head=done.sealed)] if done.sealed else []),
            *trouble_lines(done.failed, lang),
        ],
        code=1 if done.failed else 0,
    )


def _stand_on(call: Call, day: "date") -> None:
    """The registry takes that day for today. Raises RealDayStands or DayHasPassed."""
    from config.clock import bangkok_day, moved_to
    from desk.cli.refusals import DayHasPassed, RealDayStands
    from registry.queries.audit import last_recorded

    if call.registry.meta("kind") == "real":
        raise RealDayStands(field="--on")
    with call.registry.reading() as connection:
        last = bangkok_day(last_recorded(connection))
    if day < last:
        raise DayHasPassed(field="--on", last=last)
    call.registry.clock = moved_to(day, hour=LAST_HOUR)
