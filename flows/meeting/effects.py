"""What a meeting may have done and may read, by key."""

from flows.engine.replay import Effect, Query
from registry.rules.effects import (
    ExtractInputs,
    ItemResult,
    MadePaper,
    MeetingInputs,
    MinutesInputs,
    MissedItemInputs,
    PapersResult,
)
from registry.rules.meeting_effects import (
    ExpectedMembers,
    MeetingDay,
    MissedArgs,
    MissedMeetings,
    NoMeetingInputs,
)

EXPECTED_MEMBERS = Query("expected_members", MeetingDay, ExpectedMembers)
MISSED_MEETINGS = Query("missed_meetings", MissedArgs, MissedMeetings)
RAISE_MISSED_ITEM = Effect("raise_missed_item", MissedItemInputs, ItemResult)
DRAFT_NO_MEETING_LETTER = Effect("draft_no_meeting_letter", NoMeetingInputs, PapersResult)
DRAFT_MEETING_PAPERS = Effect("draft_meeting_papers", MeetingInputs, PapersResult)
DRAFT_MINUTES = Effect("draft_minutes", MinutesInputs, MadePaper)
DRAFT_MINUTES_EXTRACT = Effect("draft_minutes_extract", ExtractInputs, PapersResult)
