"""What a plan begins from: its last draft or version, the year before, the year's money."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from config.activities import activities
from flows.engine.instance_start import start_of
from flows.engine.offers import GateContext, Proposal
from flows.plan.gates import PlanDraftV1
from flows.plan.process import PlanStart
from flows.plan.remains import remains
from flows.plan.row_words import lines_in_words, rows_in_words, version_in_words
from flows.plan.rows import PlanGroup
from flows.village.roll_up import situation_text
from registry.queries.monitoring import carried
from registry.queries.pack_items import pack_items
from registry.queries.plans import NeedRow, needs, plan_versions
from registry.rules.redaction import unredacted

CARRIED = "carried"
LONGEST_KEY = 40  # of a row (RowKey)


def begin_plan(at: GateContext) -> Proposal:
    """The draft that was to be changed, else the version that is amended.

    A first draft begins from what the year before leaves, the year's lines of money, and what the
    villages add up to.
    """
    before = at.answers.last(PlanDraftV1)
    if before is not None:
        return draft_again(before.body)
    start = start_of(at.entries, PlanStart)
    if start.version > 1:
        return version_amended(at, start)
    lines = lines_in_words(at.connection, needs_at(at, start.year))
    asked = [row_of_need(need, line) for need, line in lines]
    return {
        "situation": situation_text(at.connection, at.district, at.on),
        "rows": [*last_years_rows(at, start.year), *asked],
    }


def draft_again(said: Mapping[str, Any]) -> Proposal:
    """An old draft as it is offered again: without what was redacted of it, row by row."""
    rows = said.get("rows")
    again = unredacted({name: one for name, one in said.items() if name != "rows"})
    if isinstance(rows, list):
        again["rows"] = [unredacted(one) for one in rows if isinstance(one, dict)]
    return again


def version_amended(at: GateContext, start: PlanStart) -> Proposal:
    """The version before, in its words. Of a row whose words were redacted the key is left."""
    return version_in_words(at.connection, at.district, start.year, start.version - 1, at.on)


def needs_at(at: GateContext, year: int) -> Sequence[NeedRow]:
    """The lines of money of the year."""
    return needs(at.connection, (at.district,), year, at.on)


def row_of_need(need: NeedRow, line: Proposal) -> Proposal:
    """A row to begin from for a line of the year's money, given its words."""
    return {
        "key": need.key,
        "group": str(PlanGroup.PREVENTION),
        "activity": line.get("title", ""),
        "mode": need.road,
        "amount": str(need.amount),
        "need": need.key,
        "duties": [],
        "quarters": [],
        "lead": "",
    }


def last_years_rows(at: GateContext, year: int) -> list[Proposal]:
    """The rows of the year before that a plan may begin from: what it leaves unfinished."""
    return unfinished_rows(at.connection, at.district, year - 1, at.on)


def unfinished_rows(connection: Connection, district: str, year: int, on: date) -> list[Proposal]:
    """What a year leaves undone, each row linked to where it came from, with what remains.

    A row that was settled at the year's end is as it was settled, until a report comes after that;
    of any other it is a forecast from the reports.
    """
    versions = plan_versions(connection, (district,), on, year)
    if not versions:
        return []
    version = versions[-1].version
    said = {str(row["key"]): row for row in rows_in_words(connection, district, year, version, on)}
    return [
        {
            **said[key],
            "key": carried_key(year, key),
            "carried_from": f"{year}/{key}",
            "target": None if left is None else str(left),
            "need": None,
        }
        for key, left in _left_of(connection, district, year, version, on).items()
        if said.get(key, {}).get("activity")
    ]


def carried_key(year: int, key: str) -> str:
    """The key of a row that comes from that year; of what was carried for years a part and a mark.

    It is no longer than a key may be, however often its row was carried.
    """
    whole = f"{year}-{key}"
    if len(whole) <= LONGEST_KEY:
        return whole
    mark = sha256(key.encode()).hexdigest()[:8]
    return f"{whole[: LONGEST_KEY - len(mark) - 1]}-{mark}"


def _left_of(
    connection: Connection, district: str, year: int, version: int, on: date
) -> dict[str, Decimal | None]:
    settled = {one.row: one for one in carried(connection, (district,), year, on)}
    left: dict[str, Decimal | None] = {}
    for one in remains(connection, district, year, version, on):
        own = settled.get(one.row.key)
        if own is not None and own.entry > one.entry:
            if own.state == CARRIED:
                left[one.row.key] = own.left
        elif not one.is_settled:
            left[one.row.key] = one.left
    return left


def menu_rows(connection: Connection, district: str, on: date) -> list[Proposal]:
    """The activities that the case study tells of, and those that the province took over.

    What it took over under the same key stands in the place of the shipped one.
    """
    own = {one.key: one for one in pack_items(connection, district[:2], on, "activity")}
    shipped = [one for one in _shipped_menu() if one["key"].replace("-", "_") not in own]
    return shipped + [
        {
            "key": one.key.replace("_", "-"),
            "group": one.body["group"],
            "kind": one.body["kind"],
            "activity": one.body["activity_th"],
            "unit": one.body["unit_th"],
            "duties": [*one.body["duties"]],
            "survivors": one.body["survivors"],
        }
        for one in own.values()
    ]


def _shipped_menu() -> list[Proposal]:
    return [
        {
            "key": one.key.replace("_", "-"),
            "group": one.group,
            "kind": one.kind,
            "activity": one.activity_th,
            "unit": one.unit_th,
            "duties": [*one.duties],
            "survivors": one.survivors,
        }
        for one in activities().menu
    ]
