"""What the offices of a simulation say of a handover: who leaves, who comes, who briefs."""

from config.handover import handover_defaults
from config.simulation import texts
from flows.engine.offers import Proposal
from flows.simulation.step import Step

ASKED_AGAIN = 30  # days
NOTED: Proposal = {"result": "noted"}


def outgoing(step: Step) -> Proposal:
    """The paper that the leaver sent to the provincial office; or there is none."""
    if step.falls("leaver_writes_nothing"):
        return {"result": "not_available", "why_none": texts().said}
    return {"result": "paper", "dated": step.on.isoformat()}


def briefing(step: Step) -> Proposal:
    """The provincial office told whoever came in person, on that day."""
    return {"briefed_on": step.on.isoformat(), "briefed_by": texts().coordinator_title_th}


def receipt(step: Step) -> Proposal:
    """The signed page: some of its boxes are ticked, of the others nothing is said."""
    printed = step.proposal()
    rows = [one for one in printed.get("decisions", ()) if not step.falls("box_left_empty")]
    told = [one for one in printed.get("information", ()) if not step.falls("box_left_empty")]
    return {
        "decisions": [{**one, **_answered(step)} for one in rows],
        "information": [{**one, **NOTED} for one in told],
    }


def successor(step: Step) -> Proposal:
    """The same of one decision by itself."""
    return NOTED if step.gate.subject in handover_defaults().information else _answered(step)


def _answered(step: Step) -> Proposal:
    """Agreed to; now and then changed, or under consideration until some weeks later."""
    if step.falls("successor_considers"):
        until = step.later(step.dice.days(step.script.handover.considered_days))
        return {"result": "considered", "until": until.isoformat()}
    if step.falls("successor_changes"):
        return {"result": "changed", "change": texts().said}
    return {"result": "confirmed"}


def vacancy(step: Step) -> Proposal:
    """Somebody is focal point again, or it is asked for again."""
    if step.has_focal_point():
        return {"result": "filled"}
    return {"result": "awaited", "until": step.later(ASKED_AGAIN).isoformat()}


def feedback(step: Step) -> Proposal:
    """What the package was worth."""
    return {"usable": step.dice.one_of(("yes", "yes", "partly"))}
