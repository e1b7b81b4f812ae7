"""Seals: all chain heads of a day in one digest, each chained to the seal before it.

The digest of the newest seal is printed and kept outside the machine: whoever rewrites a
chain, and its head with it, cannot rewrite what was written down elsewhere.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, case, func, insert, select

from registry.ledger import GENESIS, link_digest
from registry.models import ChainHead, Seal, table_of
from registry.prepared_statements import PreparedQuery
from registry.queries.registry_identity import registry_kind
from registry.rows import columns_of
from registry.rules.clock_doubt import is_doubtful
from registry.store import Registry
from registry.transaction import COUNTRY, Write

SEALED = "registry.sealed"
_heads = table_of(ChainHead)
_seal = table_of(Seal)


@dataclass(frozen=True)
class SealRow:
    """A seal. `digest` is the head that is kept outside; `heads` counts the chains in it."""

    day: date
    heads: int
    heads_digest: str
    digest: str
    recorded_at: datetime


_SEALS = select(*columns_of(SealRow, _seal)).order_by(_seal.c.id)


def seals(connection: Connection) -> list[SealRow]:
    """All seals, oldest first."""
    return [SealRow(*row) for row in connection.execute(_SEALS)]


def last_sealed(connection: Connection) -> datetime | None:
    """When a sweep last sealed the registry, None for never."""
    return next((row[0] for row in _NEWEST.rows(connection, {})), None)


_NEWEST = PreparedQuery(select(_seal.c.recorded_at).order_by(_seal.c.id.desc()).limit(1))


def sealed_far_from(connection: Connection, now: datetime) -> datetime | None:
    """When the registry was last sealed, where `now` is too far from it to be believed.

    None where the clock is not doubted: a demo's story and a simulation have clocks of their own.
    """
    sealed = last_sealed(connection)
    if sealed is None or not is_doubtful(now, sealed):
        return None
    return sealed if registry_kind(connection) == "real" else None


def seal(registry: Registry) -> SealRow:
    """Seal today (in Thailand) unless it is sealed: one seal, however many days went without.

    Holds every chain for the moment it takes, so that no write is half inside.
    """
    with registry.writing() as write:
        _hold_every_chain(write)
        before = seals(write.connection)
        for done in before:
            if done.day == write.today:
                return done
        made = _sealed(write, before[-1].digest if before else GENESIS)
        write.connection.execute(insert(_seal), vars(made))
        # The link says up to where the seal reaches, and that there is one.
        body = {"day": made.day.isoformat(), "digest": made.digest}
        write.audit(COUNTRY, SEALED, actor=None, body=body)
        return made


def heads_digest(heads: Iterable[tuple[str, int, str]]) -> str:
    """One digest of (area, number of its last link, digest of it), in the order of areas."""
    lines = "\n".join(f"{area} {seq} {digest}" for area, seq, digest in sorted(heads))
    return hashlib.sha256(lines.encode()).hexdigest()


def seal_digest(previous: str, row: SealRow) -> str:
    """The digest of a seal over the one before it and its own columns."""
    own = {
        "day": row.day,
        "heads": row.heads,
        "heads_digest": row.heads_digest,
        "recorded_at": row.recorded_at,
    }
    return link_digest(previous, own)


def _hold_every_chain(write: Write) -> None:
    area = _heads.c.area_code
    in_lock_order = case((area == COUNTRY, 0), else_=func.length(area)), area
    write.connection.execute(select(area).order_by(*in_lock_order).with_for_update()).all()
    write.lock(COUNTRY)


def _sealed(write: Write, previous: str) -> SealRow:
    moved = select(_heads.c.area_code, _heads.c.seq, _heads.c.digest).where(_heads.c.seq > 0)
    heads = [(row.area_code, row.seq, row.digest) for row in write.connection.execute(moved)]
    bare = SealRow(write.today, len(heads), heads_digest(heads), "", write.now)
    return SealRow(bare.day, bare.heads, bare.heads_digest, seal_digest(previous, bare), write.now)
