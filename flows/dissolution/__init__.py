"""A committee ends by an order, or its adoption is withdrawn as a mistake: each by two people."""

from flows.dissolution import adoption_withdrawal_gates, adoption_withdrawal_recordings
from flows.dissolution.adoption_withdrawal import ADOPTION_WITHDRAWAL
from flows.dissolution.adoption_withdrawal_recordings import refuse_without_adoption
from flows.dissolution.followed_ending import ENDED_COMMITTEE
from flows.dissolution.followed_withdrawal import WITHDRAWN_ADOPTION
from flows.dissolution.gates import GATES
from flows.dissolution.process import DISSOLUTION_OF_COMMITTEE
from flows.dissolution.recordings import RECORDINGS, refuse_without_committee
from flows.engine.capability import Capability

CAPABILITY = Capability(
    "dissolution",
    processes=(DISSOLUTION_OF_COMMITTEE, ADOPTION_WITHDRAWAL),
    gates=(*GATES, *adoption_withdrawal_gates.GATES),
    recordings={**RECORDINGS, **adoption_withdrawal_recordings.RECORDINGS},
    frozen=(ENDED_COMMITTEE, WITHDRAWN_ADOPTION),
    before_start={
        DISSOLUTION_OF_COMMITTEE.key: refuse_without_committee,
        ADOPTION_WITHDRAWAL.key: refuse_without_adoption,
    },
)
