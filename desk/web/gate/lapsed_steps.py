"""The steps whose last day had passed as a gate opened: they still take paper dated in time."""

from datetime import date
from typing import NamedTuple

from config.words import Sentence
from desk.views.gate_titles import title
from desk.web.frame.asking import Asking
from desk.web.gate.sheets import GateSheet
from registry.journal import past_gates


class LapsedStep(NamedTuple):
    """A step that is asked no more: its path, what it is called, and its last day."""

    path: str
    label: Sentence
    until: date


def lapsed_steps(asking: Asking, seen: GateSheet) -> tuple[LapsedStep, ...]:
    """Those beside which the gate opened, on the same branch, the day after their last one."""
    opened, branch = seen.asked.opened_on, _branch(seen.asked.path)
    ended = {
        one.id for one in seen.rows
        if one.kind == "lapse" and one.live and one.act_date == opened
    }  # fmt: skip
    if not seen.is_open or not ended:
        return ()
    answered = {one.path for one in seen.rows if one.kind == "decision" and one.live}
    return tuple(
        LapsedStep(one.path, title(asking.connection, one, seen.rows), one.until_on)
        for one in asking.view.once(past_gates, seen.row.id)
        if one.closed_by in ended and one.status == "lapsed" and one.gate and one.until_on
        if _branch(one.path) == branch and one.path not in answered
    )


def _branch(path: str) -> str:
    return path.rpartition("/")[0]
