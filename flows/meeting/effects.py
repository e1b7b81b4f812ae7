"""What a meeting may have done and may read, by key."""

from flows.engine.replay import Effect
from registry.rules.effects import (
    ExtractInputs,
    MadePaper,
    MeetingInputs,
    MinutesInputs,
    PapersResult,
)

DRAFT_MEETING_PAPERS = Effect("draft_meeting_papers", MeetingInputs, PapersResult)
DRAFT_MINUTES = Effect("draft_minutes", MinutesInputs, MadePaper)
DRAFT_MINUTES_EXTRACT = Effect("draft_minutes_extract", ExtractInputs, PapersResult)
