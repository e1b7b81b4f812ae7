"""`init`: a registry is made."""

from typing import Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.options import command


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "init")(init)


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
    from desk.cli.refusals import UsageUnfit, needed
    from registry.records.new_registry import KINDS, make_registry

    if kind not in KINDS:
        raise UsageUnfit(field="--kind", problem=", ".join(KINDS))
    admin = (admin_title or "", needed(admin_name, "--admin-name"))
    make_registry(call.unchecked, kind, admin=admin)
    url = call.unchecked.url.render_as_string(hide_password=True)
    data = {"registry": url, "kind": kind, "admin": "admin"}
    return Result(data, lambda lang: [say("desk.made", lang, url=url)])
