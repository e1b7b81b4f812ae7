"""The money of a committee's fiscal year, line by line: each step, and what it stands on."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from config.words import Named, Sentence, Term, both
from desk.views.gate_reasons import gates_at
from desk.views.view import View
from desk.views.year_facts import DistrictYear, years_of
from flows.capabilities import GATES
from flows.engine.answers import answered_rows, parsed
from flows.engine.fields import Paper
from flows.partners.ended_partners import ended_partners
from flows.year.gates import MoneyV1, ProposalSentV1
from flows.year.money_line import need_at
from flows.year.money_words import step_called
from registry.journal import GateRow, entry
from registry.queries.agencies import agencies_of
from registry.queries.offices import offices_of
from registry.queries.plans import MoneyRow, money_steps
from registry.rules.money_lines import LineStanding, MoneyLine, MoneySums, sums
from registry.rules.redaction import unredacted
from registry.rules.year_days import YearDays


@dataclass(frozen=True)
class MoneyStepShown:
    """A step of a line: what happened on which day, the page of the ordinance, the letter."""

    what: Term
    on: date
    amount: Decimal | None
    secured: bool
    page: str
    reason: str
    letter: str
    letter_dated: date | None


@dataclass(frozen=True)
class MoneyLineShown:
    """A line of the year's money as a person reads it. `gate`: the open question about it.

    `ended`: since when the agreement of the partner that grants it has ended.
    """

    line: MoneyLine
    standing: LineStanding
    title: str
    road: Term
    office: Named | None
    local_plan: Term | None
    steps: tuple[MoneyStepShown, ...] = ()
    gate: GateRow | None = None
    ended: Sentence | None = None


@dataclass(frozen=True)
class YearMoney:
    """The lines of a year's money; `days` None where the year was not opened."""

    year: int
    days: YearDays | None
    held: DistrictYear
    lines: tuple[MoneyLineShown, ...]
    sums: MoneySums

    @property
    def days_told(self) -> Sentence | None:
        """The days of the council, or of the year where it joined too late for these."""
        if self.days is None:
            return None
        if not self.days.roads:
            return both("page.money.running_year", ends=self.days.ends)
        return both(
            "page.money.days",
            proposals=self.days.proposals, tabled=self.days.tabled, passed=self.days.passed,
        )  # fmt: skip


def year_money(view: View, district: str, year: int, known: datetime | None = None) -> YearMoney:
    """The money of the district's year on the day of the view."""
    held = years_of(view, [district], year, known)[district]
    lines = tuple(_lines(view, district, year, held, known))
    return YearMoney(
        year, held.facts.days, held, lines, sums((one.line, one.standing) for one in lines)
    )


def _lines(
    view: View, district: str, year: int, held: DistrictYear, known: datetime | None
) -> Iterator[MoneyLineShown]:
    asked_from = {one.office for one in held.needs.values()}
    called = _granting(view.connection, district, asked_from, view.on)
    open_gates = _open_gates(view, held, known)
    partners = ended_partners(view.connection, district, view.on, known)
    for line, standing in held.facts.lines:
        if line.asked:
            need = held.needs[line.key]
            steps = money_steps(view.connection, district, year, line.key, known)
            yield MoneyLineShown(
                line, standing,
                title=_words(view.connection, need.entry, line.key).get("title", line.key),
                road=Term(f"choice.road.{line.road}"),
                office=called.get(need.office, Named(need.office, need.office)),
                local_plan=Term(f"choice.local_plan.{line.local_plan}"),
                steps=tuple(_step(view.connection, one) for one in steps if one.since <= view.on),
                gate=open_gates.get(line.key),
                ended=next(
                    (one.sentence for one in partners if one.grants(need.road, need.office)), None
                ),
            )  # fmt: skip
        else:
            row = held.rows[line.key]
            words = _words(view.connection, row.entry, line.key)
            yield MoneyLineShown(
                line, standing,
                title=words.get("activity", line.key),
                road=Term(f"choice.road.{line.road}"),
                office=None,
                local_plan=None,
            )  # fmt: skip


def _granting(
    connection: Connection, district: str, asked_from: Collection[str], on: date
) -> dict[str, Named]:
    """What the offices and agencies that may grant money are called, by reference or key."""
    offices = {one.ref: one.called for one in offices_of(connection, district, on)}
    return {one.key: one.name for one in agencies_of(connection, district, asked_from)} | offices


def _open_gates(view: View, held: DistrictYear, known: datetime | None) -> dict[str, GateRow]:
    if held.year is None or view.is_past(known):
        return {}
    gates = gates_at(view, held.year.id, known)
    return {need_at(one.path): one for one in gates if one.gate in ("proposal_sent", "money")}


def _words(connection: Connection, decision: int, key: str) -> dict[str, str]:
    """The words of a line or an activity, as they were answered; none where they were redacted."""
    found = next((one for one in answered_rows(connection, decision) if one.get("key") == key), {})
    return {name: str(one) for name, one in unredacted(found).items() if isinstance(one, str)}


def _step(connection: Connection, step: MoneyRow) -> MoneyStepShown:
    row = entry(connection, step.entry)
    answer: ProposalSentV1 | MoneyV1 = parsed(GATES[row.gate or ""], row)
    paper = answer.paper if isinstance(answer.paper, Paper) else Paper()
    page = answer.page if isinstance(answer, MoneyV1) else ""
    return MoneyStepShown(
        what=step_called(step.step),
        on=step.since,
        amount=step.amount,
        secured=step.secured,
        page=written_text(page),
        reason=written_text(answer.reason),
        letter=written_text(paper.number),
        letter_dated=paper.dated if isinstance(paper.dated, date) else None,
    )


def written_text(value: object) -> str:
    """The text of an answer; "" where it was redacted."""
    return value if isinstance(value, str) else ""
