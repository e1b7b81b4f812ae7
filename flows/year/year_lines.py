"""The lines of a committee's money of a year: the year board counts them, a package tells them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from registry.queries.plans import MoneyRow, NeedRow, PlanRowRow
from registry.rules.money_lines import LineStanding, MoneyLine, standing_of_line
from registry.rules.year_days import YearDays


@dataclass(frozen=True)
class YearLines:
    """Each line as it stands on a day, and what the lines stand for, by key.

    `needs` are the year's needs for money, `rows` the activities of its plan for local money that
    name none of them; an activity that a need began bears its key, and asks for that money though
    it names the need no longer. Of a year that was not opened no line stands anyhow.
    """

    needs: Mapping[str, NeedRow] = field(default_factory=dict)
    rows: Mapping[str, PlanRowRow] = field(default_factory=dict)
    standing: tuple[tuple[MoneyLine, LineStanding], ...] = ()


def year_lines(
    needs: Iterable[NeedRow],
    money: Iterable[MoneyRow],
    local_rows: Sequence[PlanRowRow],
    days: YearDays | None,
    on: date,
) -> YearLines:
    """The lines of one committee's year, of what was read of it."""
    own_needs = {one.key: one for one in needs}
    newest = max((one.version for one in local_rows), default=None)
    own_rows = {
        one.key: one
        for one in local_rows
        if one.version == newest and own_needs.keys().isdisjoint((one.key, one.need))
    }
    if days is None:
        return YearLines(own_needs, own_rows)
    steps = {one.need: one for one in money}
    lines = [_of_need(one, steps.get(one.key)) for one in own_needs.values()]
    lines += [
        MoneyLine(key=one.key, road=one.mode, amount=one.amount, asked=False)
        for one in own_rows.values()
    ]
    standing = tuple((one, standing_of_line(one, days, on)) for one in lines)
    return YearLines(own_needs, own_rows, standing)


def _of_need(need: NeedRow, step: MoneyRow | None) -> MoneyLine:
    return MoneyLine(
        key=need.key, road=need.road, amount=need.amount, local_plan=need.local_plan,
        step=step.step if step else None,
        secured=step is not None and step.secured,
        given=step.amount if step else None,
    )  # fmt: skip
