"""An office or a person renamed: one person asks, another agrees."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from config.titles import title_list
from config.words import Sentence
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.confirmers import Act, act_in, confirmers
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.places import (
    of_office,
    of_person,
    of_renaming,
    or_not_found,
    person_addressed,
)
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.gate.act_summary import act_numbered
from desk.web.pages.asked_of_another import answered, asked_of_another
from flows.decisions.rename import (
    RENAMING,
    NewName,
    RenamingAim,
    areas_of_subject,
    ask_renaming,
    owners_of_subject,
    preview,
)
from flows.decisions.withdraw import reason_given
from registry.queries.directory import office_named
from registry.queries.renamings import RenamedRecord, called_then, named_now, person_now
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.rights import Verb

OFFICE, PERSON = "/offices/rename/{office:path}", "/people/{person}/rename"
ASKED = "/renamings/{renaming:int}"
NAMES = ("title_th", "name_th", "title_en", "name_en")


@dataclass(frozen=True)
class RenamingPreview:
    """What would follow from the names that were typed."""

    wanted: RenamingAim
    follows: list[Sentence]


@get(OFFICE, Door(Verb.LOAD, of_office))
def office_page(asking: Asking, office: str) -> Response:
    """What the office is called, to be typed over."""
    return _form(asking, _office(asking, office))


@post(OFFICE, Door(Verb.LOAD, of_office))
def office_form(asking: Asking, office: str) -> Response:
    """Show what follows; then ask for it."""
    return _asked_for(asking, _office(asking, office))


def _office(asking: Asking, ref: str) -> RenamedRecord:
    return named_now(or_not_found(asking.view.once(office_named, ref)))


@get(PERSON, Door(Verb.LOAD, of_person))
def person_page(asking: Asking, person: str) -> Response:
    """What the person is called, to be typed over."""
    who = person_addressed(asking, person)
    if who.ref != person:
        return see(f"/people/{who.ref}/rename")
    return _form(asking, person_now(asking.connection, who))


@post(PERSON, Door(Verb.LOAD, of_person))
def person_form(asking: Asking, person: str) -> Response:
    """Show what follows; then ask for it."""
    return _asked_for(asking, person_now(asking.connection, person_addressed(asking, person)))


def _asked_for(asking: Asking, subject: RenamedRecord) -> Response:
    typed, office, by = asking.typed, asking.office, asking.who.ref
    reason = typed.get("reason", "")
    if typed.get("step") == "back":
        return _form(asking, subject)
    asking.fresh()
    try:
        name = NewName(**{one: typed.get(one, "") for one in NAMES}, since=_since(asking))
        wanted, follows = preview(office, subject.ref, name, recorded_by=by)
        reason_given(office, reason)
        if typed.get("step") == "record":
            made = ask_renaming(office, subject.ref, name, reason=reason, recorded_by=by)
            return see(f"/renamings/{made.number}?done=renaming_asked")
    except Refusal as refusal:
        return _form(asking, subject, problems_of(asking, refusal, names={"recorded_by": ""}))
    return _form(asking, subject, seen=RenamingPreview(wanted, follows))


def _since(asking: Asking) -> date | None:
    said = asking.typed.get("since", "").strip()
    return parse_date(said, field="since", era=era(asking)) if said else None


def _form(
    asking: Asking,
    subject: RenamedRecord,
    problems: Problems = (),
    *,
    seen: RenamingPreview | None = None,
) -> Response:
    begun = {one: getattr(subject.now, one) for one in NAMES}
    if subject.is_office:
        begun["since"] = day(asking.today, asking.language)
    place = f"/offices/rename/{subject.ref}" if subject.is_office else (
        f"/people/{subject.ref}/rename"
    )  # fmt: skip
    return render(
        asking, "rename.html",
        subject=subject,
        place=place,
        typed=begun | asking.typed,
        titles=[] if subject.is_office else [one.full_th for one in title_list().titles()],
        seen=seen,
        new_called=called_then(asking.connection, subject, seen.wanted.new) if seen else None,
        confirmers=confirmers(asking, _act(asking, subject)) if seen else None,
        problems=problems,
    )  # fmt: skip


def _act(asking: Asking, subject: RenamedRecord) -> Act:
    areas = areas_of_subject(asking.office, asking.connection, subject)
    return act_in(Verb.LOAD, areas, owners_of_subject(subject))


@get(ASKED, Door(Verb.LOAD, of_renaming))
def asked_page(asking: Asking, renaming: int) -> Response:
    """What was asked for and what became of it; here it is answered where it has no gate."""
    return _renaming_page(asking, renaming)


@post(ASKED, Door(Verb.LOAD, of_renaming))
def asked_form(asking: Asking, renaming: int) -> Response:
    """Agree or refuse."""
    return answered(
        asking, RENAMING, renaming, lambda problems: _renaming_page(asking, renaming, problems),
        done=lambda row: f"/renamings/{row.number}?done=renaming_answered",
    )  # fmt: skip


def _renaming_page(asking: Asking, number: int, problems: Problems = ()) -> Response:
    seen = or_not_found(act_numbered(asking, RENAMING, number))
    return asked_of_another(asking, "renamed.html", problems, RENAMING, seen.row, seen=seen)
