"""An office: who holds it, since when, on what basis; recorded by hand."""

from collections import defaultdict
from collections.abc import Callable

from starlette.responses import Response

from config.titles import title_list, titled
from config.words import Named, Value, both
from desk.imports.row_loading import load_rows
from desk.views.rotations import leaves_told, told_as
from desk.views.words import day
from desk.web.frame.as_of import AsOf, as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.notices import leave_notice, notice
from desk.web.frame.places import of_office, or_not_found
from desk.web.frame.problems import Problems
from desk.web.frame.rendering import render
from desk.web.pages.office_forms import (
    OfficeForm,
    OfficeLine,
    correction_rows,
    holder_rows,
    of_page,
    problems_on,
    sex_of,
    told,
)
from registry.queries.areas import names
from registry.queries.directory import (
    DirectoryQuestion,
    ListedOffice,
    all_terms,
    holders_of,
    names_of,
    office_named,
)
from registry.queries.holdings import HoldingRow
from registry.queries.members import SeenMember, seen_members
from registry.queries.office_kinds import kind_name
from registry.queries.own_seats import NamedSeat, members_without_office
from registry.queries.people import UnknownPerson, person
from registry.queries.people_of_areas import people_in
from registry.queries.renamings import named_now, renamings_of
from registry.queries.seats import seats
from registry.queries.vacancies import vacant_offices, without_holder
from registry.records.load_file import LoadFile
from registry.refusals import Refusal
from registry.rules.directory_form import BASES, CAPACITIES
from registry.rules.plain_values import Json
from registry.rules.rights import Verb
from registry.rules.terms import a_day_short

SUGGESTED = 100
OFFICE_PATH = "{office:path}"


@get(f"/offices/holder/{OFFICE_PATH}", Door(Verb.LOAD, of_office))
def holder(asking: Asking, office: str) -> Response:
    """The form for a new holder; `?person=` names one who is known."""
    typed = {
        "who": "known",
        "capacity": "own",
        "person": asking.request.query_params.get("person", ""),
        "basis": "appointment",
    }
    return _holder_form(asking, office, typed)


@post(f"/offices/holder/{OFFICE_PATH}", Door(Verb.LOAD, of_office))
def hold(asking: Asking, office: str) -> Response:
    """Check what was typed; once it was looked at and sent again, record it."""
    form = OfficeForm(asking.typed, era(asking), asking.today)
    rows = holder_rows(form, office)
    named = _known(asking, form, rows) if rows else None
    if rows is None or named is None or asking.typed.get("step") == "change":
        return _holder_form(asking, office, asking.typed, problems_on(asking, form.problems))
    if asking.typed.get("step") != "record":
        return _holder_check(asking, office, form, rows, named)
    return _load(
        asking, rows, lambda problems: _holder_form(asking, office, asking.typed, problems)
    )


def _known(asking: Asking, form: OfficeForm, rows: LoadFile) -> Value | None:
    """Who is meant; None where nobody, or several, are so called."""
    if rows.people:
        new = rows.people[0]
        return Named(titled(new.title_th, new.name_th), f"{new.title_en} {new.name_en}".strip())
    try:
        return person(asking.connection, rows.holders[0].person, field="directory.person").name
    except UnknownPerson as refusal:
        form.problems.append(refusal)
        return None


def _holder_check(
    asking: Asking, office: str, form: OfficeForm, rows: LoadFile, named: Value
) -> Response:
    seen, lines = _office(asking, office), told(rows, named)
    if rows.people:
        sex, source = sex_of(form)
        lines.insert(
            1, OfficeLine("sex", both(f"page.offices.sex.{source}", sex=both(f"sex.{sex}")))
        )
    one = rows.holders[0]
    return render(
        asking, "office_check.html",
        seen=seen,
        lines=lines,
        ends=[
            t for t in all_terms(asking.connection, [seen.office.id])
            if t.capacity == one.capacity and t.start < one.start and t.stop is None
        ],
        alike=_alike(asking, rows),
        title="page.offices.hold",
        action=f"/offices/holder/{office}",
        typed=_carried(asking),
    )  # fmt: skip


def _alike(asking: Asking, rows: LoadFile) -> list[tuple[str, Named]]:
    """People who bear the name of the new one already."""
    if not rows.people:
        return []
    area = rows.holders[0].office[:2]
    found, _ = people_in(asking.connection, {area}, rows.people[0].name_th, most=5)
    return [(one.ref, one.name) for one in found]


def _holder_form(
    asking: Asking, office: str, typed: dict[str, str], problems: Problems = ()
) -> Response:
    seen = _office(asking, office)
    area = seen.office.area
    suggested, _ = people_in(asking.connection, {area}, most=SUGGESTED)
    return render(
        asking, "office_holder.html",
        seen=seen,
        typed=defaultdict(str, typed),
        problems=problems,
        people=suggested,
        titles=[one.full_th for one in title_list().titles()],
        capacities=CAPACITIES,
        bases=BASES,
    )  # fmt: skip


