"""`calendar-link`: addresses at which calendar programs read a calendar, made and revoked."""

from typing import Annotated

import typer

from config.words import say, written
from desk.cli.call import Call, Result
from desk.cli.options import LAST_NUMBER, Beside, ListByDefault, OfDistrict, command, command_group
from desk.cli.tables import table
from desk.views.words import moment


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Links at which calendar programs read a calendar: list, make, revoke."
    group = command_group(app, "calendar-link", about, cls=ListByDefault)
    command(group, "list", of="calendar-link", recorded=True)(list_links)
    command(group, "make", of="calendar-link", recorded=True)(make)
    command(group, "revoke", of="calendar-link", recorded=True)(revoke)


def list_links(call: Call) -> Result:
    """The links of whoever asks, and which of them work."""
    from registry.queries.areas import names
    from registry.queries.calendar_links import calendar_links
    from registry.queries.people import person

    now = call.registry.clock.now()
    with call.registry.reading() as connection:
        who = person(connection, call.recorded_by, field="recorded_by")
        found = calendar_links(connection, who.id)
        named = names(connection, {one.district for one in found if one.district})
    return Result(
        {"links": found},
        lambda lang: table(
            [say(f"calendar_link.{one}", lang) for one in ("number", "of", "until", "state")],
            [
                (
                    str(one.id),
                    written(named[one.district], lang)
                    if one.district
                    else say("page.calendars.own", lang),
                    moment(one.revoked_at or one.expires_at, lang),
                    say(f"page.calendars.{'works' if one.works(now) else 'ended'}", lang),
                )
                for one in found
            ],
            say("desk.none_listed", lang),
        ),
    )


def make(call: Call, *, district: OfDistrict = None, beside: Beside = None) -> Result:
    """Make a link to a district's calendar, or to one's own; its address is shown this once."""
    from registry.records.calendar_links import make_calendar_link

    code = call.district(district) if district else None
    made = make_calendar_link(
        call.registry, code, call.language, recorded_by=call.recorded_by, beside=beside
    )
    link = f"{call.settings.desk_address}/calendars/{made.token}"
    return Result(
        {"number": made.row.id, "link": link, "until": made.row.expires_at},
        lambda lang: [say("page.calendars.once", lang), link],
    )


def revoke(
    call: Call,
    number: Annotated[int, typer.Argument(help="Number of the link.", max=LAST_NUMBER)],
) -> Result:
    """Revoke a link of one's own: from now on nobody is answered there."""
    from registry.records.calendar_links import revoke_calendar_link

    revoke_calendar_link(call.registry, number, recorded_by=call.recorded_by)
    return Result({"number": number}, lambda lang: [say("page.done.calendar_revoked", lang)])
