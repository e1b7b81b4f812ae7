"""The register of a district's classified papers: listed, and a paper registered on one form."""

from starlette.responses import Response

from config.words import Term
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post
from desk.web.frame.places import in_district
from desk.web.frame.rendering import render
from desk.web.gate.telling_form import Telling, ask_to_tell, record_telling
from flows.classified_paper.process import CLASSIFIED_PAPER
from flows.classified_paper.register import register
from flows.engine.deciding_offices import OFFICE
from registry.queries.areas import district as district_row
from registry.rules.rights import Verb

PLACE = "/districts/{district}/classified-papers"
NEW = PLACE + "/new"


@get(PLACE, Door(Verb.SEE_CLASSIFIED, in_district))
def listed(asking: Asking, district: str) -> Response:
    """The papers of the register as at a day, the newest first."""
    asked = as_of(asking)
    return render(
        asking, "classified_papers.html",
        district=district_row(asking.connection, district),
        rows=register(asking.connection, (district,), asked.on, asked.known),
        records=asking.may(Verb.RECORD, district, OFFICE),
        as_of=asked,
        problems=asked.problems,
    )  # fmt: skip


@get(NEW, Door(Verb.PREPARE, in_district))
def ask(asking: Asking, district: str) -> Response:
    """The form of a paper."""
    return ask_to_tell(asking, _told(district))


@post(NEW, Door(Verb.PREPARE, in_district))
def record(asking: Asking, district: str) -> Response:
    """Register it, or show what is wrong beside its field."""
    return record_telling(asking, _told(district))


def _told(district: str) -> Telling:
    at = {"district": district}
    title = Term("page.classified_papers")
    return Telling(CLASSIFIED_PAPER, district, PLACE.format(**at), title, NEW.format(**at))
