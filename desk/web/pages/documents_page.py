"""The document register, and its papers to take along."""

from collections.abc import Mapping

from starlette.responses import Response

from desk.views.paper_file import PDF, paper_file
from desk.views.subjects import subject_titles
from desk.web.frame.area_choice import area_choice
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.downloads import file_given
from desk.web.frame.paging import page_of
from desk.web.frame.places import of_document
from desk.web.frame.rendering import render
from flows.classified_paper.register import register
from flows.papers.paper_forms import PaperForm
from registry.queries.area_documents import document_kinds, documents_page
from registry.queries.areas import names
from registry.queries.void_committees import void_instances
from registry.rules.rights import Verb

ROWS = 40  # of a page: each names its paper with every way to take it along
PAGE_NAMES = ("document", "fair", "as")


@get("/documents", Door(Verb.READ))
def listed(asking: Asking) -> Response:
    """The papers of the areas of whoever asks, newest first, as at a day."""
    params, here = asking.request.query_params, page_of(asking, ROWS)
    area = area_choice(asking, Verb.READ, params.get("district", ""))
    kind = params.get("kind", "")
    only = area.shown if area.chosen or len(area.options) == 1 else ()
    asked = as_of(asking)
    rows, count = documents_page(
        asking.connection, area.shown, kind=kind or None, skip=here.skip, most=here.most,
        on=None if asked.is_now else asked.on, known=asked.known,
        opened_in=asking.areas,
    )  # fmt: skip
    return render(
        asking,
        "documents.html",
        rows=rows,
        titles=subject_titles(asking.connection, rows, asking.today),
        count=count,
        here=here,
        kind=kind,
        area=area,
        kinds=document_kinds(asking.connection),
        areas=names(asking.connection, {one.district for one in rows}),
        classified=register(
            asking.connection,
            [one for one in only if asking.may(Verb.SEE_CLASSIFIED, one)],
            asked.on,
            asked.known,
        ),
        void=void_instances(asking.connection, {one.district for one in rows}, asked.known),
        hidden={key: said for key, said in (("district", area.chosen), ("kind", kind)) if said},
        as_of=asked,
        problems=asked.problems,
    )


def _form(params: Mapping[str, str]) -> PaperForm:
    asked = (one for one in (PaperForm.DRAFT, PaperForm.FAIR) if params.get(one) == "yes")
    return next(asked, PaperForm.AS_IT_COUNTS)


@get("/documents/{document:int}", Door(Verb.READ, of_document))
def paper(asking: Asking, document: int) -> Response:
    """The paper as it counts; `?draft=yes` as it was laid before people, `?fair=yes` its fair
    copy, `?as=pdf` as PDF. Each is logged.
    """
    params = asking.request.query_params
    asking.fresh()
    made = paper_file(
        asking.office, document,
        form=_form(params), pdf=params.get("as") == "pdf", names=PAGE_NAMES,
    )  # fmt: skip
    asking.office.registry.note_attempt(
        actor=asking.who.ref, target=f"document/{document}", code="download"
    )
    looked_at = made.media_type == PDF
    return file_given(made.content, made.media_type, made.name, looked_at=looked_at)
