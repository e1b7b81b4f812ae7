"""The paper of a replacement: the agency is asked for another person."""

from flows.engine.paper import PapersOf
from flows.establishment.member_papers import representative_requests
from flows.establishment.papers import REQUEST
from flows.replacement.effects import DRAFT_REPLACEMENT_REQUEST

PAPERS: tuple[PapersOf, ...] = (
    PapersOf(DRAFT_REPLACEMENT_REQUEST, representative_requests, REQUEST),
)
