"""Another comes into office: the package, the first ninety days, and what carries on."""

from flows.engine.capability import Capability
from flows.handover.assembly import PAPERS
from flows.handover.day_in_words import day
from flows.handover.days_and_decisions import READS
from flows.handover.effects import BEGIN_AMENDMENT
from flows.handover.gates import GATES
from flows.handover.letters import LETTERS, PRINTABLES
from flows.handover.opening import ON_EVENT
from flows.handover.order_amendment import begin_amendment
from flows.handover.package_facts import CARD
from flows.handover.process import HANDOVER
from flows.handover.recordings import RECORDINGS
from flows.handover.representatives import end_of_replacement
from flows.handover.work_note import NOTES
from flows.replacement.process import REPLACEMENT_OF_MEMBER
from registry.rules.papers.package import ContactCard

CAPABILITY = Capability(
    "handover",
    processes=(HANDOVER,),
    gates=GATES,
    recordings=RECORDINGS,
    papers=(*PAPERS, *LETTERS, NOTES),
    printables=PRINTABLES,
    tasks={BEGIN_AMENDMENT.key: begin_amendment},
    on_demand={CARD: ContactCard},
    reads=READS,
    after_end={REPLACEMENT_OF_MEMBER.key: end_of_replacement},
    on_event=ON_EVENT,
    periods={HANDOVER.key: day},
)
