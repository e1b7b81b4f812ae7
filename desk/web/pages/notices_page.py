"""Reminders: what went to whom, what did not and why; and the text to copy for LINE."""

from starlette.responses import Response

from desk.views.inbox_scopes import scopes_of
from desk.views.reminder_summary import (
    due_lines,
    goes_by_mail,
    mail_summaries,
    mail_troubles,
    without_address,
)
from desk.views.thai_order import named_in_order
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.paging import page_of
from desk.web.frame.rendering import render
from flows.decisions.mail_again import send_again
from flows.runtime.reminders import missing_server
from registry.queries.notices import how_many_mails
from registry.queries.scoped_gates import districts_that_wait
from registry.rules.rights import Verb
from tasks.notices.digest import copy_text, joined, languages_of

MOST, ROWS = 25, (6, 30)


@get("/notices", Door(Verb.SEE_AUDIT))
def page(asking: Asking) -> Response:
    """The mails of the areas of whoever asks, the newest first, and what is to be put right."""
    areas, here = asking.areas(Verb.SEE_AUDIT), page_of(asking, MOST)
    troubles = mail_troubles(asking.view, areas)
    return render(
        asking, "notices.html",
        mails=mail_summaries(asking.view, areas, skip=here.skip, most=MOST),
        total=how_many_mails(asking.connection, areas),
        here=here,
        troubles=troubles,
        no_address=without_address(asking.view, areas),
        by_mail=goes_by_mail(asking.view, areas),
        missing_server=missing_server(asking.office),
    )  # fmt: skip


@post("/notices/again", Door(Verb.INVITE))
def again(asking: Asking) -> Response:
    """What did not go, in the areas of whoever asks, is sent again with the next look."""
    for area in sorted(asking.areas(Verb.INVITE)):
        send_again(asking.office, area, recorded_by=asking.who.ref)
    return see("/notices?done=mails_again")


@get("/notices/text", Door(Verb.SEE_OWN))
def text(asking: Asking) -> Response:
    """What waits for whoever asks, and nears its due day or has passed it, as text to copy."""
    chosen = asking.request.query_params.get("district", "").strip()
    all_scopes = scopes_of(asking.view, asking.who.actor)
    districts = districts_that_wait(asking.connection, all_scopes)
    chosen = chosen if chosen in districts else ""
    scopes = scopes_of(asking.view, asking.who.actor, chosen) if chosen else all_scopes
    lines = joined(due_lines(asking.view, scopes))
    url = asking.office.settings.desk_url
    said = copy_text(lines, asking.today, languages_of(asking.language), url)
    return render(
        asking, "notices_text.html",
        text=said,
        rows=min(max(said.count("\n") + 2, ROWS[0]), ROWS[1]),
        chosen=chosen,
        districts=named_in_order(districts, asking.language),
        leads=bool(asking.areas(Verb.SEE_AUDIT)),
    )  # fmt: skip
