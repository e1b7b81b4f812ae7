"""Establishing a committee: from the meeting with the Chief to the trained members."""

from flows.engine.capability import BoardOf, Capability
from flows.establishment.committee_at_work import refuse_beside
from flows.establishment.gates import ADVOCACY, GATES
from flows.establishment.papers import PAPERS
from flows.establishment.process import ESTABLISHMENT, Outcome
from flows.establishment.reads import READS
from flows.establishment.recordings import RECORDINGS, TASKS
from flows.establishment.visit_record import PRINTABLES

CAPABILITY = Capability(
    "establishment",
    processes=(ESTABLISHMENT,),
    gates=GATES,
    recordings=RECORDINGS,
    papers=PAPERS,
    printables=PRINTABLES,
    tasks=TASKS,
    reads=READS,
    before_start={ESTABLISHMENT.key: refuse_beside},
    board=BoardOf(
        ESTABLISHMENT,
        approached=ADVOCACY.phase,
        waits={"reapproach": "declined", "deferred": "deferred"},
        reached=Outcome.ESTABLISHED,
    ),
)
