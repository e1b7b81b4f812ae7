"""What a committee of a simulation tells of what it did, and of whom it was in touch with."""

from config.activity_kinds import HeldKind
from config.coordination import coordination
from flows.activity.gates import TEAM
from flows.engine.offers import Proposal
from flows.plan.leads import plan_seats
from flows.simulation.step import Step
from registry.queries.areas import subdistricts_of

KINDS = (HeldKind.CAMPAIGN, HeldKind.COMMUNITY_MEETING, HeldKind.FIELD_VISIT, TEAM)
TEAM_OF = 3  # seats
PEOPLE = 40  # at most, of each sex


def activity_held(step: Step) -> Proposal:
    """Something of the menu in one of the sub-districts, called by the Chief."""
    kind = step.dice.one_of(KINDS)
    said = {
        "activity_kind": kind.value,
        "took_place_on": step.on.isoformat(),
        "convener": f"{step.district}/district_chief",
        "location": step.dice.one_of([*subdistricts_of(step.connection, step.district)]),
    }
    return {**said, **(_team(step) if kind is TEAM else _counted(step, kind))}


def _team(step: Step) -> Proposal:
    seats = [*plan_seats(step.connection, step.district, step.on)]
    return {"team": seats[:TEAM_OF], "began_at": "09:00", "ended_at": "11:30"}


def _counted(step: Step, kind: HeldKind) -> Proposal:
    return {
        "participants": [str(coordination().by_kind[kind].takes_part[0])],
        "women": step.dice.up_to(PEOPLE),
        "men": step.dice.up_to(PEOPLE),
    }


def coordination_made(step: Step) -> Proposal:
    """A line of the log with one of the listed offices."""
    lists = coordination()
    near = [one for one in lists.counterparts if one.country is None]
    named = {
        "counterpart": near, "channel": lists.channels, "subject": lists.subjects,
        "outcome": lists.outcomes,
    }  # fmt: skip
    said = {field: step.dice.one_of(listed).key for field, listed in named.items()}
    return {"contacted_on": step.on.isoformat(), **said}
