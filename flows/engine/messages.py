"""The words of a message that people send by themselves from a gate's page."""

from collections.abc import Callable
from dataclasses import dataclass

from config.words import Sentence, both, joined
from flows.engine.offers import GateContext


@dataclass(frozen=True)
class GateMessage:
    """What a gate invites to or asks for.

    `until_due`: whoever gets it answers by the gate's due day, which is else the recorder's own.
    """

    said: Sentence
    until_due: bool = False


Message = Callable[[GateContext], GateMessage | None]


def request(key: str) -> Message:
    """A message that asks for an answer, always in the same words."""
    return lambda _: GateMessage(both(key), until_due=True)


def in_one(*parts: Sentence | None) -> Sentence:
    """Sentences one behind the other, but for those that there is nothing to say for."""
    told = [one for one in parts if one is not None]
    return joined(" ", told)
