"""Districts that were added because the release lacks them, and the file that adds more."""

from starlette.responses import Response

from config.words import Term
from desk.imports.district_file import (
    DistrictContent,
    area_rows,
    read_districts,
    record_districts,
)
from desk.views.added_districts import added_told
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.held_files import HeldFile, drop_held
from desk.web.frame.problems import Problems, problems_of, shown
from desk.web.frame.rendering import render
from desk.web.pages.held_workbooks import FILE, held_workbook
from registry.queries.people import person_of
from registry.records.adoption_rows import RawForm
from registry.records.rights import MayNot
from registry.refusals import Refusal
from registry.rules.area_sheet import DISTRICTS, SUBDISTRICTS
from registry.rules.rights import Verb
from registry.rules.uploads import XLSX
from tasks.workbooks.area_workbook import area_workbook

PLACE = "/areas"


@get(PLACE, Door(Verb.ADMINISTER))
def page(asking: Asking) -> Response:
    """The districts that were added, and where a file is brought in."""
    return _page(asking)


@get("/areas/form", Door(Verb.ADMINISTER))
def form(_asking: Asking) -> Response:
    """The empty form as a workbook."""
    return file_given(area_workbook(), XLSX, "districts.xlsx")


@post(PLACE, Door(Verb.ADMINISTER))
def bring_in(asking: Asking) -> Response:
    """Look at the file; once it was looked at and sent again, record what it says."""
    try:
        held = held_workbook(asking)
        raw = _rows(asking, held)
        read = _read(asking, raw)
        if asking.typed.get("step") != "record" or read.problems or not read.differs:
            return _preview(asking, held, read)
        asking.fresh()
        record_districts(asking.office, raw, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _page(asking, problems_of(asking, refusal, names={"FILE": FILE}))
    drop_held(asking, held.token)
    return see(f"{PLACE}?done=areas")


def _rows(asking: Asking, held: HeldFile) -> RawForm:
    megabytes = asking.office.settings.upload_megabytes
    name, content = held.file.file_name, held.file.content
    return area_rows(content, megabytes, file=name, field=FILE)


def _read(asking: Asking, raw: RawForm) -> DistrictContent:
    """What the file says. Raises MayNot for a province that who asks does not administer."""
    read = read_districts(asking.connection, raw, asking.office.net, today=asking.today)
    if not all(asking.may(Verb.ADMINISTER, one) for one in read.provinces):
        who = person_of(asking.connection, asking.who.person)
        raise MayNot(field=FILE, person=who.name, act=Term(f"verb.{Verb.ADMINISTER}"))
    return read


def _preview(asking: Asking, held: HeldFile, read: DistrictContent) -> Response:
    return render(
        asking, "areas_preview.html",
        read=read,
        held=held,
        sheets=(DISTRICTS, SUBDISTRICTS),
        problems=tuple(shown(one.sentence, asking.language) for one in read.problems),
    )  # fmt: skip


def _page(asking: Asking, problems: Problems = ()) -> Response:
    rows = [one for one in added_told(asking.connection) if asking.may(Verb.ADMINISTER, one.code)]
    return render(asking, "areas.html", rows=rows, problems=problems)
