"""`init`, `demo`, `up`: a registry is made, filled with the demo, put to work."""

from typing import Annotated

import typer

from desk.cli.call import Call, Result
from desk.cli.options import command
from desk.views.words import term


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "init")(init)
    command(app, "demo")(demo)
    command(app, "up")(up)


def init(
    call: Call,
    kind: Annotated[str, typer.Option("--kind", help="real, demo or simulation.")] = "real",
    admin_title: Annotated[
        str | None, typer.Option("--admin-title", help="Title of the first administrator.")
    ] = None,
    admin_name: Annotated[
        str | None, typer.Option("--admin-name", help="Name of the first administrator.")
    ] = None,
) -> Result:
    """Make a registry: areas, legal bases, agencies, and its first administrator."""
    from desk.cli.refusals import UsageMissing, UsageUnfit
    from registry.records.new_registry import KINDS, make_registry

    if kind not in KINDS:
        raise UsageUnfit(field="--kind", problem=", ".join(KINDS))
    if admin_name is None:
        raise UsageMissing(field="--admin-name")
    make_registry(call.unchecked, kind, admin=(admin_title or "", admin_name))
    url = call.unchecked.url.render_as_string(hide_password=True)
    data = {"registry": url, "kind": kind, "admin": "admin"}
    return Result(data, lambda lang: [term("desk.made", lang, url=url)])


def demo(
    call: Call,
    if_missing: Annotated[
        bool, typer.Option("--if-missing", help="Leave one that is there; say less.")
    ] = False,
) -> Result:
    """Fill a registry, plainly marked as a demo, with the districts of the case study."""
    from desk.cli.commands.demo import demo_command

    return demo_command(call, if_missing=if_missing)


def up(call: Call) -> Result:
    """Put the desk to work: a Prefect server beside it, and waiting effects performed at once."""
    from desk.cli.commands.up import up_command

    return up_command(call)
