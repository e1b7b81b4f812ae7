"""A member is replaced: the agency is asked, and names somebody. Whoever is new is welcomed."""

from flows.engine.capability import Capability
from flows.replacement.gates import GATES
from flows.replacement.papers import PAPERS
from flows.replacement.process import REPLACEMENT_OF_MEMBER
from flows.replacement.recordings import RECORDINGS
from flows.replacement.seat_in_words import newcomer, seat
from flows.replacement.welcome import WELCOME

CAPABILITY = Capability(
    "replacement",
    processes=(REPLACEMENT_OF_MEMBER, WELCOME),
    gates=GATES,
    recordings=RECORDINGS,
    papers=PAPERS,
    periods={REPLACEMENT_OF_MEMBER.key: seat, WELCOME.key: newcomer},
)
