"""What an old committee's file holds so far: the rows of its form, as they are recorded.

A form that was taken in can be looked at again, filled up and sent again: only what differs
is then recorded (practice.md 2).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection

from config.words import Language, written
from flows.adoption.committee_before import committee_before
from registry.queries.history import past_events, past_figures
from registry.records.adoption import OF_COMMITTEE
from registry.rules.adoption_form import COLUMNS, AdoptionForm
from registry.rules.adoption_gaps import Gap, gaps
from registry.rules.partial_dates import PartialDate
from registry.rules.seats import BodyKey

Rows = dict[str, list[dict[str, str]]]
SHEET_OF = {
    "order": "orders", "officer": "officers", "seat": "roster", "step": "steps",
    "meeting": "meetings", "training": "trainings", "plan": "plans", "scan": "scans",
}  # fmt: skip
BODIES = [one.value for one in BodyKey]


def recorded_rows(connection: Connection, district: str, language: Language) -> Rows:
    """The form as it is recorded, each cell as somebody would type it; blank cells lack.

    Empty where no committee of the district was taken in. Of one that has ended the district's
    past alone is told: the next committee has an order and people of its own.
    """
    return {
        sheet: [_typed(sheet, row, language) for row in rows]
        for sheet, rows in _bodies(connection, district).items()
    }


def recorded_form(connection: Connection, district: str) -> AdoptionForm | None:
    """The form as it is recorded; None where there is none of a committee that has not ended.

    None too where a redaction left it unreadable.
    """
    bodies = _bodies(connection, district)
    if "orders" not in bodies:
        return None
    try:
        return AdoptionForm.model_validate(bodies)
    except ValidationError:
        return None


def recorded_gaps(connection: Connection, district: str, today: date) -> tuple[Gap, ...]:
    """What the file does not hold; nothing where no form is recorded."""
    form = recorded_form(connection, district)
    return tuple(gaps(form, today)) if form is not None else ()


def _bodies(connection: Connection, district: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    before = committee_before(connection, district)
    ended = before is not None and not before.followed
    for one in past_events(connection, district):
        if ended and one.kind in OF_COMMITTEE:
            continue
        found.setdefault(SHEET_OF[one.kind], []).extend(_rows(one.body))
    figures = [one.body for one in past_figures(connection, district)]
    if figures:
        found["figures"] = figures
    if "roster" in found:
        found["roster"].sort(key=lambda row: (BODIES.index(row["body"]), row["no"]))
    return found


def _rows(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of the form that became one fact: the terms of a post or seat, else one."""
    for row in body.get("terms", [body]):
        yield {name: value for name, value in row.items() if name != "sha256"}


def _typed(sheet: str, row: Mapping[str, Any], language: Language) -> dict[str, str]:
    cells = {column: row.get(column) for column in COLUMNS[sheet]}
    if row.get("sex_source") in ("inferred", "not_stated"):
        cells["sex"] = None  # the title says it again
    return {column: _cell(value, language) for column, value in cells.items() if value is not None}


def _cell(value: object, language: Language) -> str:
    if isinstance(value, Mapping):
        return as_typed(PartialDate.model_validate(value), language)
    return str(value)


def as_typed(on: PartialDate, language: Language) -> str:
    """A date as it is typed: in Thai words, on English pages as ISO has it."""
    return written(on.named, "th") if language == "th" else str(on)
