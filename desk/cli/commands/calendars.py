"""`calendar`: meetings and due days as a file that calendar programs read."""

from typing import Annotated

import typer

from desk.cli.call import Call, Result
from desk.cli.options import OutFile, command
from desk.cli.written_file import written_file


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "calendar")(calendar)


def calendar(
    call: Call,
    *,
    district: Annotated[str, typer.Option("--district", help="Name or code of a district.")],
    out: OutFile,
) -> Result:
    """Write the meetings that were agreed on and the due days of a district as an .ics file."""
    from desk.views.district_calendar import calendar_of
    from desk.views.view import View

    code = call.district(district)
    with call.registry.reading() as connection:
        view = View(call.office, connection, call.registry.today)
        made = calendar_of(view, [code], call.language)
    return written_file(out, made, {"district": code})
