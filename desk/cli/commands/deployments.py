"""`deployments`: Prasan's flows on a Prefect server of the office's own, for workers."""

from typing import Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.options import command, command_group


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Prasan's flows as deployments of the office's own Prefect server, for workers."
    group = command_group(app, "deployments", about)
    command(group, "register", of="deployments")(register_all)


def register_all(
    call: Call,
    pool: Annotated[
        str, typer.Option("--pool", help="Work pool of the workers; made where there is none.")
    ] = "prasan",
) -> Result:
    """Make every flow known to the server of PREFECT_API_URL: schedules, tags, this release.

    Given again, after an upgrade for example, it replaces what it said before. No run is lost: the
    registry holds what waits.
    """
    from flows.runtime.registering import register_with_server

    names = register_with_server(call.settings, pool)
    return Result(
        {"pool": pool, "deployments": names},
        lambda lang: [
            *(f"  {one}" for one in names),
            say("deployments.registered", lang, count=len(names), pool=pool),
        ],
    )
