"""A meeting of the committee: agreed on, held, its duties acknowledged, its minutes adopted."""

from flows.engine.capability import Capability
from flows.engine.paper import FrozenPaper
from flows.meeting.circulation import PRINTABLES
from flows.meeting.committee import MEETING
from flows.meeting.committee_gates import COMMITTEE_GATES
from flows.meeting.committee_recordings import COMMITTEE_RECORDINGS
from flows.meeting.effects import RAISE_MISSED_ITEM
from flows.meeting.gates import MinutesAdoptedV1
from flows.meeting.occasion_in_words import occasion
from flows.meeting.papers import PAPERS
from flows.meeting.postponement import POSTPONEMENTS
from flows.meeting.reads import READS
from flows.meeting.recordings import RECORDINGS
from flows.meeting.resolutions import NOTICES
from flows.papers.provincial_items import put_missed
from registry.queries.redaction_parts import PACK
from registry.rules.papers.meeting import MeetingPack

CAPABILITY = Capability(
    "meeting",
    processes=(MEETING,),
    gates=COMMITTEE_GATES,
    recordings={**RECORDINGS, **COMMITTEE_RECORDINGS},
    papers=PAPERS,
    frozen=(FrozenPaper("minutes", by=(MinutesAdoptedV1,), copies=("minutes_extract",)),),
    tasks={RAISE_MISSED_ITEM.key: put_missed},
    reads=READS,
    on_demand={PACK: MeetingPack},
    printables=(*PRINTABLES, *NOTICES, *POSTPONEMENTS),
    periods={MEETING.key: occasion},
)
