"""`orders`: the register of orders of an area."""

from typing import TYPE_CHECKING

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import AreaName, Known, On, command
from desk.cli.tables import listed
from desk.views.words import DASH, day, word

if TYPE_CHECKING:
    from datetime import date

    from registry.queries.orders import OrderRow


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "orders")(orders)


def orders(call: Call, area: AreaName = "TH", on: On = None, known: Known = None) -> Result:
    """The orders that were registered in an area, the newest first, and which are in force."""
    from desk.cli.as_of import as_of
    from registry.queries.areas import names
    from registry.queries.orders import orders_page

    code, asked = call.area(area), as_of(call, on, known)
    with call.registry.reading() as connection:
        rows, _ = orders_page(connection, (code,), known=asked.known)
        named = names(connection, {one.district for one in rows})
    return listed(
        {"area": code, "on": asked.on, "known": asked.known, "orders": rows},
        ("number", "on", "district", "title", "state", "file"),
        rows,
        lambda one, lang: (
            f"{one.heading} {one.full_number}",
            day(one.dated, lang),
            word(named[one.district], lang),
            one.subject_th,
            _state(one, asked.on, lang),
            str(one.document or DASH),
        ),
        asked.lines,
    )


def _state(one: "OrderRow", on: "date", lang: Language) -> str:
    kind = say(f"order_kind.{one.kind}", lang)
    if one.stop and one.stop <= on and one.until:
        return f"{say('page.orders.ended', lang, last_day=one.until.named)}, {kind}"
    state = "later" if one.start > on else "in_force"
    return f"{say(f'page.orders.{state}', lang)}, {kind}"
