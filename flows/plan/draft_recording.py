"""The draft of a plan as it is recorded: its rows as facts, each with a key of its own."""

from collections import Counter
from collections.abc import Sequence

from config.words import Sentence
from flows.decisions.days import refuse_earlier
from flows.engine.answers import listed
from flows.engine.decision import Deciding
from flows.engine.instance_start import start_of
from flows.engine.misfit import at_once, told_at_once, told_of_rows, within
from flows.plan.beginning import draft_again
from flows.plan.checks import findings, unknown_in, unwritten_parts
from flows.plan.gates import (
    PLAN_DRAFT,
    EndorsementV1,
    PlanDraftV1,
    PlanReceivedV1,
    PlanSignedV1,
    ResolutionV1,
)
from flows.plan.leads import plan_context
from flows.plan.process import PlanStart
from flows.plan.rows import PlanRow
from registry.journal import EntryRow, entries
from registry.queries.plans import needs, plan_rows, used_row_keys
from registry.records.plans import NewPlanRow, record_plan_rows
from registry.refusals import Refusal


class PlanRowTwice(Refusal):
    """Two rows of a plan bear one key."""


class RowKeyReturns(Refusal):
    """A row bears the key of one that was taken out of the plan."""


def check_draft(deciding: Deciding) -> None:
    """Keys are the rows' own; duties, seats and lines of money are known ones.

    What was asked of the draft before is answered no earlier than it was asked.
    """
    answer: PlanDraftV1 = deciding.answer
    start = start_of(deciding.entries, PlanStart)
    told_at_once(
        lambda: _refuse_before_asked(deciding),
        lambda: _refuse_keys(deciding, start, answer.rows),
        lambda: _refuse_unknown(deciding, start.year),
    )


def _refuse_unknown(deciding: Deciding, year: int) -> None:
    connection, on = deciding.write.connection, deciding.decided_on
    at = plan_context(connection, deciding.district, year, on)
    lines = {one.key for one in needs(connection, (deciding.district,), year, on)}

    def refuse(place: int, row: PlanRow) -> None:
        found = [within(one, f"rows.{place}") for one in unknown_in(row, at, lines)]
        if found:
            raise at_once(found)

    told_of_rows(deciding.answer.rows, refuse)


def _refuse_before_asked(deciding: Deciding) -> None:
    asked = deciding.answers.last(ResolutionV1, EndorsementV1, PlanSignedV1, PlanReceivedV1)
    if asked is not None and deciding.corrects is None:
        refuse_earlier(deciding.decided_on, "decided_on", asked.on, asked.gate.key)


def _refuse_keys(deciding: Deciding, start: PlanStart, rows: Sequence[PlanRow]) -> None:
    counted = Counter(row.key for row in rows)
    for key, count in counted.items():
        if count > 1:
            raise PlanRowTwice(field="rows", value=key)
    before = deciding.answers.last(PlanDraftV1)
    connection, on = deciding.write.connection, deciding.decided_on
    kept = {row.key for row in listed(before.answer.rows)} if before else set[str]()
    if start.version > 1 and not before:
        amended = plan_rows(connection, deciding.district, start.year, start.version - 1, on)
        kept = {row.key for row in amended}
    if deciding.corrects is not None:
        kept |= _keys_of(deciding.corrects)
    gone = used_row_keys(connection, deciding.district, start.year) - kept
    if gone:
        gone -= _keys_of_withdrawn(entries(connection, deciding.instance.id))
    for place, row in enumerate(rows):
        if row.key in gone:
            raise RowKeyReturns(field=f"rows.{place}.key", value=row.key)


def _keys_of_withdrawn(rows: Sequence[EntryRow]) -> set[str]:
    """The keys that drafts bore which were withdrawn, and none that counts: of no row that ever
    stood in the plan. The working copy bears them still, and is put forward again.
    """
    counted: dict[bool, set[str]] = {True: set(), False: set()}
    for one in rows:
        if one.gate == PLAN_DRAFT.key and one.kind in ("decision", "correction"):
            counted[one.live] |= _keys_of(one)
    return counted[False] - counted[True]


def _keys_of(draft: EntryRow) -> set[str]:
    """The keys of the rows that a draft, or its correction, holds."""
    return {str(row["key"]) for row in draft_again(draft.body["answer"]).get("rows") or ()}


def warn_draft(deciding: Deciding) -> Sequence[Sentence]:
    """The checks of the plan, in words."""
    connection, year = deciding.write.connection, start_of(deciding.entries, PlanStart).year
    at = plan_context(connection, deciding.district, year, deciding.decided_on)
    parts = unwritten_parts(deciding.answer.model_dump())
    found = (*parts, *findings(listed(deciding.answer.rows), at))
    return [one.sentence for one in found]


def write_draft(deciding: Deciding, entry_id: int) -> None:
    """The rows, without their words, as they are put to the committee."""
    start = start_of(deciding.entries, PlanStart)
    record_plan_rows(
        deciding.write,
        deciding.district,
        start.year,
        start.version,
        [fact_of(row) for row in deciding.answer.rows],
        on=deciding.decided_on,
        entry_id=entry_id,
    )


def fact_of(row: PlanRow) -> NewPlanRow:
    """The row without its words."""
    return NewPlanRow(
        key=row.key,
        grouping=row.group,
        kind=row.kind,
        quarters=",".join(row.quarters),
        mode=row.mode,
        amount=row.amount,
        need=row.need,
        lead=row.lead,
        days=row.days,
        target=row.target,
        survivors=row.survivors,
        carried_from=row.carried_from,
    )
