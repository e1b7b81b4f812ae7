"""How far a correction may go: the way stays the same, and no later decision rests on it."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, or_, select

from config.words import Term
from flows.decisions.frozen import what_is_frozen
from flows.engine.answers import answer_of
from flows.engine.consequences import consequences_of, dry
from flows.engine.fields import Confirmation
from flows.engine.gate import Answer, Gate
from flows.engine.installation import Installation
from flows.engine.replay import Wait
from flows.engine.typed_journal import journal_of
from registry.facts import OWN
from registry.journal import EntryRow, InstanceRow, entry
from registry.models import Fact, table_of
from registry.models.guards import fact_classes
from registry.refusals import Refusal

NOT_YET = 0  # the entry of a correction that is only tried


class FollowingChanges(NamedTuple):
    """What follows of a corrected answer: what is made anew, and open calls with other days."""

    stale: set[int]
    moved: list[Wait]


class WouldChangeBranch(Refusal):
    """The corrected answer would lead elsewhere: withdraw instead."""


class WouldChangeDecided(Refusal):
    """A later decision was about what the correction would change."""


class SettledSince(WouldChangeDecided):
    """What the decision asks for or teaches was settled since: a correction would open it again."""


class WouldChangeFrozen(WouldChangeDecided):
    """The same, and a paper was signed or adopted since, so that nothing of it is withdrawn."""


def refuse_otherwise(
    desk: Installation,
    connection: Connection,
    row: InstanceRow,
    rows: list[EntryRow],
    entry: EntryRow,
    gate: Gate[Any],
    value: Answer,
) -> FollowingChanges:
    """Raises WouldChangeBranch or WouldChangeDecided where the process would go another way.

    A dry replay with the new answer must pass the same entries, ask at the same gates and begin
    the same children.
    """
    _refuse_confirmed(desk, rows, entry, gate)
    as_is = next((one for one in journal_of(desk, row, rows).entries if one.id == entry.id), None)
    if as_is is None:  # at a gate beside the process: no replay asks there
        before = answer_of(rows, entry, gate).answer
        if getattr(before, "result", None) is not getattr(value, "result", None):
            raise WouldChangeBranch(field="gate", gate=gate.label)
        return FollowingChanges(set(), [])
    new = as_is._replace(value=value, corrected=NOT_YET)
    _, before = dry(desk, row, rows)
    _, after = dry(desk, row, rows, instead=new)
    lost = before.consumed - after.consumed - after.stale
    if lost or after.error:
        first = next((one for one in rows if one.id in lost and one.kind == "decision"), None)
        if first is None or first.about is None:
            raise WouldChangeBranch(field="gate", gate=gate.label)
        is_frozen = what_is_frozen(desk, connection, row, rows, lost)
        refusal = WouldChangeFrozen if is_frozen else WouldChangeDecided
        raise refusal(field="gate", later=Term(f"gate.{first.gate}"))
    asks_otherwise = {a.path for a in before.waits} != {a.path for a in after.waits}
    begins_otherwise = any(after.starts.get(path, s) != s for path, s in before.starts.items())
    if begins_otherwise or (asks_otherwise and not after.stale):
        raise WouldChangeBranch(field="gate", gate=gate.label)
    asked = {(one.path, one.about): one for one in before.waits}
    moved = [
        one
        for one in after.waits
        if (same := asked.get((one.path, one.about))) is not None
        and (same.due, same.last_day) != (one.due, one.last_day)
    ]
    return FollowingChanges(after.stale, moved)


def _refuse_confirmed(
    desk: Installation, rows: list[EntryRow], entry: EntryRow, gate: Gate[Any]
) -> None:
    """Refuse to change alone what a second person has confirmed, and what was written by that."""
    if desk.declared.correctable(gate) is not None:
        return  # a second person confirms the correction too
    for later in rows:
        if later.id < entry.id or later.kind != "decision" or not later.live:
            continue
        of = desk.declared.gates.get(later.gate or "")
        confirms = of.form.confirms if of is not None else None
        if of is None or confirms is None or not issubclass(gate.form, confirms):
            continue
        if answer_of(rows, later, of).answer.result is Confirmation.CONFIRMED:
            raise WouldChangeDecided(field="gate", later=of.label)


def refuse_built_upon(connection: Connection, written: EntryRow) -> None:
    """Refuse a correction of facts that a later decision has changed."""
    for fact in fact_classes():
        table = fact.__table__
        assert isinstance(table, Table)  # noqa: S101 — narrows for the type checker
        later = connection.execute(
            select(table.c.superseded_by, table.c.cut_by).where(
                table.c.entry_id == written.id,
                or_(table.c.superseded_by.is_not(None), table.c.cut_by.is_not(None)),
            )
        ).first()
        if later is not None:
            decided = entry(connection, later[0] or later[1])
            if decided.id == written.id:
                raise SettledSince(field="gate", gate=Term(f"gate.{decided.gate}"))
            raise WouldChangeDecided(field="gate", later=Term(f"gate.{decided.gate}"))


def refuse_against_frozen(
    desk: Installation,
    connection: Connection,
    row: InstanceRow,
    rows: list[EntryRow],
    entry: EntryRow,
    written: tuple[int, int],
) -> None:
    """Raises RestsOnSigned where other facts are written than those that a frozen paper says.

    `written`: the entries that wrote them before, and now.
    """
    for paper in desk.declared.frozen:
        if all(_same_facts(connection, fact, *written) for fact in paper.says):
            continue
        gone = (entry.id, *consequences_of(desk, row, rows, hidden=frozenset({entry.id})))
        if refusal := what_is_frozen(desk, connection, row, rows, gone, (paper,)):
            raise refusal


def _same_facts(connection: Connection, fact: type[Fact], before: int, now: int) -> bool:
    table = table_of(fact)
    said = [one for one in table.c if one.name not in OWN or one is table.c.valid_from]
    before_rows, now_rows = (
        {tuple(one) for one in connection.execute(select(*said).where(table.c.entry_id == by))}
        for by in (before, now)
    )
    return before_rows == now_rows
