"""Two people at one row of a plan: what stands now beside what was typed, field by field."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from starlette.responses import Response

from config.words import Field, Sentence, Value
from desk.views.plan_summary import PlanSummary
from desk.views.plan_words import in_words
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.rendering import render
from desk.web.pages.plan_frame import plan_values
from flows.plan.row_reading import FIELDS
from flows.plan.rows import PlanRow
from flows.plan.writing import RowMoved
from registry.queries.plan_working import HEAD
from registry.rules.plan_sheet import HEAD_FIELDS

CONFLICT = 409
BEGAN, MINE, PICK = "began", "mine", "pick"
MERGE, EDIT = "merge", "edit"  # the buttons of the page
MOST = 60_000  # characters of a row that a form carries along


@dataclass(frozen=True)
class TwoSaid:
    """A field that two people say differently, in words; `mine`: that of who comes second.

    `own` says whether what was typed goes before, to begin with: it does where only they changed
    the field, or both.
    """

    name: str
    label: Value
    theirs: Sentence
    mine: Sentence
    own: bool


def conflict(
    asking: Asking, seen: PlanSummary, moved: RowMoved, typed: Mapping[str, Any]
) -> Response:
    """The page that loses nothing: both versions of the row, and which to take of each field."""
    note(asking, moved)
    now = moved.now
    began = carried(asking.typed.get(BEGAN, ""))
    return render(
        asking,
        "plan_conflict.html",
        CONFLICT,
        **plan_values(asking, seen),
        row=now,
        fields=differing(seen, now.key, now.body or {}, typed, began),
        mine=json.dumps(dict(typed), ensure_ascii=False),
        began=json.dumps(began, ensure_ascii=False),
        mine_said=[
            (Field(f"rows.{name}"), in_words(seen.context, name, typed[name]))
            for name in FIELDS
            if typed.get(name)
        ],
    )


def differing(
    seen: PlanSummary,
    key: str,
    now: Mapping[str, Any],
    typed: Mapping[str, Any],
    began: Mapping[str, Any],
) -> list[TwoSaid]:
    """The fields that are not the same now as they were typed."""
    return [
        TwoSaid(
            name,
            Field(name if key == HEAD else f"rows.{name}"),
            in_words(seen.context, name, now.get(name)),
            in_words(seen.context, name, typed.get(name)),
            own=not same(name, typed.get(name), began.get(name)),
        )
        for name in (HEAD_FIELDS if key == HEAD else FIELDS)
        if not same(name, now.get(name), typed.get(name))
    ]


def same(name: str, one: Any, other: Any) -> bool:  # noqa: ANN401 — values of any field, as JSON
    """Whether two values of a field say the same; nothing says what the form begins with."""
    info = PlanRow.model_fields.get(name)
    begins = str(info.default) if info is not None and isinstance(info.default, StrEnum) else ""
    return str(one or begins) == str(other or begins)


def chosen(
    typed: Mapping[str, str],
    now: Mapping[str, Any],
    mine: Mapping[str, Any],
    fields: Iterable[str],
) -> dict[str, Any]:
    """The row with what was picked of each field; where nothing was, what stands now."""
    picked = {
        name: mine.get(name) if typed.get(f"{PICK}.{name}") == MINE else now.get(name)
        for name in fields
    }
    return {name: said for name, said in picked.items() if said is not None}


def carried(text: str) -> dict[str, Any]:
    """A row as a form carried it along; empty where it is none."""
    try:
        said = json.loads(text) if len(text) <= MOST else {}
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
