"""Papers of an instance or a district as one batch: tick them, take them along."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Named
from desk.views.paper_batch import ZIP, batch, newest
from desk.views.subjects import subject_titles
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post
from desk.web.frame.downloads import file_given
from desk.web.frame.places import NOT_FOUND, in_district, number_typed, of_instance
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.gate.sheets import known_instance
from flows.papers.paper_forms import PaperForm
from registry.queries.areas import names
from registry.queries.documents import DocumentRow, documents
from registry.queries.void_committees import void_instances
from registry.refusals import Refusal
from registry.rules.rights import Verb

OF_INSTANCE = "/instances/{instance:int}/papers"
OF_DISTRICT = "/districts/{district}/papers"
CHOICE = "paper"
HOW: dict[str, tuple[PaperForm, bool]] = {  # which form, and whether as PDF
    "word": (PaperForm.AS_IT_COUNTS, False),
    "pdf": (PaperForm.AS_IT_COUNTS, True),
    "fair": (PaperForm.FAIR, False),
    "fair_pdf": (PaperForm.FAIR, True),
    "draft": (PaperForm.DRAFT, False),
}
USUAL = next(iter(HOW))


@dataclass(frozen=True)
class Folder:
    """The papers to choose from, and the page on which they are.

    `known` are all papers that may be asked for: a newer version may have come about since.
    """

    place: str
    back: str
    name: str
    district: Named
    rows: tuple[DocumentRow, ...]
    known: frozenset[int]

    @property
    def kinds(self) -> list[tuple[str, list[DocumentRow]]]:
        """The papers by kind, in the order in which the kinds came about; scans last."""
        found: dict[str, list[DocumentRow]] = {}
        for one in sorted(self.rows, key=lambda row: row.facts_id is None):
            found.setdefault(one.kind, []).append(one)
        return list(found.items())


@get(OF_INSTANCE, Door(Verb.READ, of_instance))
def of_one_instance(asking: Asking, instance: int) -> Response:
    """The newest papers of the instance."""
    return _page(asking, _instance(asking, instance))


@post(OF_INSTANCE, Door(Verb.READ, of_instance))
def pack_instance(asking: Asking, instance: int) -> Response:
    """Those that were ticked, as one file."""
    return _packed(asking, _instance(asking, instance))


@get(OF_DISTRICT, Door(Verb.READ, in_district))
def of_one_district(asking: Asking, district: str) -> Response:
    """The newest papers of the district."""
    return _page(asking, _district(asking, district))


@post(OF_DISTRICT, Door(Verb.READ, in_district))
def pack_district(asking: Asking, district: str) -> Response:
    """Those that were ticked, as one file."""
    return _packed(asking, _district(asking, district))


def _instance(asking: Asking, number: int) -> Folder:
    row = known_instance(asking.view, number)
    kept = documents(asking.connection, instance_id=number)
    back = f"/instances/{number}"
    name = asking.view.district(row.district)
    return Folder(f"{back}/papers", back, f"papers-{number}", name, *_rows(asking, kept))


def _district(asking: Asking, district: str) -> Folder:
    void = void_instances(asking.connection, (district,))
    found = documents(asking.connection, district=district)
    kept = [one for one in found if one.instance not in void]
    back = f"/districts/{district}"
    name = names(asking.connection, {district})[district]
    return Folder(f"{back}/papers", back, f"papers-{district}", name, *_rows(asking, kept))


def _rows(
    asking: Asking, kept: Sequence[DocumentRow]
) -> tuple[tuple[DocumentRow, ...], frozenset[int]]:
    opened = asking.view.opened(kept)
    return tuple(newest(opened)), frozenset(one.id for one in opened)


def _page(
    asking: Asking,
    folder: Folder,
    ticked: Sequence[int] | None = None,
    how: str = USUAL,
    problems: Problems = (),
) -> Response:
    beforehand = [
        one.id for one in folder.rows if one.facts_id is not None and one.language == "th"
    ]
    return render(
        asking,
        "papers.html",
        problems=problems,
        folder=folder,
        titles=subject_titles(asking.connection, folder.rows, asking.today),
        ticked=beforehand if ticked is None else ticked,
        how=how,
        ways=tuple(HOW),
    )


def _packed(asking: Asking, folder: Folder) -> Response:
    numbers = [number_typed(one) for one in asking.form.getlist(CHOICE) if isinstance(one, str)]
    ticked = [one for one in numbers if one is not None]
    if not folder.known.issuperset(ticked):  # a paper of another district, or none at all
        raise HTTPException(NOT_FOUND)
    how = asking.typed.get("how", USUAL)
    form, pdf = HOW.get(how, HOW[USUAL])
    asking.fresh()
    try:
        made = batch(asking.office, ticked, form=form, pdf=pdf, field_name=CHOICE)
    except Refusal as refusal:
        return _page(asking, folder, ticked, how, problems_of(asking, refusal))
    asking.office.registry.note_attempt(actor=asking.who.ref, target=made.target, code="download")
    return file_given(made.content, ZIP, f"{folder.name}.zip")