@get(f"/offices/term/{OFFICE_PATH}", Door(Verb.LOAD, of_office))
def term(asking: Asking, office: str) -> Response:
    """The form that ends a term, or puts it right: `?term=` is the number it is kept under."""
    held = _term_of(asking, office, asking.request.query_params.get("term", ""))
    if held is None:
        return see(f"/offices/{office}")
    typed = {
        "term": str(held.holding),
        "start": day(held.start, asking.language),
        "last_day": day(held.last_day, asking.language) if held.last_day else "",
        "capacity": held.capacity,
        "basis": held.basis,
        "basis_number": held.basis_number or "",
        "basis_date": day(held.basis_date, asking.language) if held.basis_date else "",
        "scope": held.scope or "",
    }
    return _term_form(asking, office, held, typed)


@post(f"/offices/term/{OFFICE_PATH}", Door(Verb.LOAD, of_office))
def correct(asking: Asking, office: str) -> Response:
    """Check the term as it was put right; once it was looked at and sent again, record it."""
    held = _term_of(asking, office, asking.typed.get("term", ""))
    if held is None:
        return see(f"/offices/{office}?done=term_moved")
    stands: dict[str, Json] = {
        "office": office,
        "person": held.person_ref,
        "start": held.start.isoformat(),
        "capacity": held.capacity,
        "basis": held.basis,
    }
    form = OfficeForm({**asking.typed, "capacity": held.capacity}, era(asking), asking.today)
    rows = correction_rows(form, stands)
    step = asking.typed.get("step")
    if rows is None or step == "change":
        problems = problems_on(asking, form.problems)
        return _term_form(asking, office, held, asking.typed, problems)
    if step != "record":
        return render(
            asking, "office_check.html",
            seen=_office(asking, office),
            lines=told(rows, held.name),
            ends=[],
            alike=[],
            title="page.offices.term",
            action=f"/offices/term/{office}",
            typed=_carried(asking),
        )  # fmt: skip
    return _load(
        asking, rows, lambda problems: _term_form(asking, office, held, asking.typed, problems)
    )


def _term_of(asking: Asking, office: str, number: str) -> HoldingRow | None:
    """The term of that number, while it stands: who corrected it made another of it."""
    found = all_terms(asking.connection, [_office(asking, office).office.id])
    return next((one for one in found if str(one.holding) == number), None)


def _term_form(
    asking: Asking,
    office: str,
    held: HoldingRow,
    typed: dict[str, str],
    problems: Problems = (),
) -> Response:
    return render(
        asking, "office_term.html",
        seen=_office(asking, office),
        held=held,
        typed=defaultdict(str, typed),
        problems=problems,
        bases=BASES,
    )  # fmt: skip


@get(f"/offices/{OFFICE_PATH}", Door(Verb.READ, of_office))
def one_office(asking: Asking, office: str) -> Response:
    """An office on a day: its holders, its names, and every term that stands."""
    seen, asked = _office(asking, office), as_of(asking)
    question = DirectoryQuestion((seen.office.area,), asked.on, asked.known)
    terms = all_terms(asking.connection, [seen.office.id])
    return render(
        asking, "office.html",
        seen=seen,
        seen_there=None if terms else _seen_there(asking, seen),
        province_name=names(asking.connection, {seen.office.area[:2]})[seen.office.area[:2]],
        holders=holders_of(asking.connection, [seen.office.id], question).get(seen.office.id, []),
        members=_members_without(asking, seen, asked),
        without=without_holder(
            vacant=bool(vacant_offices(asking.connection, {seen.office.ref}, asked.on, asked.known))
        ),
        renamings=renamings_of(asking.connection, named_now(seen)),
        kind=kind_name(asking.connection, seen.office.kind),
        names=names_of(asking.connection, seen.office.id),
        terms=terms[::-1],
        short=a_day_short(terms),
        as_of=asked,
        problems=asked.problems,
        loads=asking.may(Verb.LOAD, seen.office.area),
        invites=asking.may(Verb.INVITE, seen.office.area),
        notices=notice(asking),
        today=asking.today,
    )  # fmt: skip


def _seen_there(asking: Asking, seen: ListedOffice) -> SeenMember | None:
    """Who was named for a seat of the office at a meeting, while nobody is recorded in it."""
    district, connection = seen.office.area, asking.connection
    tied = [one.key for one in seats(connection, district, asking.today)
            if one.office == seen.office.ref]  # fmt: skip
    return next(iter(seen_members(connection, district, asking.today, tied).values()), None)


def _members_without(asking: Asking, seen: ListedOffice, asked: AsOf) -> list[NamedSeat]:
    """Who fills a seat of this office without holding it, as the directory stands today."""
    if not asked.is_now:
        return []
    ref = seen.office.ref
    return members_without_office(asking.connection, [ref], asked.on).get(ref, [])


def _office(asking: Asking, ref: str) -> ListedOffice:
    return or_not_found(asking.view.once(office_named, ref))


def _load(asking: Asking, rows: LoadFile, form: Callable[[Problems], Response]) -> Response:
    """Record the rows as whoever is signed in; else the form with what refuses them."""
    office = (*rows.holders, *rows.corrections)[0].office
    asking.fresh()
    try:
        done = load_rows(asking.office, rows, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return form(problems_on(asking, [of_page(refusal)]))
    said = [both("page.offices.outside", count=len(done.flagged))] if done.flagged else []
    said += [*told_as(done.rotations), *leaves_told(done.left)]
    return see(f"/offices/{office}?done=office{leave_notice(asking, said)}")


def _carried(asking: Asking) -> list[tuple[str, str]]:
    """What was typed, carried along by the page where it is checked."""
    return [(k, v) for k, v in asking.typed.items() if k not in ("csrf", "step")]
