"""Effects requested, claimed, done."""

from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    select,
    update,
)

from registry.journal.rows import EffectRow, EffectState
from registry.models import (
    EffectRequest,
    table_of,
)
from registry.models.journal import OWED
from registry.prepared_statements import PreparedQuery, PreparedStatement, Question, adding
from registry.process_names import is_surely_dead
from registry.rows import every
from registry.transaction import Write

_effect = table_of(EffectRequest)

_EFFECT = select(_effect)  # its columns stand as EffectRow has them
_EFFECTS_OF = _EFFECT.where(_effect.c.instance_id == bindparam("instance_id")).order_by(
    _effect.c.id
)


def effects(connection: Connection, instance_id: int) -> list[EffectRow]:
    """All effects that an instance requested, oldest first."""
    rows = connection.execute(_EFFECTS_OF, {"instance_id": instance_id})
    return every(EffectRow, rows)


_STATES_OF = PreparedQuery(
    select(_effect.c.id, _effect.c.path, _effect.c.fingerprint, _effect.c.status).where(
        _effect.c.instance_id == bindparam("instance_id")
    )
)


def effect_states(write: Write, instance_id: int) -> list[EffectState]:
    """Where the effects of an instance stand, as kept or as they came with its lock."""
    kept = write.kept.answers
    known: list[EffectState] | None = kept.effects(instance_id)
    if known is None:
        known = write.effects.pop(instance_id, None)
        if known is None:
            asked = states_asked(instance_id)
            known = asked.made(asked.query.rows(write.connection, asked.values))
        kept.keep_effects(instance_id, known)
    return known


def states_asked(instance_id: int) -> Question[list[EffectState]]:
    """The question where the effects of an instance stand."""
    return Question(_STATES_OF, {"instance_id": instance_id}, partial(every, EffectState))


def effect(connection: Connection, effect_id: int) -> EffectRow | None:
    """One requested effect."""
    rows = _ONE_EFFECT.rows(connection, {"effect_id": effect_id})
    return next(iter(every(EffectRow, rows)), None)


_ONE_EFFECT = PreparedQuery(_EFFECT.where(_effect.c.id == bindparam("effect_id")))


def is_free(row: EffectRow, now: datetime) -> bool:
    """Whether anybody may take it up: it waits, or whoever claimed it is past time, or dead."""
    if row.status != "claimed":
        return row.status == "waiting"
    past_time = row.claim_until is not None and row.claim_until < now
    return past_time or is_surely_dead(row.claimed_by or "")


def waiting_effects(connection: Connection, now: datetime) -> list[EffectRow]:
    """Effects that nobody works on, oldest first."""
    return [row for row in _unfinished(connection) if is_free(row, now)]


def claimed_effects(connection: Connection, now: datetime) -> list[EffectRow]:
    """Effects under a claim that still holds, oldest first."""
    return [row for row in _unfinished(connection) if not is_free(row, now)]


def _unfinished(connection: Connection) -> list[EffectRow]:
    return every(EffectRow, _UNFINISHED.rows(connection, {}))


_UNFINISHED = PreparedQuery(
    # OWED: the words of the index.
    _EFFECT.where(OWED, _effect.c.status != "failed").order_by(_effect.c.id)
)


_ADD_EFFECT = adding(_effect, without=("claimed_by", "claim_until", "last_error"))


def request_effect(write: Write, row: dict[str, Any]) -> int:
    """Ask for an effect. Answers the request's id."""
    write.effects.clear()
    full = {"status": "waiting", "attempts": 0, "requested_at": write.now} | row
    number = _ADD_EFFECT.add(write.connection, full)
    known = write.kept.answers.effects(row["instance_id"])
    if known is not None:
        known.append(EffectState(number, row["path"], row["fingerprint"], "waiting"))
    return number


def set_effect(write: Write, effect_id: int, **values: Any) -> None:  # noqa: ANN401 — column values
    """Write how far an effect got."""
    write.effects.clear()
    write.kept.answers.drop_effects()
    said = {"effect_id": effect_id, **values}
    _change_of(frozenset(values)).run(write.connection, said)


@cache
def _change_of(columns: frozenset[str]) -> PreparedStatement:
    """What writes these columns of one effect."""
    one = update(_effect).where(_effect.c.id == bindparam("effect_id"))
    return PreparedStatement(one.values({name: bindparam(name) for name in sorted(columns)}))
