"""`committee`: the orders of a district's committee, and who sits in it."""

from typing import TYPE_CHECKING

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import District, Known, On, command
from desk.cli.tables import listed
from desk.views.words import DASH, day, word

if TYPE_CHECKING:
    from desk.views.committee_summary import SeatSummary
    from registry.queries.orders import OrderRow
    from registry.rules.attendance import BySex


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "committee")(committee)


def committee(call: Call, district: District, on: On = None, known: Known = None) -> Result:
    """The orders in force on a day, the seats by group with who fills them, and what is amiss."""
    from desk.cli.as_of import as_of
    from desk.views.committee_summary import committee_summary, members_by_sex
    from registry.queries.committee_day import CommitteeDay
    from registry.queries.groups import thinned_groups
    from registry.queries.orders import orders_in_force
    from registry.queries.seen_offices import offices_seen

    code, asked = call.district(district), as_of(call, on, known)
    with call.registry.reading() as connection:
        day_of = CommitteeDay(connection, code, asked.on, asked.known)
        orders = orders_in_force(connection, code, asked.on, asked.known)
        offices = offices_seen(connection, code, asked.on, asked.known)
        found = committee_summary(day_of, offices)
        bodies = found.bodies
        people = members_by_sex(day_of)
        thinned = thinned_groups(day_of)
    return listed(
        {
            "district": code, "on": asked.on, "known": asked.known, "orders": orders,
            "bodies": bodies, "members": people, "thinned": thinned,
            "twice": found.twice,
        },
        ("number", "title", "role", "holder", "since"),
        [seat for body in bodies for seat in body.seats],
        _seat,
        lambda lang: [
            *asked.lines(lang),
            *(_order(one, lang) for one in orders),
            *(() if orders else (say("page.amend.none", lang),)),
            *(_members(people, lang) if bodies else ()),
            *(word(one.sentence, lang) for one in thinned),
            *(word(one, lang) for one in found.twice),
        ],
    )  # fmt: skip


def _members(people: "BySex", lang: Language) -> tuple[str, ...]:
    counts = {"women": people.women, "men": people.men, "other": people.not_stated}
    return (say("page.district.members", lang, total=people.total, **counts),)


def _order(order: "OrderRow", lang: Language) -> str:
    kind, number = say(f"order_kind.{order.kind}", lang), order.full_number
    return f"{kind} {say('page.orders.no', lang, number=number)}  {day(order.dated, lang)}"


def _seat(seat: "SeatSummary", lang: Language) -> tuple[str, ...]:
    named = (seat.number, word(seat.title, lang), say(seat.role, lang))
    if seat.sits is None:
        return (*named, say(seat.without, lang), DASH)
    since = say("page.district.proposed", lang) if seat.proposed else day(seat.since, lang)
    return (*named, word(seat.sits, lang), since)
