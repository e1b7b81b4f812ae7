"""Plans and their money: written as facts by their decisions."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from registry.facts import end, put
from registry.models import Money, Need, Plan, PlanRow
from registry.queries.plans import plan_rows
from registry.transaction import Write


class NewPlanRow(NamedTuple):
    """A row of a plan without its words (`registry.models.PlanRow`)."""

    key: str
    grouping: str
    kind: str
    quarters: str
    mode: str
    amount: Decimal | None
    need: str | None
    lead: str
    days: int | None
    target: Decimal | None
    survivors: bool
    carried_from: str | None


class NewNeed(NamedTuple):
    """A line of a year's needs for money without its words."""

    key: str
    road: str
    office: str
    amount: Decimal
    local_plan: str


class MoneyStep(NamedTuple):
    """How far a line of money has come; `secured`: by the page of the ordinance."""

    step: str
    amount: Decimal | None = None
    secured: bool = False


def record_plan_rows(
    write: Write,
    district: str,
    year: int,
    version: int,
    rows: Sequence[NewPlanRow],
    *,
    on: date,
    entry_id: int,
) -> None:
    """The rows of a version as they are put to the committee; those that were left out end."""
    plan = {"district_code": district, "year_be": year, "version": version}
    kept = {one.key for one in rows}
    for before in plan_rows(write.connection, district, year, version, on):
        if before.key not in kept:
            end(write, PlanRow, {**plan, "key": before.key}, on=on, entry_id=entry_id)
    for row in rows:
        values = row._asdict()
        same = {**plan, "key": values.pop("key")}
        put(write, PlanRow, same, values, valid_from=on, entry_id=entry_id)


def record_plan(
    write: Write, district: str, year: int, version: int, *, on: date, entry_id: int
) -> None:
    """The version was received that day: from then on its rows are those of the committee."""
    same = {"district_code": district, "year_be": year, "version": version}
    put(write, Plan, same, {}, valid_from=on, entry_id=entry_id)


def record_needs(
    write: Write, district: str, year: int, needs: Sequence[NewNeed], *, on: date, entry_id: int
) -> None:
    """The year's needs for money."""
    for need in needs:
        values = need._asdict()
        same = {"district_code": district, "year_be": year, "key": values.pop("key")}
        put(write, Need, same, values, valid_from=on, entry_id=entry_id)


def record_money(
    write: Write,
    district: str,
    year: int,
    need: str,
    step: MoneyStep,
    *,
    on: date,
    entry_id: int,
) -> None:
    """A step of a line of money, which holds until the next."""
    same = {"district_code": district, "year_be": year, "need": need}
    put(write, Money, same, step._asdict(), valid_from=on, entry_id=entry_id)
