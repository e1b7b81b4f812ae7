"""A committee ends, by an order that two people have held against its paper."""

from flows.dissolution.followed_ending import ENDED_COMMITTEE
from flows.dissolution.gates import GATES
from flows.dissolution.process import DISSOLUTION_OF_COMMITTEE
from flows.dissolution.recordings import RECORDINGS, refuse_without_committee
from flows.engine.capability import Capability

CAPABILITY = Capability(
    "dissolution",
    processes=(DISSOLUTION_OF_COMMITTEE,),
    gates=GATES,
    recordings=RECORDINGS,
    frozen=(ENDED_COMMITTEE,),
    before_start={DISSOLUTION_OF_COMMITTEE.key: refuse_without_committee},
)
