"""What the offices of a simulation say from the first question to the signed order."""

from config.defaults import agencies
from config.simulation import texts
from flows.engine.offers import Proposal
from flows.order.offers import drafted_facts, unverified
from flows.simulation.step import Step
from registry.queries.office_holders import holders


def no_earlier_order(_: Step) -> Proposal:
    """No district has an order yet."""
    return {"finding": "none"}


def advocacy(step: Step) -> Proposal:
    """The Chief agrees, asks, defers, declines, or stays silent."""
    said, thrown = step.script.advocacy, step.dice.up_to(9999) / 10_000
    if thrown < said.no_reply:
        return {"result": "no_reply", "approached_on": step.on.isoformat()}
    thrown -= said.no_reply
    if thrown < said.more_information:
        return {"result": "more_information", "questions": texts().said}
    thrown -= said.more_information
    if thrown < said.deferred:
        until = step.later(max(1, step.dice.days(said.deferred_days)))
        return {"result": "deferred", "until": until.isoformat()}
    thrown -= said.deferred
    if thrown < said.not_now:
        return {"result": "not_now", "reason": texts().said}
    return {"result": "agreed", "order_768_shown": True, "met": texts().said}


def delegation(_: Step) -> Proposal:
    """The first Deputy."""
    return {"deputy": "deputy_district_chief/1"}


def working_team(_: Step) -> Proposal:
    """The case study's six agencies."""
    return {"agencies": [one.key for one in agencies().working_team]}


def as_proposed(step: Step) -> Proposal:
    """What the form begins with, as it is."""
    return step.proposal()


def representative(step: Step) -> Proposal:
    """Whoever holds the post sits; now and then an agency declines."""
    return {"result": "declined" if step.falls("agency_declines") else "by_position"}


def legal_bases(step: Step) -> Proposal:
    """All that nobody has verified yet."""
    confirmed = [one.key for one in unverified(step.journal)]
    return {"confirmed": confirmed, "checked_against": texts().said}


def deputy_review(step: Step) -> Proposal:
    """Forwarded, or back."""
    return _changes(step) if step.falls("deputy_changes") else {"result": "forward"}


def chief_review(step: Step) -> Proposal:
    """To be signed, or back."""
    return _changes(step) if step.falls("chief_changes") else {"result": "sign"}


def _changes(_: Step) -> Proposal:
    return {"result": "changes", "items": [texts().said]}


def revision(step: Step) -> Proposal:
    """Every item is answered."""
    begun = step.proposal()
    return {"replies": [{**one, "done": True, "reply": texts().said} for one in begun["replies"]]}


def registration(step: Step) -> Proposal:
    """Number and date of the signed order; by pen where the draft names a Chief who left."""
    said: Proposal = {"number": step.numbered(), "dated": step.on.isoformat()}
    if step.falls("signed_with_pen") or _names_another(step):
        return {**said, "printed": "with_changes", "other_changes": [texts().said]}
    return {**said, "printed": "as_printed"}


def _names_another(step: Step) -> bool:
    facts = drafted_facts(step.connection, step.gate.instance_id, step.gate.about)
    now = holders(step.connection, f"{step.district}/district_chief", step.on)
    return facts is not None and facts.signer.name_th not in {one.name.th for one in now}


def authority(_: Step) -> Proposal:
    """Whoever holds the office stands for what was decided in its name after the term ended."""
    return {"result": "confirmed", "reason": texts().said}


def confirmed(_: Step) -> Proposal:
    """The second person has seen the same."""
    return {"result": "confirmed"}
