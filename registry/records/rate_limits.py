"""How often something may be done within a time, whichever desk is asked.

Counted in the registry, so that several desks count as one. Whence is a digest only.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from registry.models import RateHit
from registry.queries.registry_identity import registry_id
from registry.records.secrets import keyed_digest
from registry.store import Registry
from registry.transaction import Write

LONGEST = timedelta(hours=1)  # each hit is kept so long: no limit may count further back


@dataclass(frozen=True)
class RateLimit:
    """So many within any such time, an hour at most."""

    hits: int
    within: timedelta

    def __post_init__(self) -> None:
        if self.within > LONGEST:
            msg = f"hits are kept for {LONGEST}, and this limit counts {self.within}"
            raise ValueError(msg)


TRIES_OF_ADDRESS = RateLimit(30, timedelta(minutes=1))  # at passwords, links and tokens


def hit(registry: Registry, limit: RateLimit, what: str) -> bool:
    """Count one more; answers whether the limit lets it through. What it refuses counts for none.

    A flood is refused by reading alone: it keeps nobody else from writing.
    """
    with registry.reading() as connection:
        key = registry_id(connection)
        digest = keyed_digest(key, f"rate {what}")
        since = registry.clock.now() - limit.within
        if _hits(connection, digest, since) >= limit.hits:
            return False
    with registry.writing() as write:
        write.wait_for_like(digest)  # two desks at once: the second counts the first
        if _hits(write.connection, digest, write.now - limit.within) >= limit.hits:
            return False
        write.connection.execute(insert(RateHit), {"key_digest": digest, "at": write.now})
    return True


def forget_hits(write: Write) -> None:
    """Forget what no limit counts any more."""
    write.connection.execute(delete(RateHit).where(RateHit.at < write.now - LONGEST))


def _hits(connection: Connection, digest: str, since: datetime) -> int:
    query = select(func.count()).where(RateHit.key_digest == digest, RateHit.at > since)
    return connection.scalar(query) or 0
