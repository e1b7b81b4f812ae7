"""The directory by Excel: taken out, changed, looked at, brought in again."""

from starlette.responses import Response

from config.words import both
from desk.imports.directory_file import DirectoryContent, read_directory
from desk.imports.row_loading import load_rows
from desk.views.directory_book import directory_book
from desk.views.rotations import leaves_told, told_as
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.held_files import HeldFile, drop_held
from desk.web.frame.notices import leave_notice
from desk.web.frame.places import in_district
from desk.web.frame.problems import Problems, problems_of, shown
from desk.web.frame.rendering import render
from desk.web.pages.held_workbooks import FILE, held_workbook
from registry.queries.areas import district as district_row
from registry.refusals import Refusal
from registry.rules.directory_form import COLUMNS
from registry.rules.rights import Verb
from registry.rules.uploads import XLSX
from tasks.workbooks.directory_workbook import DIRECTORY
from tasks.workbooks.filled_form import read_workbook


@get("/offices/workbook/{district}", Door(Verb.LOAD, in_district))
def take_out(asking: Asking, district: str) -> Response:
    """The directory of the district and its province as a workbook; that is logged."""
    book = directory_book(asking.connection, district, asking.today)
    asking.fresh()
    asking.office.registry.note_attempt(
        actor=asking.who.ref, target=f"offices/{district}", code="export"
    )
    name = f"directory-{district}-{asking.today.isoformat()}.xlsx"
    return file_given(book, XLSX, name)


@get("/offices/upload/{district}", Door(Verb.LOAD, in_district))
def ask(asking: Asking, district: str) -> Response:
    """Where the workbook is taken out and brought in."""
    return _page(asking, district)


@post("/offices/upload/{district}", Door(Verb.LOAD, in_district))
def bring_in(asking: Asking, district: str) -> Response:
    """Look at the workbook; once it was looked at and sent again, record what it says."""
    try:
        held = held_workbook(asking)
        read = _read(asking, district, held)
        if asking.typed.get("step") != "record" or read.problems or not read.differs:
            return _preview(asking, district, held, read)
        asking.fresh()
        done = load_rows(asking.office, read.rows, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _page(asking, district, problems_of(asking, refusal, names={"FILE": FILE}))
    drop_held(asking, held.token)
    said = [both("page.offices.outside", count=len(done.flagged))] if done.flagged else []
    said += [*told_as(done.rotations), *leaves_told(done.left)]
    look = leave_notice(asking, said)
    return see(f"/offices?district={district}&done=directory{look}")


def _read(asking: Asking, district: str, held: HeldFile) -> DirectoryContent:
    megabytes = asking.office.settings.upload_megabytes
    name, content = held.file.file_name, held.file.content
    raw = read_workbook(content, megabytes, file=name, field=FILE, form=DIRECTORY)
    areas = (district, district[:2])
    return read_directory(
        asking.connection, raw, asking.office.net, today=asking.today, areas=areas
    )


def _preview(asking: Asking, district: str, held: HeldFile, read: DirectoryContent) -> Response:
    return render(
        asking, "office_preview.html",
        district=district_row(asking.connection, district),
        read=read,
        held=held,
        sheets=tuple(COLUMNS),
        problems=tuple(shown(one.sentence, asking.language) for one in read.problems),
    )  # fmt: skip


def _page(asking: Asking, district: str, problems: Problems = ()) -> Response:
    return render(
        asking, "office_upload.html",
        district=district_row(asking.connection, district),
        problems=problems,
    )  # fmt: skip
