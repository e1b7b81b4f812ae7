"""Recordings of the year's money: needs and steps as facts, each step after the one before."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from config.words import Named, Sentence, both
from flows.decisions.days import refuse_earlier
from flows.engine.answers import CurrentAnswer
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording, TitleContext
from flows.engine.instance_start import start_of
from flows.engine.messages import request
from flows.engine.misfit import told_at_once, told_of_rows
from flows.engine.offers import GateContext, Offers, Option, Proposal as Begun, agency_options
from flows.engine.replay import branch_of
from flows.plan.row_words import lines_in_words
from flows.plan.rows import NothingAsked
from flows.year.effects import IN_ANNUAL_REPORT, TOLD_SINCE
from flows.year.gates import (
    BUDGET_NEEDS,
    LOST,
    MONEY,
    SECURED_BY,
    BudgetNeedsV1,
    LocalPlan,
    MoneyStep,
    MoneyV1,
    NeedLine,
    Needs,
    Proposal,
    ProposalSentV1,
    Road,
)
from flows.year.money_line import is_secured, line_at, need_at, steps_before
from flows.year.money_words import step_called
from flows.year.process import YearStart
from registry.journal import EntryRow, GateRow
from registry.queries.agencies import known_agencies
from registry.queries.offices import offices_of
from registry.queries.plans import money, needs
from registry.records.plans import MoneyStep as Step, NewNeed, record_money, record_needs
from registry.refusals import Refusal
from registry.rules.baht import in_figures
from registry.rules.thai import sort_key

LAO = "lao_president"
CAME = (MoneyStep.PASSED, MoneyStep.GRANTED, MoneyStep.SPENT)


class NeedTwice(Refusal):
    """Two lines of money bear one key."""


class GrantingOfficeUnknown(Refusal):
    """A line of money is asked from an office or agency that the registry does not know."""


class NothingGranted(Refusal):
    """Money is said to have been granted, and it is no baht at all."""


class SpentWithoutGrant(Refusal):
    """Money is spent that nobody granted."""


class SpentAfterLoss(Refusal):
    """Money is spent that was refused or transferred away, and not granted since."""


def year_of(entries: Iterable[EntryRow]) -> int:
    """The fiscal year that the instance is about."""
    return start_of(entries, YearStart).year


def check_needs(deciding: Deciding) -> None:
    """Each line has a key of its own, an amount, and an office or agency that may grant it."""
    lines: Sequence[NeedLine] = deciding.answer.rows
    told_at_once(
        lambda: _refuse_same_keys(lines),
        lambda: told_of_rows(lines, _refuse_nothing_asked),
        lambda: _refuse_unknown_offices(deciding, lines),
    )


def _refuse_nothing_asked(place: int, line: NeedLine) -> None:
    if line.amount == 0:
        raise NothingAsked(field=f"rows.{place}.amount")


def _refuse_same_keys(lines: Sequence[NeedLine]) -> None:
    seen: set[str] = set()

    def refuse_twice(place: int, line: NeedLine) -> None:
        if line.key in seen:
            raise NeedTwice(field=f"rows.{place}.key", value=line.key)
        seen.add(line.key)

    told_of_rows(lines, refuse_twice)


def _refuse_unknown_offices(deciding: Deciding, lines: Sequence[NeedLine]) -> None:
    connection = deciding.write.connection
    offices = {one.ref for one in offices_of(connection, deciding.district, deciding.decided_on)}
    known = offices | set(known_agencies(connection))

    def refuse_unknown(place: int, line: NeedLine) -> None:
        if line.office not in known:
            raise GrantingOfficeUnknown(field=f"rows.{place}.office", value=line.office)

    told_of_rows(lines, refuse_unknown)


def warn_needs(deciding: Deciding) -> Sequence[Sentence]:
    """Lines that stand in no local development plan: nothing is granted without it."""
    answer: BudgetNeedsV1 = deciding.answer
    return [
        both("year.not_in_local_plan", title=line.title)
        for line in answer.rows
        if line.road is not Road.DONOR and line.local_plan in (LocalPlan.NO, LocalPlan.NOT_ASKED)
    ]


def write_needs(deciding: Deciding, entry_id: int) -> None:
    """The lines without their words."""
    lines = [
        NewNeed(one.key, one.road, one.office, one.amount, one.local_plan)
        for one in deciding.answer.rows
    ]
    record_needs(
        deciding.write, deciding.district, year_of(deciding.entries), lines,
        on=deciding.decided_on, entry_id=entry_id,
    )  # fmt: skip


def write_proposal(deciding: Deciding, entry_id: int) -> None:
    """Proposed, or not sent."""
    sent = deciding.answer.result is Proposal.SENT
    _record(deciding, Step("proposed" if sent else "not_sent"), entry_id)


def _record(deciding: Deciding, step: Step, entry_id: int) -> None:
    record_money(
        deciding.write, deciding.district, year_of(deciding.entries),
        need_at(deciding.open.path), step, on=deciding.decided_on, entry_id=entry_id,
    )  # fmt: skip


def check_money(deciding: Deciding) -> None:
    """Each step follows the one before; nothing is spent that was not granted."""
    before = steps_before(deciding)
    told_at_once(
        lambda: _refuse_before_last(deciding, before),
        lambda: _refuse_nothing_granted(deciding.answer),
        lambda: _refuse_ungranted(deciding, before),
    )


def _refuse_nothing_granted(answer: MoneyV1) -> None:
    if answer.result in SECURED_BY and answer.amount == 0:
        raise NothingGranted(field="amount")


def _refuse_before_last(deciding: Deciding, before: Sequence[CurrentAnswer[Answer]]) -> None:
    if before:
        last = before[-1]
        refuse_earlier(deciding.decided_on, "decided_on", last.on, last.gate.key)


def _refuse_ungranted(deciding: Deciding, before: Sequence[CurrentAnswer[Answer]]) -> None:
    if deciding.answer.result is not MoneyStep.SPENT:
        return
    known = (*SECURED_BY, *LOST)
    came = [
        (one.answer.result, one.on)
        for one in before
        if isinstance(one.answer, MoneyV1) and one.answer.result in known
    ]
    if not any(step in SECURED_BY for step, _ in came):
        raise SpentWithoutGrant(field="result")
    last, on = came[-1]
    if last in LOST:
        raise SpentAfterLoss(field="result", step=step_called(last), on=on)


def warn_money(deciding: Deciding) -> Sequence[Sentence]:
    """Local money without a page of the ordinance is not secured; more came or went than stood."""
    answer: MoneyV1 = deciding.answer
    found = [*_over_what_stood(deciding)]
    if answer.result in SECURED_BY and not is_secured(deciding):
        found.append(both("year.page_missing"))
    return found


def _over_what_stood(deciding: Deciding) -> Iterator[Sentence]:
    """More was granted than was asked for, or more spent than was granted."""
    amount, line = deciding.answer.amount, line_at(deciding.answers, deciding.open.path)
    given = [one.answer for one in steps_before(deciding) if isinstance(one.answer, MoneyV1)]
    granted = [one.amount for one in given if one.result in SECURED_BY and one.amount is not None]
    if deciding.answer.result in SECURED_BY:
        key, stood = "year.granted_over_asked", line.amount if line else None
    elif deciding.answer.result is MoneyStep.SPENT:
        key, stood = "year.spent_over_granted", granted[-1] if granted else None
    else:
        return
    if isinstance(amount, Decimal) and isinstance(stood, Decimal) and amount > stood:
        yield both(key, amount=in_figures(amount), stood=in_figures(stood))


def write_money(deciding: Deciding, entry_id: int) -> None:
    """The step, and whether the line is secured by it."""
    answer: MoneyV1 = deciding.answer
    _record(deciding, Step(answer.result, answer.amount, is_secured(deciding)), entry_id)


def begin_needs(at: GateContext) -> Begun | None:
    """The lines of the year before whose money came: they recur until somebody takes them out."""
    before = year_of(at.entries) - 1
    came = {
        one.need
        for one in money(at.connection, (at.district,), before, at.on)
        if one.secured or one.step in CAME
    }
    asked = needs(at.connection, (at.district,), before, at.on)
    stood = {"local_plan": LocalPlan.YES.value}
    rows = [
        {**line, **(stood if one.road != Road.DONOR else {})}
        for one, line in lines_in_words(at.connection, asked)
        if one.key in came and line
    ]
    return {"result": Needs.NEEDED.value, "rows": rows} if rows else None


def offer_needs(at: GateContext) -> Offers:
    """The local governments of the district, then agencies."""
    found = [one for one in offices_of(at.connection, at.district, at.on) if one.kind == LAO]
    found.sort(key=lambda one: sort_key(one.called.th))
    laos = (Option(one.ref, one.called) for one in found)
    return Offers({"rows.office": (*laos, *agency_options(at, ()))})


def title_money(label: Sentence, gate: GateRow, at: TitleContext) -> Sentence | None:
    """The gate with what the money is for."""
    line = line_at(at.answers, gate.path)
    if line is None:
        return None
    title = str(line.title)
    return both("year.money_for", gate=label, title=Named(title, title))


def owed_of_money(gate: GateRow, at: TitleContext) -> Sentence | None:
    """What is still to come of a line of money after its last step; nothing before the first."""
    steps = at.answers.to(MoneyV1, branch=branch_of(gate.path))
    return both(f"year.money_owed.{steps[-1].answer.result}") if steps else None


RECORDINGS: dict[type[Answer], Recording] = {
    BudgetNeedsV1: Recording(
        check_needs, write_needs, warn_needs, IN_ANNUAL_REPORT, TOLD_SINCE,
        begin=begin_needs, offer=offer_needs, message=request("message.budget_needs"),
    ),
    ProposalSentV1: Recording(
        write=write_proposal, told_by=IN_ANNUAL_REPORT, told_why=TOLD_SINCE,
        title=title_money, title_from=(BUDGET_NEEDS.key,),
    ),
    MoneyV1: Recording(
        check_money, write_money, warn_money, IN_ANNUAL_REPORT, TOLD_SINCE,
        title=title_money, title_from=(BUDGET_NEEDS.key, MONEY.key), owed=owed_of_money,
        message=request("message.money"),
    ),
}  # fmt: skip
