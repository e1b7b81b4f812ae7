"""The pack of a meeting: which papers go, a look at it, and what was kept as it was sent."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.views.meeting_pack import made_pack
from desk.views.pack_papers import NoAgendaYet, PackSheet, pack_sheet
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.language import era
from desk.web.frame.places import NOT_FOUND, of_instance
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from flows.meeting.packs import keep_pack
from flows.meeting.settling import RECORDERS
from registry.queries.areas import names
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.rights import Verb
from registry.rules.uploads import PDF

PLACE = "/instances/{instance:int}/pack"
KEEP, CHOICE = "keep", "paper"
NAMES = {"--paper": CHOICE}


@get(PLACE, Door(Verb.READ, of_instance))
def page(asking: Asking, instance: int) -> Response:
    """The papers to choose from, and what was sent."""
    return _page(asking, _sheet(asking, instance))


@post(PLACE, Door(Verb.READ, of_instance))
def make(asking: Asking, instance: int) -> Response:
    """The pack to be looked at, or kept as it was sent; who may keep it is checked there."""
    sheet = _sheet(asking, instance)
    chosen = [one for one in asking.form.getlist(CHOICE) if isinstance(one, str)]
    keeps = asking.typed.get("step") == KEEP
    on = asking.today
    asking.fresh()
    try:
        if keeps:
            on = parse_date(asking.typed.get("sent_on", ""), field="sent_on", era=era(asking))
        made = made_pack(asking.office, sheet, chosen, on)
        if keeps:
            keep_pack(
                asking.office, instance, sheet.district, made,
                agenda_of=sheet.agenda_of, sent_on=on, recorded_by=asking.who.ref,
            )  # fmt: skip
    except Refusal as refusal:
        return _page(asking, sheet, chosen, problems_of(asking, refusal, names=NAMES))
    if keeps:
        return see(f"/instances/{instance}/pack?done=pack_kept")
    asking.office.registry.note_attempt(actor=asking.who.ref, target=made.target, code="download")
    return file_given(made.content, PDF, f"pack-{instance}.pdf", looked_at=True)


def _sheet(asking: Asking, instance: int) -> PackSheet:
    try:
        return pack_sheet(asking.office, asking.connection, instance)
    except NoAgendaYet as error:
        raise HTTPException(NOT_FOUND) from error


def _page(
    asking: Asking, sheet: PackSheet, chosen: list[str] | None = None, problems: Problems = ()
) -> Response:
    usual = sheet.changed if sheet.sent else [one for one in sheet.papers if one.usual]
    return render(
        asking, "pack.html",
        sheet=sheet,
        district=names(asking.connection, {sheet.district})[sheet.district],
        ticked=[one.paper for one in usual] if chosen is None else chosen,
        sent_on=asking.typed.get("sent_on", ""),
        keeps=asking.may(Verb.RECORD, sheet.district, RECORDERS),
        problems=problems,
    )  # fmt: skip
