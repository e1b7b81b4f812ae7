"""Adding an office to the directory of a district or its province."""

from collections import defaultdict

from starlette.responses import Response

from config.words import Named
from desk.imports.row_loading import load_rows
from desk.imports.typed_kinds import TypedKind
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.places import in_district
from desk.web.frame.problems import Problems
from desk.web.frame.rendering import render
from desk.web.pages.office_forms import (
    OfficeForm,
    area_of,
    kind_of,
    of_page,
    office_rows,
    problems_on,
)
from registry.queries.agencies import agencies_of
from registry.queries.areas import district as district_row
from registry.queries.directory import DirectoryQuestion, directory, refs_of_kind
from registry.queries.office_kinds import OfficeKinds, office_kinds
from registry.queries.offices import called_at
from registry.records.load_file import LoadFile
from registry.refusals import Refusal
from registry.rules.rights import Verb

MOST_OF_A_KIND = 2_000


class OfficeStands(Refusal):
    """The area has that office already: one of its kind that is called the same."""


@get("/offices/new/{district}", Door(Verb.LOAD, in_district))
def new(asking: Asking, district: str) -> Response:
    """The form."""
    return _page(asking, district)


@post("/offices/new/{district}", Door(Verb.LOAD, in_district))
def add(asking: Asking, district: str) -> Response:
    """Add the office; its page says what comes next."""
    form = OfficeForm(asking.typed, era(asking), asking.today)
    area, kinds = area_of(form, district), office_kinds(asking.connection, district)
    kind = kind_of(form, district, kinds)
    rows = _rows(asking, form, district, kind, kinds) if kind else None
    try:
        if rows is not None and kind is not None:
            _refuse_twice(asking, rows, area, kind.key)
            asking.fresh()
            load_rows(asking.office, rows, recorded_by=asking.who.ref)
            return see(f"/offices/{rows.offices[0].ref}?done=office_added")
    except Refusal as refusal:
        form.problems.append(of_page(refusal))
    return _page(asking, district, problems_on(asking, form.problems))


def _rows(
    asking: Asking, form: OfficeForm, district: str, kind: TypedKind, kinds: OfficeKinds
) -> LoadFile | None:
    called = kinds.by_key.get(kind.key)
    if called is None and kind.row is not None:
        called = Named(str(kind.row["name_th"]), str(kind.row["name_en"]))
    refs = refs_of_kind(asking.connection, area_of(form, district), kind.key)
    return office_rows(form, district, kind, called or Named(kind.key, kind.key), refs)


def _refuse_twice(asking: Asking, rows: LoadFile, area: str, kind: str) -> None:
    new = rows.offices[0]
    title, unit = Named(new.title_th, new.title_en), Named(new.unit_th, new.unit_en)
    name = called_at(asking.connection, area, kind, title, unit)
    question = DirectoryQuestion((area,), asking.today)
    stand, _ = directory(asking.connection, question, most=MOST_OF_A_KIND)
    for one in stand:
        same = one.office.called.th == name.th
        if one.office.ref == new.ref or (one.office.kind == kind and same):
            raise OfficeStands(field="directory.kind", office=one.office.called, ref=one.office.ref)


def _page(asking: Asking, district: str, problems: Problems = ()) -> Response:
    return render(
        asking, "office_new.html",
        district=district_row(asking.connection, district),
        typed=defaultdict(str, {"at": "district"} | asking.typed),
        problems=problems,
        kinds=office_kinds(asking.connection, district).by_key,
        agencies=agencies_of(asking.connection, district),
    )  # fmt: skip
