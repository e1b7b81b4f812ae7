"""`demo`: the districts of the case study in a registry plainly marked as a demo.

One that was interrupted is gone on with, one of an earlier release upgraded first. With
`--if-missing` one that is whole is left as it is, and little is said: where the desk will open, a
line for each tenth of the work. Refused where a registry of another kind is there (not_a_demo).
"""

from collections.abc import Iterator
from typing import Annotated

import typer

from config.words import Language, Sentence, both, written
from desk.cli.call import Call, Result
from desk.cli.commands.up import banner
from desk.cli.commands.upgrade import demo_brought_forward
from desk.cli.options import command

TENTHS = 10


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "demo")(demo)


def demo(
    call: Call,
    if_missing: Annotated[
        bool, typer.Option("--if-missing", help="Leave one that is there; say less.")
    ] = False,
) -> Result:
    """Fill a registry, plainly marked as a demo, with the districts of the case study."""
    from flows.capabilities import open_installation
    from flows.demo.maker import demo_is_there, make_demo

    demo_brought_forward(call)
    there = demo_is_there(call.unchecked)
    url = call.unchecked.url.render_as_string(hide_password=True)
    desk = f"http://{call.settings.desk_host}:{call.settings.desk_port}"
    first = both("demo.found", url=url) if there else both("demo.making", url=url, address=desk)
    call.say(first)

    def say(number: int, of: int, said: Sentence) -> None:
        if not if_missing or _ends_a_tenth(number, of):
            call.say(said)

    taken = make_demo(
        call.registry_url, lambda registry: open_installation(registry, call.settings), say
    )
    data = {"registry": url, "kind": "demo", "steps": taken}
    if if_missing:  # `up` follows, and says what waits
        return Result(data, lambda _: ())
    return Result(data, lambda language: lines(call, language))


def _ends_a_tenth(number: int, of: int) -> bool:
    return number * TENTHS // of > (number - 1) * TENTHS // of


def lines(call: Call, language: Language) -> Iterator[str]:
    """What of it the study gives and what is made up, what waits, what to try next."""
    yield from (written(said, language) for said in marks(call))
    yield from banner(call.office, language)


def marks(call: Call) -> Iterator[Sentence]:
    """Of each district: what the case study says of it, and what is made up."""
    from flows.demo.stories import stories
    from registry.queries.areas import names

    told = stories()
    with call.registry.reading() as connection:
        places = names(connection, {story.district for story in told})
    for story in told:
        yield both("demo.given", district=places[story.district], given=story.given.named)
        yield both("demo.made_up", made_up=story.made_up.named)
