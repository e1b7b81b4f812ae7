"""Calls about papers: which there are, and one of them as a file. Each that is taken is logged."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from desk.api.answers import ClassifiedPapers, Papers
from desk.api.call_refusals import NothingThere
from desk.api.caller import CallerDep, instant
from desk.api.routes import (
    LAST_PAGE,
    REFUSALS,
    ROUTES,
    District,
    Known,
    Number,
    On,
    OneDistrict,
    get,
    told,
)
from desk.views.paper_file import PDF, paper_file
from flows.classified_paper.register import register
from flows.papers.paper_forms import PaperForm
from registry.queries.area_documents import documents_page
from registry.queries.documents import DocumentRow, document
from registry.rules.rights import Verb
from registry.rules.uploads import WORD

PAGE = 100
NAMES = ("paper", "form", "pdf")
BINARY = {"schema": {"type": "string", "format": "binary"}}


@get("/papers", Papers)
def papers(
    caller: CallerDep,
    district: OneDistrict = None,
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
    on: On = None,
    known: Known = None,
) -> Response:
    """Papers without their bytes: drafts, signed orders, scans; the newest first."""
    day, then = None if on is None else caller.day(on), instant(known)
    areas = caller.areas(Verb.READ)
    if district is not None:
        areas = {caller.require(Verb.READ, district, field="district")}
    with caller.reading() as connection:
        skip = (page - 1) * PAGE
        rows, total = documents_page(
            connection, areas, kind=None, skip=skip, most=PAGE, on=day, known=then,
            opened_in=caller.areas,
        )  # fmt: skip
    return told(Papers(total, page, tuple(rows)))


@get("/classified-papers", ClassifiedPapers)
def classified_papers(
    caller: CallerDep, district: District, on: On = None, known: Known = None
) -> Response:
    """The register of a district's classified papers, of which no file is kept; newest first."""
    day, then = caller.day(on), instant(known)
    code = caller.require(Verb.SEE_CLASSIFIED, district, field="district")
    with caller.reading() as connection:
        rows = register(connection, (code,), day, then)
    return told(ClassifiedPapers(day, then, tuple(rows)))


@get("/papers/{paper}", DocumentRow)
def one_paper(caller: CallerDep, paper: Number) -> Response:
    """A paper without its bytes."""
    with caller.reading() as connection:
        row = document(connection, paper)
    caller.require_open(row.kind if row else None, row.district if row else None)
    return told(row)


@ROUTES.get(
    "/papers/{paper}/file",
    responses=REFUSALS | {
        200: {"content": dict.fromkeys((WORD, PDF, "image/png", "image/jpeg"), BINARY),
              "description": "The bytes, as Word, PDF or the scan that came."},
    },
    response_class=Response,
)  # fmt: skip
def paper_bytes(
    caller: CallerDep,
    paper: Number,
    form: Annotated[
        PaperForm, Query(description="As it counts, its draft, or its fair copy.")
    ] = PaperForm.AS_IT_COUNTS,
    pdf: Annotated[bool, Query(description="A Word document as PDF.")] = False,
) -> Response:
    """The paper as a file."""
    with caller.reading() as connection:
        row = document(connection, paper)
    if row is None:
        raise NothingThere
    caller.require_open(row.kind, row.district)
    made = paper_file(caller.office, paper, names=NAMES, form=form, pdf=pdf)
    caller.note(f"document/{paper}", "download")
    return Response(made.content, media_type=made.media_type)
