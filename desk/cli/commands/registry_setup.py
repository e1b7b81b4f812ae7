"""`init`: a registry is made."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.options import command

if TYPE_CHECKING:
    from registry.rules.screening import Net

ADMIN = "admin"


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
    from flows.capabilities import net
    from registry.records.new_registry import KINDS, make_registry

    if kind not in KINDS:
        raise UsageUnfit(field="--kind", problem=", ".join(KINDS))
    admin = _fit_name(admin_title or "", needed(admin_name, "--admin-name"), net())
    make_registry(call.unchecked, kind, admin=admin)
    url = call.unchecked.url.render_as_string(hide_password=True)
    data = {"registry": url, "kind": kind, "admin": ADMIN}
    return Result(data, lambda lang: [say("desk.made", lang, url=url)])


def _fit_name(title: str, name: str, net: "Net") -> tuple[str, str]:
    """Title and name of the first administrator, held against what every other name is."""
    from desk.cli.refusals import UsageUnfit
    from desk.imports.load_files import FileUnfit, load_file
    from registry.refusals import Refusal

    row = {"ref": ADMIN, "title_th": title, "name_th": name}
    try:
        (admin,) = load_file({"people": [row]}, net).people
    except Refusal as refusal:
        of_title = (refusal.field or "").endswith("title_th")
        refusal.field = "--admin-title" if of_title else "--admin-name"
        if isinstance(refusal, FileUnfit):
            raise UsageUnfit(field=refusal.field, problem=refusal.values["problem"]) from None
        raise
    return admin.title_th, admin.name_th
