"""The handover package of a district: page one first, then what it lacks, and its files."""

from tempfile import TemporaryFile

from starlette.responses import Response

from desk.views.handover_package import (
    NobodyComes,
    PackageFile,
    PackageMade,
    PackageRequest,
    calendar,
    package_made,
    package_zip,
    pdf_files,
    word_files,
    zip_name,
)
from desk.views.handover_quality import handover_quality_lines
from desk.views.package_words import gap_lines, mark_lines, quality_lines
from desk.views.packages_handed_over import packages_handed_over
from desk.views.paper_batch import ZIP
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.downloads import file_given, written_file_given
from desk.web.frame.places import in_district
from desk.web.frame.problems import problems_of
from desk.web.frame.rendering import render
from registry.queries.areas import district as district_row
from registry.refusals import Refusal
from registry.rules.handover import ANNEX, PAGE_ONE
from registry.rules.papers.package import Opening
from registry.rules.rights import Verb

PLACE = "/districts/{district}/package"
OPENINGS: tuple[Opening, ...] = ("knows", "new")


@get(PLACE, Door(Verb.TAKE_OVER, in_district))
def page(asking: Asking, district: str) -> Response:
    """Page one as it is read on a phone, the quality of the package, its gaps, its files."""
    asked = as_of(asking)
    try:
        made, problems = _made(asking, district), asked.problems
    except NobodyComes as refusal:
        problems = (*asked.problems, *problems_of(asking, refusal))
        made = package_made(asking.office, PackageRequest(district, asking.today, asked.known))
    return render(
        asking, "package.html",
        district=district_row(asking.connection, district),
        first=made.package.page_one,
        annex=made.package.annex,
        quality=[*quality_lines(made.package.quality)],
        gaps=[*gap_lines(made.package.annex)],
        digest=made.digest,
        marks=[*mark_lines(made.package.page_one)],
        as_of=asked,
        problems=problems,
        query=_query(asking),
        openings=OPENINGS,
        handed_over=packages_handed_over(
            asking.view_of(min(asked.on, asking.today)), district, asked.known
        ),
        served=handover_quality_lines,
    )  # fmt: skip


@get(f"{PLACE}/page-one", Door(Verb.TAKE_OVER, in_district))
def first_page(asking: Asking, district: str) -> Response:
    """Page one as a Word file or, with `?form=pdf`, as PDF; in English with `?language=en`."""
    return _paper(asking, district, PAGE_ONE)


@get(f"{PLACE}/annex", Door(Verb.TAKE_OVER, in_district))
def annex(asking: Asking, district: str) -> Response:
    """The annex in the same forms."""
    return _paper(asking, district, ANNEX)


@get(f"{PLACE}/zip", Door(Verb.TAKE_OVER, in_district))
def whole(asking: Asking, district: str) -> Response:
    """All files of the package in one, with the papers that people vouched for."""
    made = _made(asking, district)
    files = [*word_files(asking.office, made), calendar(made)]
    packed = TemporaryFile()  # noqa: SIM115 — closed once it is sent
    package_zip(asking.office, made, files, packed)
    _note(asking, district)
    return written_file_given(packed, ZIP, zip_name(made))


@get(f"{PLACE}/calendar", Door(Verb.TAKE_OVER, in_district))
def twelve_months(asking: Asking, district: str) -> Response:
    """The days of twelve months, for a calendar program."""
    return _given(asking, district, calendar(_made(asking, district), asking.language))


def _made(asking: Asking, district: str) -> PackageMade:
    asked, said = as_of(asking), asking.request.query_params.get("opening")
    opening = next((one for one in OPENINGS if one == said), None)
    return package_made(asking.office, PackageRequest(district, asked.on, asked.known, opening))


def _query(asking: Asking) -> str:
    """What was asked of this page, for the addresses of its files."""
    return f"?{query}" if (query := asking.request.url.query) else ""


def _paper(asking: Asking, district: str, kind: str) -> Response:
    made, said = _made(asking, district), asking.request.query_params
    english = said.get("language") == "en"
    files = [
        one
        for one in word_files(asking.office, made)
        if f"-{kind}-" in one.name and one.name.endswith(".en.docx") is english
    ]
    if said.get("form") != "pdf":
        return _given(asking, district, files[0])
    try:
        return _given(asking, district, pdf_files(asking.office, files)[0])
    except Refusal as refusal:
        names = {refusal.field or "": ""}
        return render(asking, "refused.html", problems=problems_of(asking, refusal, names=names))


def _given(asking: Asking, district: str, file: PackageFile) -> Response:
    _note(asking, district)
    return file_given(file.content, file.media_type, file.name)


def _note(asking: Asking, district: str) -> None:
    """The log of attempts says who took it."""
    asking.office.registry.note_attempt(
        actor=asking.who.ref, target=f"package/{district}", code="export"
    )
