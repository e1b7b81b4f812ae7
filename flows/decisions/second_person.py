"""Who may be the second person, told where an act waits for one."""

from typing import Any

from config.words import Sentence
from flows.engine.gate import Gate
from registry.records.two_people import FirstHand, told_others, who_could_confirm
from registry.rules.rights import Subject, Verb
from registry.transaction import Write


def who_else(write: Write, gate: Gate[Any], district: str, first: int) -> Sentence:
    """Who could confirm at the gate what that person begins now; else what an office does first."""
    begun, subject = FirstHand(first, write.now), Subject(district, gate.recorders)
    could = who_could_confirm(write.connection, begun, write.now, Verb.RECORD, subject)
    return told_others(could, Verb.RECORD, subject)
