"""What is done to a plan's working copy: rows saved, added, taken out, moved; all put forward.

Each is one transaction under the lock of the district, so that whoever comes second sees what the
first did. Who may prepare in the district may write; who may record at the gate puts it forward.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from config.words import Field, Sentence, Term, Value, both
from flows.decisions.decide import take
from flows.decisions.refusals import UnknownInstance
from flows.engine.decision import Decision, Receipt
from flows.engine.forms import officials_of
from flows.engine.installation import Installation
from flows.plan.row_reading import NEW_KEY, settled, wrong_in_year
from flows.plan.rows import OutsideYear
from flows.plan.working_copy import WorkingCopy, body_of, new_keys, working_copy
from registry.journal import lock_instance
from registry.queries.people import PersonRow
from registry.queries.plan_working import HEAD, WorkingRow
from registry.records.plan_working import (
    NewWorkingRow,
    add_working_rows,
    change_working_row,
    place_working_rows,
)
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.answer_screening import (
    is_refused,
    refuse_identities,
    screen_answer,
    without_known,
)
from registry.rules.plain_values import Json
from registry.rules.plan_sheet import HEAD_FIELDS, MOST_ROWS
from registry.rules.printing import refuse_unprintable
from registry.rules.rights import Verb
from registry.rules.screening import Net
from registry.transaction import Write

Body = Mapping[str, Any]


class PlanLocked(Refusal):
    """The plan is not being written: it lies with the committee, or was accepted."""


class PlanRowUnknown(Refusal):
    """The working copy has no row of that key."""


class PlanTooLong(Refusal):
    """More rows than a plan holds."""


class RowMoved(Refusal):
    """Somebody else changed the row since it was read. `now` is the row as it stands."""

    def __init__(self, now: WorkingRow) -> None:
        super().__init__(field="version", row=now.called, by=now.by)
        self.now = now


class PlanMoved(Refusal):
    """Somebody changed a row of the plan since it was shown."""


class PlanIncomplete(Refusal):
    """Rows of the plan lack something still. `keys` are theirs."""

    def __init__(self, keys: Sequence[str], rows: Value) -> None:
        super().__init__(field="rows", count=len(keys), rows=rows)
        self.keys = tuple(keys)


@dataclass(frozen=True)
class PlanWriting:
    """A working copy that is locked and may be changed, by whom."""

    office: Installation
    write: Write
    copy: WorkingCopy
    who: PersonRow

    def add(self, bodies: Sequence[Body], *, after: str | None = None) -> list[str]:
        """Rows that come in, each at the end or all behind a row; answers their keys."""
        rows = self.copy.rows
        if len(rows) + len(bodies) > MOST_ROWS:
            raise PlanTooLong(field="rows", most=MOST_ROWS)
        keys = new_keys(self.copy.taken, len(bodies))
        last = max((row.place for row in (*rows, *self.copy.gone)), default=0)
        news = [
            NewWorkingRow(key, last + number, settled(body))
            for number, (key, body) in enumerate(zip(keys, bodies, strict=True), 1)
        ]
        add_working_rows(self.write, self.copy.copy, news, by=self.who.id)
        if after is not None:
            order = self.copy.keys
            behind = order.index(after) + 1 if after in order else len(order)
            self.put_in_order([*order[:behind], *keys, *order[behind:]])
        return keys

    def change(self, key: str, version: int, body: Body | None) -> None:
        """A row saved, or taken out. Raises RowMoved, PlanRowUnknown."""
        now = self.copy.row(key)
        if now is None:
            raise PlanRowUnknown(field="row", value=key)
        if now.version != version or (now.body is None and body is None):
            raise RowMoved(now)
        said = None if body is None else body_of(body) if key == HEAD else settled(body)
        copy = self.copy.copy
        if not change_working_row(self.write, copy, key, version, said, by=self.who.id):
            raise RowMoved(now)

    def put_in_order(self, keys: Sequence[str]) -> None:
        """The rows in that order."""
        places = {key: place for place, key in enumerate(keys, 1)}
        known = {row.key: row.place for row in self.copy.rows}
        moved = {key: place for key, place in places.items() if known.get(key) != place}
        place_working_rows(self.write, self.copy.copy, moved)


@contextmanager
def writing(office: Installation, instance: int, recorded_by: str) -> Iterator[PlanWriting]:
    """The working copy, locked, for whoever may prepare in its district.

    Raises UnknownInstance, PlanLocked, UnknownPerson, MayNot.
    """
    with office.registry.writing() as write:
        row = lock_instance(write, instance)
        if row is None:
            raise UnknownInstance(field="instance", value=str(instance))
        who = who_may(write, recorded_by, Verb.PREPARE, row.district)
        copy = _copy(office, write, instance)
        if not copy.begun:
            begun = [NewWorkingRow(r.key, r.place, r.body or {}) for r in (copy.head, *copy.rows)]
            add_working_rows(write, copy.copy, begun, by=who.id)
        yield PlanWriting(office, write, copy, who)


def _copy(office: Installation, write: Write, instance: int) -> WorkingCopy:
    copy = working_copy(write.connection, instance, office.declared.gates, write.today)
    if copy is None:
        raise PlanLocked(field="plan")
    return copy


def save_row(
    office: Installation, instance: int, key: str, version: int, body: Body, *, recorded_by: str
) -> tuple[Sentence, ...]:
    """Save a row, or with the key "" the head; answers what of its words may name a person.

    A row may lack what it likes; what cannot be read is refused. Raises RowMoved, PlanRowUnknown,
    IdentityNumberInText, the first thing that is wrong, and what `writing` does.
    """
    with writing(office, instance, recorded_by) as plan:
        if key != HEAD:
            for wrong in wrong_in_year(key, body, plan.copy.start.year):
                raise wrong
        found = screened(plan, body)
        plan.change(key, version, body)
    return found


def screened(plan: PlanWriting, said: Json) -> tuple[Sentence, ...]:
    """What in the texts may name a person, a sentence a text. Raises IdentityNumberInText.

    What only needs a reason is kept: the reason comes with the decision.
    """
    refuse_unprintable(said)
    net: Net = plan.office.net
    found = screen_answer(said, net)
    refuse_identities(one for one in found if is_refused(one))
    if not found:
        return ()
    known = partial(officials_of, plan.write.connection, plan.copy.at.district)
    names = without_known(found, said, known(), net)
    return tuple(
        both("plan.names_somebody", field=_field(one.path), what=_what(one.finding.kind))
        for one in names
    )


def add_rows(
    office: Installation,
    instance: int,
    bodies: Sequence[Body],
    *,
    recorded_by: str,
    after: str | None = None,
) -> list[str]:
    """Add rows; answers their keys, which no row ever bore. Raises PlanTooLong, as `save_row`."""
    with writing(office, instance, recorded_by) as plan:
        for body in bodies:
            for wrong in wrong_in_year(NEW_KEY, body, plan.copy.start.year):
                if isinstance(wrong, OutsideYear):
                    raise wrong
        screened(plan, {"rows": [*map(dict, bodies)]})
        return plan.add(bodies, after=after)


def take_out(
    office: Installation, instance: int, key: str, version: int, *, recorded_by: str
) -> None:
    """Take a row out of the plan; its key never returns. Raises as `save_row`."""
    with writing(office, instance, recorded_by) as plan:
        plan.change(key, version, None)


def move_row(office: Installation, instance: int, key: str, by: int, *, recorded_by: str) -> None:
    """Move a row up (-1) or down (1) among those of its group."""
    with writing(office, instance, recorded_by) as plan:
        order = plan.copy.keys
        if key not in order:
            raise PlanRowUnknown(field="row", value=key)
        here, groups = order.index(key), [row.group for row in plan.copy.rows]
        there = here + by
        if 0 <= there < len(order) and groups[here] == groups[there]:
            order[here], order[there] = order[there], order[here]
            plan.put_in_order(order)


def put_forward(office: Installation, decision: Decision, state: str) -> Receipt:
    """Put the plan to the committee: the decision is taken where no row moved since `state`.

    Raises PlanLocked, PlanMoved, PlanIncomplete, and what `decide` refuses.
    """
    with office.registry.writing() as write:
        lock_instance(write, decision.instance)
        copy = _copy(office, write, decision.instance)
        if copy.state != state:
            raise PlanMoved(field="rows")
        refuse_incomplete(copy)
        (receipt,) = take(office, write, [decision])
        return receipt


def refuse_incomplete(copy: WorkingCopy) -> None:
    """Raises PlanIncomplete."""
    keys = [key for key, one in copy.readings.items() if one.row is None]
    if keys:
        named = [row.called for row in copy.rows if row.key in keys]
        raise PlanIncomplete(keys, ", ".join(named))


def _field(path: str) -> Value:
    name = path.rpartition(".")[2]
    return Field(name if name in HEAD_FIELDS else f"rows.{name}")


def _what(kind: object) -> Value:
    return Term(f"screening.{kind}")
