"""What is known of a committee's time before Prasan, told with its source (practice.md 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.indicators import indicators
from config.words import Sentence, Term, Value, both, known as in_words
from desk.views.view import View
from registry.queries.history import (
    PastEventRow,
    PastFigureRow,
    meant_by,
    past_events,
    past_figures,
)

TOLD = ("step", "meeting", "training", "plan")
WORDS = {"step": "step_key", "meeting": "meeting_kind", "plan": "plan_state"}
FIELDS = {"step": "step", "meeting": "kind", "plan": "state"}


@dataclass(frozen=True)
class PastLine:
    """A past meeting, training, plan or step: when (None: not recorded), what, out of what."""

    kind: str
    on: Value
    what: Sentence
    source: str | None


@dataclass(frozen=True)
class PastSummary:
    """What the paper file told, and the figures of old reports; nothing where never taken in.

    `kept_back` more figures may count victims, and are not shown to who looks.
    """

    lines: tuple[PastLine, ...]
    figures: tuple[PastFigureRow, ...]
    kept_back: int = 0


def past_summary(view: View, district: str, known: datetime | None = None) -> PastSummary:
    """The district's past, oldest first; what bears no date at the end."""
    connection = view.connection
    rows = [one for one in past_events(connection, district, known=known) if one.kind in TOLD]
    figures = past_figures(connection, district, known)
    lines = (
        PastLine(one.kind, one.on.named if one.on else None, _what(one), one.body.get("source"))
        for one in rows
    )
    shown = _shown(view, district, figures, known)
    return PastSummary(tuple(lines), tuple(shown), len(figures) - len(shown))


def _shown(
    view: View, district: str, figures: Sequence[PastFigureRow], known: datetime | None
) -> list[PastFigureRow]:
    """The figures that who looks may see: of which nobody has said that they count no victims,
    whoever sees exact counts.
    """
    about, by_key = meant_by(view.connection, district, known), indicators().by_key
    of_work = {key for key, one in about.items() if one in by_key and not by_key[one].victims}
    plain = [one for one in figures if one.key in of_work]
    if len(plain) == len(figures) or view.reader.sees_exact(district, f"figures/{district}/old"):
        return [*figures]
    return plain


def _what(row: PastEventRow) -> Sentence:
    match row.kind:
        case "training":
            return both(
                "page.past.training", topic=row.body.get("topic"), present=_present(row.body)
            )
        case "meeting":
            return both("page.past.meeting", what=_chosen(row), present=_present(row.body))
        case "plan":
            return both("page.past.plan", year=row.body.get("fiscal_year"), state=_chosen(row))
    return both("page.past.step", step=_chosen(row))


def _chosen(row: PastEventRow) -> Value:
    key = f"adoption_choice.{WORDS[row.kind]}.{row.body.get(FIELDS[row.kind])}"
    return Term(key) if in_words(key) else None


def _present(body: dict[str, Any]) -> Sentence | None:
    """How many were present, by sex; None: not recorded."""
    parts = {name: body.get(name) for name in ("women", "men", "not_stated")}
    given = [value for value in parts.values() if isinstance(value, int)]
    if not given:
        return None
    return both("page.past.present", count=sum(given), women=parts["women"], men=parts["men"])
