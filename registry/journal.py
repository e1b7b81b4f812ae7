"""The journal: entries appended and read back, gates opened and ended, effects requested.

The hot path of every decision, hence SQLAlchemy Core. Typing of answers is the reader's
business: here a payload is JSON.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Text,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from registry.models import (
    ChildLink,
    EffectRequest,
    Entry,
    Instance,
    OpenGate,
    Payload,
    Supersession,
    table_of,
)
from registry.rows import AnyRow, every, one
from registry.rules.plain import Json
from registry.store import Write, new_id

_entry = table_of(Entry)
_payload = table_of(Payload)
_over = table_of(Supersession)
_gate = table_of(OpenGate)
_effect = table_of(EffectRequest)
_instance = table_of(Instance)
_link = table_of(ChildLink)


class EntryRow(NamedTuple):
    """A journal entry with its payload."""

    id: int
    seq: int
    kind: str
    path: str
    gate: str | None
    form_version: int | None
    revision: int
    act_date: date
    about: str | None
    fingerprint: str | None
    of_id: int | None
    decided_by: int | None
    person_id: int | None
    capacity: str | None
    recorded_by: int | None
    recorded_at: datetime
    body: Any
    live: bool


@dataclass(frozen=True)
class NewEntry:
    """What is appended to a journal. `body` becomes the payload."""

    kind: str
    path: str
    act_date: date
    body: Json
    gate: str | None = None
    form_version: int | None = None
    decided_by: int | None = None
    person_id: int | None = None
    capacity: str | None = None
    recorded_by: int | None = None
    about: str | None = None
    fingerprint: str | None = None
    of_id: int | None = None


@dataclass
class InstanceRow:
    """An instance as a transaction knows it.

    `rows` and `gates` are its journal and its open gates once they were read; what is
    appended, opened or ended in this transaction is kept up in them. `forget` where entries
    were superseded.
    """

    id: int
    process: str
    district: str
    period: str
    attempt: int
    revision: int
    status: str
    phase: str
    outcome: str | None
    started_on: date
    finished_on: date | None
    rows: list[EntryRow] | None = None
    gates: "list[GateRow] | None" = None
    undone: bool = False

    def forget(self) -> None:
        """Entries were undone: read the journal and the gates again when next asked for."""
        self.rows = self.gates = None
        self.undone = True


class GateRow(NamedTuple):
    """A gate (or a wait for a day: gate "") that is or was open."""

    id: int
    instance_id: int
    district_code: str
    path: str
    gate: str
    subject: str | None
    round: int | None
    about: str | None
    unless: str
    opened_on: date
    opened_at: datetime
    due_on: date | None
    until_on: date | None
    not_by: int | None
    of_id: int | None
    note: str | None
    status: str
    closed_at: datetime | None
    closed_by: int | None


_ENTRIES = (
    select(
        _entry.c.id,
        _entry.c.seq,
        _entry.c.kind,
        _entry.c.path,
        _entry.c.gate,
        _entry.c.form_version,
        _entry.c.revision,
        _entry.c.act_date,
        _entry.c.about,
        _entry.c.fingerprint,
        _entry.c.of_id,
        _entry.c.decided_by,
        _entry.c.person_id,
        _entry.c.capacity,
        _entry.c.recorded_by,
        _entry.c.recorded_at,
        _payload.c.body,
        _over.c.entry_id.is_(None).label("live"),
    )
    .join(_payload, _payload.c.id == _entry.c.payload_id)
    .outerjoin(_over, _over.c.entry_id == _entry.c.id)
    .order_by(_entry.c.instance_id, _entry.c.seq)
)


def _entry_row(row: AnyRow) -> EntryRow:
    *columns, body, live = row
    return EntryRow._make((*columns, json.loads(body), bool(live)))


_ENTRIES_OF = _ENTRIES.where(_entry.c.instance_id == bindparam("instance_id"))


def entries(connection: Connection, instance_id: int) -> list[EntryRow]:
    """All entries of an instance in order, those that no longer count too."""
    rows = connection.execute(_ENTRIES_OF, {"instance_id": instance_id}).all()
    return [_entry_row(row) for row in rows]


def journal(write: Write, row: InstanceRow) -> list[EntryRow]:
    """The entries of the instance, read once in a transaction."""
    if row.rows is None:
        row.rows = entries(write.connection, row.id)
    return row.rows


def entry(connection: Connection, entry_id: int) -> EntryRow:
    """One entry."""
    return _entry_row(connection.execute(_ENTRIES.where(_entry.c.id == entry_id)).one())


_ADD_ENTRY = insert(_entry)


def append(write: Write, instance: InstanceRow, new: NewEntry) -> int:
    """Append an entry and its link in the district's chain. Answers the entry's id."""
    rows = journal(write, instance)
    payload_id, digest = write.payload(new.body)
    row = {
        "instance_id": instance.id,
        "seq": rows[-1].seq + 1 if rows else 1,
        "kind": new.kind,
        "path": new.path,
        "gate": new.gate,
        "form_version": new.form_version,
        "revision": instance.revision,
        "act_date": new.act_date,
        "decided_by": new.decided_by,
        "person_id": new.person_id,
        "capacity": new.capacity,
        "recorded_by": new.recorded_by,
        "recorded_at": write.now,
        "about": new.about,
        "fingerprint": new.fingerprint,
        "of_id": new.of_id,
        "payload_id": payload_id,
        "payload_digest": digest,
    }
    made = write.connection.execute(_ADD_ENTRY, row)
    entry_id = new_id(made)
    write.audit(
        instance.district,
        f"journal.{new.kind}",
        actor=new.recorded_by,
        entry={"id": entry_id, **row},
    )
    rows.append(
        EntryRow(
            id=entry_id,
            seq=int(str(row["seq"])),
            kind=new.kind,
            path=new.path,
            gate=new.gate,
            form_version=new.form_version,
            revision=instance.revision,
            act_date=new.act_date,
            about=new.about,
            fingerprint=new.fingerprint,
            of_id=new.of_id,
            decided_by=new.decided_by,
            person_id=new.person_id,
            capacity=new.capacity,
            recorded_by=new.recorded_by,
            recorded_at=write.now,
            body=new.body,
            live=True,
        )
    )
    return entry_id


def supersede(
    write: Write, instance: InstanceRow, entry_ids: Iterable[int], *, by: int, reason: str
) -> None:
    """The entries of the instance no longer count."""
    rows = [{"entry_id": one, "by_id": by, "reason": reason} for one in entry_ids]
    if rows:
        write.connection.execute(insert(_over), rows)
        instance.forget()


_INSTANCE = select(
    _instance.c.id,
    _instance.c.process,
    _instance.c.district_code,
    _instance.c.period,
    _instance.c.attempt,
    _instance.c.revision,
    _instance.c.status,
    _instance.c.phase,
    _instance.c.outcome,
    _instance.c.started_on,
    _instance.c.finished_on,
)


_INSTANCE_OF = _INSTANCE.where(_instance.c.id == bindparam("instance_id"))


def instance(connection: Connection, instance_id: int) -> InstanceRow | None:
    """The instance, None where there is none of that number."""
    row = connection.execute(_INSTANCE_OF, {"instance_id": instance_id}).first()
    return one(InstanceRow, row)


def instance_in(write: Write, instance_id: int) -> InstanceRow | None:
    """The instance as this transaction knows it: the same object however often it is asked."""
    if instance_id not in write.instances:
        found = instance(write.connection, instance_id)
        if found is None:
            return None
        write.instances[instance_id] = found
    known: InstanceRow = write.instances[instance_id]
    return known


def instances(connection: Connection, *, district: str | None = None) -> list[InstanceRow]:
    """All instances, of one district or of all, oldest first."""
    query = _INSTANCE.order_by(_instance.c.id)
    if district is not None:
        query = query.where(_instance.c.district_code == district)
    return every(InstanceRow, connection.execute(query))


def open_instance(
    connection: Connection, process: str, district: str, period: str
) -> InstanceRow | None:
    """The open instance of the process for the district and period, if there is one."""
    found = connection.scalar(
        select(_instance.c.id).where(
            _instance.c.process == process,
            _instance.c.district_code == district,
            _instance.c.period == period,
            _instance.c.status == "open",
        )
    )
    return instance(connection, found) if found is not None else None


def new_instance(
    write: Write, *, process: str, district: str, period: str, revision: int, phase: str, on: date
) -> InstanceRow:
    """Make an instance; its attempt counts those of the same process, district and period."""
    attempt = 1 + (
        write.connection.scalar(
            select(func.max(_instance.c.attempt)).where(
                _instance.c.process == process,
                _instance.c.district_code == district,
                _instance.c.period == period,
            )
        )
        or 0
    )
    row = {
        "process": process,
        "district_code": district,
        "period": period,
        "attempt": attempt,
        "revision": revision,
        "status": "open",
        "phase": phase,
        "outcome": None,
        "started_on": on,
        "finished_on": None,
    }
    made = write.connection.execute(insert(_instance), row)
    new = InstanceRow(
        new_id(made),
        process,
        district,
        period,
        attempt,
        revision,
        "open",
        phase,
        None,
        on,
        None,
        rows=[],
        gates=[],
    )
    write.instances[new.id] = new
    return new


def open_instances(write: Write, district: str) -> list[InstanceRow]:
    """The open instances of a district as this transaction knows them, oldest first."""
    found = write.connection.scalars(
        select(_instance.c.id)
        .where(_instance.c.district_code == district, _instance.c.status == "open")
        .order_by(_instance.c.id)
    ).all()
    return [row for one in found if (row := instance_in(write, one)) is not None]


def save_instance(write: Write, row: InstanceRow) -> None:
    """Write what of an instance changes: revision, status, phase, outcome, end."""
    write.connection.execute(
        update(_instance)
        .where(_instance.c.id == row.id)
        .values(
            revision=row.revision,
            status=row.status,
            phase=row.phase,
            outcome=row.outcome,
            finished_on=row.finished_on,
        )
    )


_GATE = select(
    _gate.c.id,
    _gate.c.instance_id,
    _gate.c.district_code,
    _gate.c.path,
    _gate.c.gate,
    _gate.c.subject,
    _gate.c.round,
    _gate.c.about,
    _gate.c.unless,
    _gate.c.opened_on,
    _gate.c.opened_at,
    _gate.c.due_on,
    _gate.c.until_on,
    _gate.c.not_by,
    _gate.c.of_id,
    _gate.c.note,
    _gate.c.status,
    _gate.c.closed_at,
    _gate.c.closed_by,
)


# Written out: with a bound value SQLite plans the statement anew each time, to see whether the
# index over open gates serves.
_IS_OPEN = _gate.c.status == literal_column("'open'", Text)
_OPEN = _GATE.where(_IS_OPEN).order_by(_gate.c.id)
_OPEN_IN_DISTRICT = _OPEN.where(_gate.c.district_code == bindparam("district"))
_OPEN_IN_INSTANCE = _OPEN.where(_gate.c.instance_id == bindparam("instance_id"))


def open_gates(
    connection: Connection, *, district: str | None = None, instance_id: int | None = None
) -> list[GateRow]:
    """The open gates and waits of a district, an instance, or all; oldest first."""
    if instance_id is not None:
        rows = connection.execute(_OPEN_IN_INSTANCE, {"instance_id": instance_id})
    elif district is not None:
        rows = connection.execute(_OPEN_IN_DISTRICT, {"district": district})
    else:
        rows = connection.execute(_OPEN)
    return every(GateRow, rows)


def gates_of(write: Write, row: InstanceRow) -> list[GateRow]:
    """The open gates of the instance, read once in a transaction."""
    if row.gates is None:
        row.gates = open_gates(write.connection, instance_id=row.id)
    return row.gates


def past_gates(connection: Connection, instance_id: int) -> list[GateRow]:
    """The ended gates of an instance, newest first."""
    query = _GATE.where(_gate.c.instance_id == instance_id, _gate.c.status != "open")
    return every(GateRow, connection.execute(query.order_by(_gate.c.id.desc())))


def gate_of_entry(connection: Connection, entry_id: int) -> GateRow:
    """The gate that the entry answered; for late paper the one that had lapsed before."""
    said = entry(connection, entry_id)
    query = _GATE.where(
        _gate.c.instance_id
        == select(_entry.c.instance_id).where(_entry.c.id == entry_id).scalar_subquery(),
        _gate.c.path == said.path,
        _gate.c.opened_at <= said.recorded_at,
    )
    found = every(GateRow, connection.execute(query.order_by(_gate.c.id.desc())))
    return next((one for one in found if one.closed_by == entry_id), found[0])


_ADD_GATE = insert(_gate)
_END_GATE = (
    update(_gate)
    .where(_gate.c.id == bindparam("gate_id"))
    .values(
        status=bindparam("status"),
        closed_at=bindparam("closed_at"),
        closed_by=bindparam("closed_by"),
        note=bindparam("note"),
    )
)


@dataclass(frozen=True)
class NewGate:
    """A gate to be opened; a wait for a day has no `gate`."""

    path: str
    gate: str
    opened_on: date
    subject: str | None = None
    round: int | None = None
    about: str | None = None
    unless: str = ""
    due_on: date | None = None
    until_on: date | None = None
    not_by: int | None = None
    of_id: int | None = None
    note: str | None = None


def open_gate(write: Write, instance: InstanceRow, new: NewGate) -> int:
    """Open a gate. Answers its id."""
    row = {
        **vars(new),
        "instance_id": instance.id,
        "district_code": instance.district,
        "opened_at": write.now,
        "status": "open",
        "closed_at": None,
        "closed_by": None,
    }
    made = write.connection.execute(_ADD_GATE, row)
    gate_id = new_id(made)
    if instance.gates is not None:
        instance.gates.append(GateRow(id=gate_id, **row))
    return gate_id


def end_gate(
    write: Write,
    instance: InstanceRow,
    gate: GateRow,
    status: str,
    *,
    by: int | None = None,
    note: str | None = None,
) -> None:
    """End an open gate: answered, lapsed, event, or closed with a note why."""
    values = {"status": status, "closed_at": write.now, "closed_by": by, "note": note or gate.note}
    write.connection.execute(_END_GATE, {"gate_id": gate.id, **values})
    if instance.gates is not None:
        instance.gates = [one for one in instance.gates if one.id != gate.id]


def move_gate(
    write: Write, gate_id: int, *, due_on: date | None = None, until_on: date | None = None
) -> None:
    """Move the due date, or the day until which a gate stays open."""
    moved = {"due_on": due_on, "until_on": until_on}
    values = {name: day for name, day in moved.items() if day is not None}
    write.connection.execute(update(_gate).where(_gate.c.id == gate_id).values(values))


class EffectRow(NamedTuple):
    """A requested effect."""

    id: int
    instance_id: int
    district_code: str
    path: str
    effect: str
    fingerprint: str
    request: int
    inputs: str
    on: date
    status: str
    attempts: int
    claimed_by: str | None
    claim_until: datetime | None
    last_error: str | None
    requested_at: datetime


_EFFECT = select(
    _effect.c.id,
    _effect.c.instance_id,
    _effect.c.district_code,
    _effect.c.path,
    _effect.c.effect,
    _effect.c.fingerprint,
    _effect.c.request,
    _effect.c.inputs,
    _effect.c.on_date,
    _effect.c.status,
    _effect.c.attempts,
    _effect.c.claimed_by,
    _effect.c.claim_until,
    _effect.c.last_error,
    _effect.c.requested_at,
)


_EFFECTS_OF = _EFFECT.where(_effect.c.instance_id == bindparam("instance_id")).order_by(
    _effect.c.id
)


def effects(connection: Connection, instance_id: int) -> list[EffectRow]:
    """All effects that an instance requested, oldest first."""
    rows = connection.execute(_EFFECTS_OF, {"instance_id": instance_id})
    return every(EffectRow, rows)


class EffectState(NamedTuple):
    """Of a requested effect, what an advance looks at."""

    id: int
    path: str
    fingerprint: str
    status: str


_STATES_OF = select(_effect.c.id, _effect.c.path, _effect.c.fingerprint, _effect.c.status).where(
    _effect.c.instance_id == bindparam("instance_id")
)


def effect_states(connection: Connection, instance_id: int) -> list[EffectState]:
    """Where the effects of an instance stand."""
    rows = connection.execute(_STATES_OF, {"instance_id": instance_id}).all()
    return every(EffectState, rows)


def effect(connection: Connection, effect_id: int) -> EffectRow | None:
    """One requested effect."""
    row = connection.execute(_EFFECT.where(_effect.c.id == effect_id)).first()
    return one(EffectRow, row)


# Written out as the index has it, or SQLite reads every effect there ever was.
_IS_OWED = _effect.c.status.in_(
    [literal_column("'waiting'", Text), literal_column("'claimed'", Text)]
)


def waiting_effects(connection: Connection, now: datetime) -> list[EffectRow]:
    """Effects that nobody works on: waiting, or under a claim that has expired."""
    free = and_(_IS_OWED, or_(_effect.c.status == "waiting", _effect.c.claim_until < now))
    return every(EffectRow, connection.execute(_EFFECT.where(free).order_by(_effect.c.id)))


_ADD_EFFECT = insert(_effect)


def request_effect(write: Write, row: dict[str, Any]) -> int:
    """Ask for an effect. Answers the request's id."""
    full = {
        "status": "waiting",
        "attempts": 0,
        "claimed_by": None,
        "claim_until": None,
        "last_error": None,
        "requested_at": write.now,
    } | row
    made = write.connection.execute(_ADD_EFFECT, full)
    return new_id(made)


def set_effect(write: Write, effect_id: int, **values: Any) -> None:  # noqa: ANN401 — column values
    """Write how far an effect got."""
    write.connection.execute(update(_effect).where(_effect.c.id == effect_id).values(values))


def link_child(write: Write, parent_id: int, path: str, child_id: int) -> None:
    """The parent waits at `path` for the child."""
    write.connection.execute(
        insert(_link), {"parent_id": parent_id, "path": path, "child_id": child_id}
    )


def unlink_child(write: Write, parent_id: int, path: str) -> None:
    """The parent no longer waits there."""
    write.connection.execute(
        _link.delete().where(_link.c.parent_id == parent_id, _link.c.path == path)
    )


def parents(connection: Connection, child_id: int) -> Sequence[tuple[int, str]]:
    """Who waits for the child, and where."""
    query = select(_link.c.parent_id, _link.c.path).where(_link.c.child_id == child_id)
    return [(row[0], row[1]) for row in connection.execute(query)]


def children(connection: Connection, parent_id: int) -> Sequence[tuple[str, int]]:
    """Whom the parent waits for, by path."""
    query = select(_link.c.path, _link.c.child_id).where(_link.c.parent_id == parent_id)
    return [(row[0], row[1]) for row in connection.execute(query)]
