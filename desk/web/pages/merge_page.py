"""Two records of one person made one: one person asks, another agrees; or they are parted."""

from starlette.responses import Response

from config.words import Sentence
from desk.web.frame.asking import Asking
from desk.web.frame.buttons import NO_INPUT
from desk.web.frame.confirmers import Act, act_in, confirmers
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import of_merge, of_person, or_not_found, person_addressed
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.gate.act_summary import act_numbered
from desk.web.pages.asked_of_another import REASON, answered, asked_of_another
from flows.decisions.confirmation import ConfirmationWaits
from flows.decisions.merge import (
    MERGE,
    Pair,
    areas_of_pair,
    ask_merge,
    ask_parting,
    pair_asked,
    preview,
    records_of_pair,
)
from flows.decisions.withdraw import reason_given
from registry.queries.namesakes import KnownPerson, namesakes_of
from registry.queries.people import PersonRow
from registry.refusals import Refusal
from registry.rules.rights import Verb

FORM, ASKED = "/people/{person}/merge", "/merges/{merge:int}"
INPUTS = {"merged": "other", "kept": "other", "recorded_by": "other"}


@get(FORM, Door(Verb.LOAD, of_person))
def merge_page(asking: Asking, person: str) -> Response:
    """Which record is the same person's, and which of the two is kept."""
    who = person_addressed(asking, person)
    if who.ref != person:
        return see(f"/people/{who.ref}/merge")
    return _form(asking, who)


@post(FORM, Door(Verb.LOAD, of_person))
def merge_form(asking: Asking, person: str) -> Response:
    """Show what follows; then ask for it."""
    who, typed = person_addressed(asking, person), asking.typed
    other, reason = typed.get("other", "").strip(), typed.get("reason", "")
    merged, kept = (other, who.ref) if typed.get("keep") != "other" else (who.ref, other)
    if typed.get("step") == "back":
        return _form(asking, who)
    asking.fresh()
    try:
        pair, follows = preview(asking.office, merged, kept, recorded_by=asking.who.ref)
        reason_given(asking.office, reason)
        if typed.get("step") == "record":
            made = ask_merge(asking.office, merged, kept, reason=reason, recorded_by=asking.who.ref)
            return see(_place(made))
    except Refusal as refusal:
        return _form(asking, who, problems_of(asking, refusal, names=INPUTS))
    return _form(asking, who, follows=follows, pair=pair)


def _place(made: ConfirmationWaits) -> str:
    return f"/merges/{made.number}?done=merge_asked"


def _form(
    asking: Asking,
    who: PersonRow,
    problems: Problems = (),
    follows: list[Sentence] | None = None,
    pair: Pair | None = None,
) -> Response:
    alike: list[KnownPerson] = namesakes_of(asking.connection, who.id, asking.today)
    return render(
        asking, "merge.html",
        who=who,
        typed={"keep": "this"} | asking.typed,
        alike=alike,
        follows=follows,
        confirmers=confirmers(asking, _act(asking, pair)) if pair else None,
        problems=problems,
    )  # fmt: skip


@get(ASKED, Door(Verb.LOAD, of_merge))
def asked_page(asking: Asking, merge: int) -> Response:
    """What was asked for and what became of it; here it is answered where it has no gate."""
    return _merge_page(asking, merge)


@post(ASKED, Door(Verb.LOAD, of_merge))
def asked_form(asking: Asking, merge: int) -> Response:
    """Agree, refuse, or ask that it be undone."""
    if asking.typed.get("step") == "part":
        return _parting_asked(asking, merge)
    return answered(
        asking, MERGE, merge, lambda problems: _merge_page(asking, merge, problems),
        done=lambda row: f"/merges/{row.number}?done=merge_answered",
    )  # fmt: skip


def _parting_asked(asking: Asking, merge: int) -> Response:
    asking.fresh()
    try:
        reason, by = asking.typed.get(REASON, ""), asking.who.ref
        return see(_place(ask_parting(asking.office, merge, reason=reason, recorded_by=by)))
    except Refusal as refusal:
        return _merge_page(asking, merge, problems_of(asking, refusal, names=NO_INPUT))


def _merge_page(asking: Asking, number: int, problems: Problems = ()) -> Response:
    """With who could agree to a parting, where one could be asked for now."""
    seen = or_not_found(act_numbered(asking, MERGE, number))
    parting = confirmers(asking, _act(asking, pair_asked(seen.row))) if seen.row.stands else None
    return asked_of_another(
        asking, "merged.html", problems, MERGE, seen.row, confirmers=parting, seen=seen
    )


def _act(asking: Asking, pair: Pair) -> Act:
    areas = areas_of_pair(asking.office, asking.connection, pair)
    return act_in(Verb.LOAD, areas, records_of_pair(asking.connection, pair))
