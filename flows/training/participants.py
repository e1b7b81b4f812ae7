"""The codes of a training's participants, and the key that their points share with it."""

from collections.abc import Sequence

from config.training import training
from flows.engine.decision import Deciding
from flows.training.gates import (
    Participant,
    ScoreLine,
)
from registry.refusals import Refusal
from registry.rules.participant_codes import code_key, code_problem
from registry.rules.thai import tidy


class ParticipantTwice(Refusal):
    """A participant's code stands twice."""


def codes_of(lines: Sequence[Participant | ScoreLine]) -> list[str]:
    """The codes of a sheet, in its order."""
    return [one.code for one in lines]


def refuse_twice(codes: Sequence[str], field: str) -> None:
    """Raises ParticipantTwice for the first code that stands twice, however it is typed."""
    seen: set[str] = set()
    for code in codes:
        if code_key(code) in seen:
            raise ParticipantTwice(field=field, code_typed=code)
        seen.add(code_key(code))


def refuse_names(codes: Sequence[str], field: str) -> None:
    """Raises what a workbook is refused with too: a code is no name and no number of anybody."""
    for place, code in enumerate(codes):
        problem = code_problem(tidy(code), training().score_file)
        if problem is not None:
            problem.field = f"{field}.{place}.code"
            raise problem


def event_key(deciding: Deciding) -> str:
    """The training's key, unique in its district: what is trained, its instance and session."""
    *_, session, _gate = ("", *deciding.open.path.split("#")[0].split("/"))
    tail = f"/{session}" if session else ""
    return f"{deciding.gate.kind}/{deciding.instance.id}{tail}"
