"""A province that nobody coordinates yet is added: its first coordinator (the admin's page)."""

from collections import defaultdict

from starlette.responses import Response

from config.titles import title_list
from config.words import Named
from desk.imports.new_province import add_province
from desk.imports.sheet_cells import CellMissing
from desk.views.thai_order import named_in_order
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.problems import Problems
from desk.web.frame.rendering import render
from desk.web.pages.office_forms import (
    OfficeForm,
    names_new,
    of_form,
    of_page,
    person_row,
    problems_on,
)
from registry.gazetteer import is_khet
from registry.queries.areas import provinces_within
from registry.queries.coordinators import without_coordinator
from registry.queries.people import PersonRow, UnknownPerson, person
from registry.refusals import Refusal
from registry.rules.rights import Verb


@get("/province/add", Door(Verb.ADMINISTER))
def ask(asking: Asking) -> Response:
    """The form."""
    return _page(asking)


@post("/province/add", Door(Verb.ADMINISTER))
def add(asking: Asking) -> Response:
    """Add it; the walk through its settings begins."""
    form = OfficeForm(asking.typed, era(asking), asking.today)
    waiting = _waiting(asking)
    province = asking.typed.get("province", "")
    if province not in waiting:
        form.problems.append(CellMissing(field=of_form("province")))
    start = form.day("start", needed=True)
    known = not names_new(form)
    who = _known(asking, form) if known else None
    row = None if known else person_row(form)
    if not form.problems:
        asking.fresh()
        try:
            add_province(
                asking.office, province, who.ref if who else row or {}, start or "",
                recorded_by=asking.who.ref,
            )  # fmt: skip
        except Refusal as refusal:
            form.problems.append(of_page(refusal))
        else:
            return see(f"/province/{province}/walk?done=province_added")
    return _page(asking, problems_on(asking, form.problems))


def _waiting(asking: Asking) -> dict[str, Named]:
    """The provinces without a coordinator among those that who asks administers."""
    theirs = provinces_within(asking.connection, asking.areas(Verb.ADMINISTER))
    found = without_coordinator(asking.connection, asking.today)
    return {code: name for code, name in found.items() if code in theirs and not is_khet(code)}


def _known(asking: Asking, form: OfficeForm) -> PersonRow | None:
    named = form.text("person", needed=True)
    try:
        return person(asking.connection, named, field=of_form("person")) if named else None
    except UnknownPerson as refusal:
        form.problems.append(refusal)
        return None


def _page(asking: Asking, problems: Problems = ()) -> Response:
    begins = {"who": "new"}
    return render(
        asking, "province_add.html",
        typed=defaultdict(str, begins | asking.typed),
        provinces=named_in_order(_waiting(asking), asking.language),
        titles=[one.full_th for one in title_list().titles()],
        problems=problems,
    )  # fmt: skip
