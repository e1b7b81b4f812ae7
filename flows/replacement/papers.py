"""The paper of a replacement: the agency is asked for another person; those of a newcomer."""

from functools import partial

from flows.engine.paper import PapersOf
from flows.establishment.member_papers import representative_requests
from flows.establishment.papers import REQUEST
from flows.replacement.effects import DRAFT_REPLACEMENT_REQUEST
from flows.replacement.gates import REPLACEMENT_NAMED
from flows.replacement.newcomer_papers import NEWCOMER_PAPERS

PAPERS: tuple[PapersOf, ...] = (
    PapersOf(
        DRAFT_REPLACEMENT_REQUEST,
        partial(representative_requests, gate=REPLACEMENT_NAMED.key),
        REQUEST,
    ),
    NEWCOMER_PAPERS,
)
