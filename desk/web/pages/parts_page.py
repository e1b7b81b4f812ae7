"""Parts that follow from no office: partners and observers, from a day, a partner to its end.

A partner works with named districts until an agreement ends (practice.md 16); the part, and
with it the sign-in, ends when its last day is over.
"""

from collections import defaultdict
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.titles import title_list
from desk.imports.row_loading import load_rows
from desk.imports.sheet_cells import CellMissing
from desk.views.thai_order import named_in_order
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.places import NOT_FOUND, of_person
from desk.web.frame.problems import Problems
from desk.web.frame.rendering import render
from desk.web.pages.office_forms import (
    OfficeForm,
    of_form,
    of_page,
    person_row,
    problems_on,
)
from registry.queries.added_districts import areas_known
from registry.queries.areas import districts_within, names, provinces_within
from registry.queries.parts import actor
from registry.queries.people import PersonRow, UnknownPerson, people_named, person
from registry.records.load_file import LoadFile
from registry.refusals import Refusal
from registry.rules.area_names import AmbiguousDistrict, UnknownDistrict, resolve
from registry.rules.plain_values import Json
from registry.rules.rights import Part, Verb

OF_THE_OFFICE = (Part.PARTNER.value, Part.OBSERVER.value)
OF_THE_ADMINISTRATOR = (*OF_THE_OFFICE, Part.COORDINATOR.value, Part.ADMIN.value)


@get("/people/add", Door(Verb.LOAD))
def new(asking: Asking) -> Response:
    """The form for somebody whom nobody has recorded."""
    typed = {"role": Part.PARTNER.value, "start": day(asking.today, asking.language)}
    return _page(asking, typed, None)


@post("/people/add", Door(Verb.LOAD))
def add(asking: Asking) -> Response:
    """Record them with their part; their page makes the invitation."""
    return _record(asking, None)


@get("/people/{person}/part", Door(Verb.LOAD, of_person))
def part(asking: Asking, person: str) -> Response:
    """The form for somebody who is known: a part more, or another end of one that stands."""
    params = asking.request.query_params
    typed = {name: params.get(name, "") for name in ("role", "districts", "start", "last_day")}
    if not typed["start"]:
        typed["start"] = day(asking.today, asking.language)
    return _page(asking, typed, _known(asking, person))


@post("/people/{person}/part", Door(Verb.LOAD, of_person))
def give(asking: Asking, person: str) -> Response:
    """Give the part, or change its end."""
    return _record(asking, _known(asking, person))


def _record(asking: Asking, who: PersonRow | None) -> Response:
    form = OfficeForm(asking.typed, era(asking), asking.today)
    rows = _rows(asking, form, who)
    try:
        if rows is not None:
            if who is None and (twin := _sent_before(asking, rows)):
                return see(f"/people/{twin.ref}?done=part_given")
            asking.fresh()
            load_rows(asking.office, rows, recorded_by=asking.who.ref)
            return see(f"/people/{rows.parts[0].person}?done=part_given")
    except Refusal as refusal:
        form.problems.append(of_page(refusal))
    return _page(asking, asking.typed, who, problems_on(asking, form.problems))


def _sent_before(asking: Asking, rows: LoadFile) -> PersonRow | None:
    """Who bears that name and has those parts from that day already: the form was sent twice."""
    (new,) = rows.people
    for one in people_named(asking.connection, [new.name_th])[new.name_th]:
        held = actor(asking.connection, one.id, rows.parts[0].start).parts
        areas = {given.area for given in held if given.part == rows.parts[0].role}
        if {given.area for given in rows.parts} <= areas:
            return one
    return None


def _rows(asking: Asking, form: OfficeForm, who: PersonRow | None) -> LoadFile | None:
    role = form.one_of("role", _roles(asking))
    areas = _areas(asking, form)
    start, ended = form.day("start", needed=True), form.day("last_day")
    if role == Part.PARTNER and not ended and not form.text("last_day"):
        form.problems.append(CellMissing(field=of_form("last_day")))
    people = [] if who else [person_row(form)]
    if form.problems or not areas:
        return None
    ref = who.ref if who else _new_ref(asking, f"{areas[0][:2]}.{role}")
    rows: list[Json] = [
        {"person": ref, "role": role, "area": area, "start": start, "last_day": ended}
        for area in areas
    ]
    return form.rows({"people": [one | {"ref": ref} for one in people], "parts": rows})


def _areas(asking: Asking, form: OfficeForm) -> list[str]:
    """The districts that were named; the province where none was."""
    said = [one.strip() for one in form.text("districts").split(";") if one.strip()]
    if said:
        own, index = asking.areas(Verb.LOAD), areas_known(asking.connection)
        try:
            return list(dict.fromkeys(resolve(one, index, own=own) for one in said))
        except (UnknownDistrict, AmbiguousDistrict) as refusal:
            refusal.field = of_form("districts")
            form.problems.append(refusal)
            return []
    provinces = tuple(provinces_within(asking.connection, asking.areas(Verb.LOAD)))
    return [provinces[0] if len(provinces) == 1 else form.one_of("province", provinces)]


def _new_ref(asking: Asking, stem: str) -> str:
    """The first reference of that stem that nobody bears."""
    number = 1
    while _bears(asking, f"{stem}.{number}"):
        number += 1
    return f"{stem}.{number}"


def _bears(asking: Asking, ref: str) -> bool:
    try:
        return person(asking.connection, ref, field="person").ref == ref
    except UnknownPerson:
        return False


def _roles(asking: Asking) -> tuple[str, ...]:
    return OF_THE_ADMINISTRATOR if asking.areas(Verb.ADMINISTER) else OF_THE_OFFICE


def _known(asking: Asking, ref: str) -> PersonRow:
    who = asking.view.once(person, ref, field="person")
    if who.ref != ref:  # a name is no address
        raise HTTPException(NOT_FOUND)
    return who


def _page(
    asking: Asking,
    typed: Mapping[str, str],
    who: PersonRow | None,
    problems: Problems = (),
) -> Response:
    areas, connection = asking.areas(Verb.LOAD), asking.connection
    provinces = provinces_within(connection, areas)
    suggested = districts_within(connection, areas) if len(provinces) == 1 else []
    code = typed.get("districts", "")
    named = names(connection, {code}).get(code) if code.isdecimal() else None
    shown = {**typed, "districts": getattr(named, asking.language)} if named else typed
    return render(
        asking, "part_new.html",
        who=who,
        typed=defaultdict(str, shown),
        problems=problems,
        roles=_roles(asking),
        provinces=named_in_order(provinces, asking.language),
        suggested=[getattr(one.name, asking.language) for one in suggested],
        titles=[one.full_th for one in title_list().titles()],
    )  # fmt: skip
