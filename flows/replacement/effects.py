"""What a replacement and the welcome of a newcomer may have done, by key."""

from datetime import date

from flows.engine.replay import Effect
from registry.rules.effects import OfDistrict, PapersResult, RequestInputs


class NewcomerInputs(OfDistrict):
    """Who came, by their number in the registry, and on which day."""

    person: int
    since: date


DRAFT_REPLACEMENT_REQUEST = Effect("draft_replacement_request", RequestInputs, PapersResult)
DRAFT_NEWCOMER_PAPERS = Effect("draft_newcomer_papers", NewcomerInputs, PapersResult)
