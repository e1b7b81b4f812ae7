"""What a replacement may have done and may read, by key."""

from flows.engine.replay import Effect
from registry.rules.effects import (
    PapersResult,
    RequestInputs,
)

DRAFT_REPLACEMENT_REQUEST = Effect("draft_replacement_request", RequestInputs, PapersResult)
