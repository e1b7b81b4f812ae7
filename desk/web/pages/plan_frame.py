"""What every page of a plan shows, and what the fields of its rows say in words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, cast

from config.words import LANGUAGES, Sentence, Term, Value, dated, written
from desk.views.plan_summary import PlanSummary, group_label, plan_summary
from desk.web.frame.asking import Asking
from desk.web.frame.places import or_not_found, plan_place
from flows.engine.misfit import choice
from flows.plan.gates import PLAN_DRAFT
from flows.plan.rows import ActivityKind, BudgetMode, PlanGroup, Quarter
from registry.queries.areas import names as area_names
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.rights import Verb

CHOICES: dict[str, type[StrEnum]] = {
    "group": PlanGroup, "kind": ActivityKind, "mode": BudgetMode, "quarters": Quarter,
}  # fmt: skip
DASH = "–"


def summary_of(asking: Asking, plan: int) -> PlanSummary:
    """The plan; that it is one was settled at the door."""
    return or_not_found(plan_summary(asking.office, asking.connection, plan))


def plan_values(asking: Asking, seen: PlanSummary) -> dict[str, object]:
    """What every page of a plan shows."""
    district = seen.copy.at.district
    return {
        "seen": seen,
        "plan": seen.copy,
        "place": plan_place(seen.copy.at.instance),
        "district": area_names(asking.connection, {district})[district],
        "quarters": tuple(Quarter),
        "group_label": group_label,
        "may_write": seen.copy.open and asking.may(Verb.PREPARE, district),
        "may_send": seen.copy.open and asking.may(Verb.RECORD, district, PLAN_DRAFT.recorders),
    }


def version_of(asking: Asking) -> int:
    """The version that the form began with; 0, which no row has, where that is no number."""
    said = asking.typed.get("version", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < len("1000000") else 0


def in_words(seen: PlanSummary, name: str, value: Any) -> Sentence:  # noqa: ANN401 — any field's value, as JSON
    """The value of a field as people read it; a dash for nothing."""
    said = value if isinstance(value, list | tuple) else [value]
    words = [_one(seen, name, one) for one in said if one not in (None, "")]
    return Sentence(
        *(", ".join(written(word, lang) for word in words) or DASH for lang in LANGUAGES)
    )


def _one(seen: PlanSummary, name: str, value: Any) -> Value:  # noqa: ANN401 — as above
    if isinstance(value, bool):
        return Term(f"choice.bool.{str(value).lower()}")
    kind, said = CHOICES.get(name), str(value)
    if kind is not None:
        return choice(kind(said)) if said in tuple(kind) else said
    if name in ("starts", "ends"):
        return _day(said)
    return _named(seen, name).get(said, said)


def _named(seen: PlanSummary, name: str) -> Mapping[str, Value]:
    """What the keys that a field holds are called."""
    at = seen.context
    seats = {key: seat.title for key, seat in at.seats.items()}
    known = {"lead": seats, "joint": seats, "duties": at.duties, "villages": at.villages}
    return cast("Mapping[str, Value]", known.get(name, {}))


def _day(said: str) -> Value:
    try:
        day = parse_date(said, field="")
    except Refusal:
        return said
    return Sentence(*(dated(day, lang) for lang in LANGUAGES))
