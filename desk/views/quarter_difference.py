"""What a quarter's workbook says otherwise than is recorded: its fields, and each line in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from config.indicators import indicators
from config.words import Field, Named, Term, Value, both
from desk.views.quarter_book import QuarterOf, RecordedSheet, day_of_plan
from flows.engine.forms import parse
from flows.year.monitoring_gates import PROGRESS
from flows.year.plan_activities import rows_by_name
from registry.journal import EntryRow
from registry.rules.baht import amount_shown
from registry.rules.figure_words import column_words
from registry.rules.plain_values import Json
from registry.rules.redaction import unredacted

Lines = Mapping[tuple[str, str], Mapping[str, Any]]
CHOSEN = {"state": "choice.activity_state", "qualifier": "choice.qualifier"}


@dataclass(frozen=True)
class QuarterChange:
    """A cell that reads otherwise: what it is of, and what it says; None for nothing."""

    label: Value
    before: Value | None
    after: Value | None


def changed_fields(record: EntryRow, told: Mapping[str, Json]) -> dict[str, Json]:
    """The fields of the answer that would read otherwise by the workbook, each of them whole.

    Figures stand in the order in which they did. Raises what the form refuses.
    """
    before = unredacted(record.body["answer"])
    now = parse(PROGRESS, {**before, **told}, before).model_dump(mode="json")
    places = {key: place for place, key in enumerate(_keyed(before, "figures"))}
    now["figures"].sort(key=lambda one: places.get(_key_of("figures", one), len(places)))
    return {name: now[name] for name in told if now[name] != before.get(name)}


def changes_in_words(
    connection: Connection, of: QuarterOf, sheet: RecordedSheet, fields: Mapping[str, Json]
) -> list[QuarterChange]:
    """Each cell that reads otherwise, in the order of the sheet."""
    before = unredacted(sheet.answer.body)
    called = rows_by_name(connection, of.district, of.year, day_of_plan(connection, sheet))
    found: list[QuarterChange] = []
    if "result" in fields:
        words = [Term(f"choice.progress.{one['result']}") for one in (before, fields)]
        found.append(QuarterChange(Field("result"), *words))
    for name in ("rows", "figures"):
        if name in fields:
            found += _cells(name, _keyed(before, name), _keyed(fields, name), called)
    return found


def _key_of(name: str, line: Mapping[str, Any]) -> tuple[str, str]:
    if name == "rows":
        return str(line.get("row")), ""
    return str(line.get("indicator")), str(line.get("part") or "")


def _keyed(answer: Mapping[str, Any], name: str) -> dict[tuple[str, str], Mapping[str, Any]]:
    lines: Sequence[Mapping[str, Any]] = answer.get(name) or ()
    return {_key_of(name, one): one for one in lines}


def _cells(
    name: str, before: Lines, after: Lines, called: Mapping[str, Named]
) -> Iterator[QuarterChange]:
    for key in {**before, **after}:
        old, new = before.get(key, {}), after.get(key, {})
        for part in {**old, **new}:
            if part in ("row", "indicator", "part") or _empty(old, part) == _empty(new, part):
                continue
            head = _head(name, key, called)
            if part != "value":
                head = both("field.named_row", row=head, name=Field(f"{name}.{part}"))
            yield QuarterChange(head, _said(part, old), _said(part, new))


def _empty(line: Mapping[str, Any], part: str) -> Any:  # noqa: ANN401 — of any part
    """The part; nothing alike, however it is left out. A figure is exact where nothing is said."""
    if part == "qualifier":
        return line.get(part) or "exact"
    return line.get(part) or None


def _head(name: str, key: tuple[str, str], called: Mapping[str, Named]) -> Value:
    if name == "rows":
        return called.get(key[0], key[0])
    return column_words(indicators(), *key)


def _said(part: str, line: Mapping[str, Any]) -> Value | None:
    said = _empty(line, part)
    if said is None:
        return None
    if part in CHOSEN:
        return Term(f"{CHOSEN[part]}.{said}")
    if part == "spent":
        return amount_shown(said)
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)
