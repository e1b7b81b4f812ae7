"""Villages of a district: a page of them all, their workbook, the survey to be printed."""

from starlette.responses import Response

from config.defaults import policy
from desk.imports.village_file import VillageContent, read_villages, record_content
from desk.views.district_villages import district_villages
from desk.views.village_survey import survey_of
from desk.views.village_workbooks import workbook_for
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.held_files import HeldFile, drop_held
from desk.web.frame.places import in_district
from desk.web.frame.problems import Problems, problems_of, shown
from desk.web.frame.rendering import render
from desk.web.pages.held_workbooks import FILE, held_workbook
from flows.village.roll_up import reported_said, total_said
from registry.queries.areas import district as district_row
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.uploads import WORD, XLSX
from registry.rules.village_sheet import COLUMNS
from registry.rules.villages import ALL_CALLS, RECORDERS
from tasks.workbooks.filled_form import read_workbook
from tasks.workbooks.village_workbook import VILLAGES


def may_record(asking: Asking, district: str) -> bool:
    """Whether who asks may record what villages of the district say."""
    return asking.may(Verb.RECORD, district, RECORDERS)


@get("/villages/{district}", Door(Verb.READ, in_district))
def page(asking: Asking, district: str) -> Response:
    """The villages by sub-district, and what they add up to."""
    asked, exact = as_of(asking), asking.reader.sees_exact(district, f"villages/{district}")
    return render(
        asking, "villages.html",
        district=district_row(asking.connection, district),
        seen=district_villages(
            asking.connection, district, asked.on, asked.known, exact=exact
        ),
        as_of=asked,
        problems=asked.problems,
        total=total_said,
        reported=reported_said,
        exact=exact,
        all_calls=ALL_CALLS,
        hotlines=policy().hotlines,
        prepares=asking.may(Verb.PREPARE, district),
    )  # fmt: skip


@get("/villages/{district}/survey", Door(Verb.PREPARE, in_district))
def survey(asking: Asking, district: str) -> Response:
    """The survey as a Word file: of a village, a sub-district, or the whole district."""
    params = asking.request.query_params
    subdistrict, village = params.get("subdistrict"), params.get("village")
    try:
        made = survey_of(
            asking.office, asking.connection, district, asking.today,
            subdistrict=subdistrict, village=village,
        )  # fmt: skip
    except Refusal as refusal:
        return _upload_page(
            asking, district, problems_of(asking, refusal, names={refusal.field or "": ""})
        )
    part = (village or subdistrict or district).replace("/", "-")
    return file_given(made, WORD, f"village-survey-{part}.docx")


@get("/villages/{district}/workbook", Door(Verb.PREPARE, in_district))
def take_out(asking: Asking, district: str) -> Response:
    """The villages as a workbook; that is logged."""
    exact = asking.reader.sees_exact(district, f"villages/{district}")
    made = workbook_for(asking.connection, district, asking.today, exact=exact)
    asking.fresh()
    asking.office.registry.note_attempt(
        actor=asking.who.ref, target=f"villages/{district}", code="export"
    )
    return file_given(made, XLSX, f"villages-{district}-{asking.today.isoformat()}.xlsx")


@get("/villages/{district}/upload", Door(Verb.PREPARE, in_district))
def ask(asking: Asking, district: str) -> Response:
    """Where the workbook is taken out and brought in."""
    return _upload_page(asking, district)


@post("/villages/{district}/upload", Door(Verb.PREPARE, in_district))
def bring_in(asking: Asking, district: str) -> Response:
    """Look at the workbook; once it was looked at and sent again, record what it says."""
    reason = asking.typed.get("reason", "")
    try:
        held = held_workbook(asking)
        read = _read(asking, district, held)
        wrong = read.problems or (read.warnings and not reason.strip())
        if asking.typed.get("step") != "record" or wrong or not read.differs:
            return _preview(asking, district, held, read)
        asking.fresh()
        record_content(asking.office, district, read, recorded_by=asking.who.ref, reason=reason)
    except Refusal as refusal:
        return _upload_page(asking, district, problems_of(asking, refusal, names={"FILE": FILE}))
    drop_held(asking, held.token)
    return see(f"/villages/{district}?done=villages")


def _read(asking: Asking, district: str, held: HeldFile) -> VillageContent:
    megabytes = asking.office.settings.upload_megabytes
    name, content = held.file.file_name, held.file.content
    raw = read_workbook(content, megabytes, file=name, field=FILE, form=VILLAGES)
    return read_villages(
        asking.connection, raw, asking.office.net, today=asking.today, district=district
    )


def _preview(asking: Asking, district: str, held: HeldFile, read: VillageContent) -> Response:
    wrong = (*read.problems, *read.warnings)
    return render(
        asking, "village_preview.html",
        district=district_row(asking.connection, district),
        read=read,
        held=held,
        sheets=tuple(COLUMNS),
        reason=asking.typed.get("reason", ""),
        records=may_record(asking, district),
        problems=tuple(shown(one.sentence, asking.language) for one in wrong),
    )  # fmt: skip


def _upload_page(asking: Asking, district: str, problems: Problems = ()) -> Response:
    return render(
        asking, "village_upload.html",
        district=district_row(asking.connection, district),
        records=may_record(asking, district),
        problems=problems,
    )  # fmt: skip
