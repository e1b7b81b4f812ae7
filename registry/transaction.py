"""One reading of the registry; one writing transaction, with the chains that it holds locked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    bindparam,
    func,
    select,
    update,
)

from config.clock import bangkok_day
from registry.kept_state import KeptState, KnownHead
from registry.ledger import canonical, link_digest, new_salt, payload_digest
from registry.models import Audit, ChainHead, Payload, table_of
from registry.prepared_statements import (
    PreparedQuery,
    PreparedStatement,
    Question,
    adding,
    pipeline_on,
)
from registry.rules.plain_values import Json

COUNTRY = "TH"
PROVINCE_CODE, DISTRICT_CODE = 2, 4  # digits: a province's begin those of its districts
FACTS_ALONE = "registry.facts"
_heads = table_of(ChainHead)
_audit = table_of(Audit)
_payload = table_of(Payload)
_LOCK = PreparedQuery(
    select(_heads.c.seq, _heads.c.digest)
    .where(_heads.c.area_code == bindparam("area"))
    .with_for_update()
)
_MOVE_HEAD = PreparedStatement(
    update(_heads)
    .where(_heads.c.area_code == bindparam("area"))
    .values(seq=bindparam("new_seq"), digest=bindparam("new_digest"))
)
_ADD_PAYLOAD = adding(_payload, without=("redaction_id", "left_salt"))
_ADD_LINK = adding(_audit)


class ChainLink(NamedTuple):
    """A link that is not written yet: the columns that its digest is over, and its payload."""

    chained: dict[str, Any]
    payload_id: int | None


def lock_order(area: str) -> tuple[int, str]:
    """Country, provinces, districts, each in code order."""
    return (0 if area == COUNTRY else len(area), area)


@dataclass
class Write:
    """One writing transaction: its connection, its instant, the chains it holds locked."""

    connection: Connection
    now: datetime
    account: str
    exclusive: bool = False  # SQLite: nobody else writes while this transaction is open
    kept: KeptState = field(default_factory=KeptState)
    heads: dict[str, KnownHead] = field(default_factory=dict)
    instances: dict[int, Any] = field(default_factory=dict)  # registry.journal's, by id
    gates: dict[str, Any] = field(default_factory=dict)  # open as a district was locked, until used
    events: dict[str, date | None] = field(default_factory=dict)  # the first to be told, likewise
    effects: dict[int, Any] = field(default_factory=dict)  # as an instance was locked, until used
    entered: dict[str, datetime | None] = field(default_factory=dict)  # the last event, likewise
    facts: dict[str, dict[str, str]] = field(default_factory=dict)  # registry.fact_digests'
    hears_until: date | None = None  # among several decisions: the day of the next one
    link: ChainLink | None = None  # the last one, until all that is written with it is known

    @cached_property
    def today(self) -> date:
        """The day of the recording, in Thailand."""
        return bangkok_day(self.now)

    @property
    def districts(self) -> list[str]:
        """The districts that are locked."""
        return [area for area in self.heads if len(area) == DISTRICT_CODE]

    def lock(self, *areas: str) -> None:
        """Lock the areas' chains. Locks are only ever taken upwards in lock order."""
        for area in sorted((a for a in areas if a not in self.heads), key=lock_order):
            ((seq, digest),) = _LOCK.rows(self.connection, {"area": area})
            self.hold(area, seq, digest)

    def hold(self, area: str, seq: int, digest: str) -> None:
        """Keep the head of a chain that was just locked, unless it is held already."""
        if area in self.heads:
            return
        if any(lock_order(area) < lock_order(held) for held in self.heads):
            msg = f"locks out of order: {area} after {sorted(self.heads)}"
            raise RuntimeError(msg)
        self.heads[area] = KnownHead(seq, digest, digest)
        if (pipeline := pipeline_on(self.connection)) is not None:
            pipeline.forget_numbers()

    def wait_for_like(self, word: str) -> None:
        """Wait until no other transaction is at the same word; from here on others wait for this.

        SQLite has one writer at a time.
        """
        if not self.exclusive:
            number = func.hashtextextended(word, 0)
            self.connection.execute(select(func.pg_advisory_xact_lock(number)))

    def payload(self, body: Json) -> tuple[int, str]:
        """Keep a payload; answers its id and salted digest."""
        return self.payload_of(canonical(body))

    def payload_of(self, text: str) -> tuple[int, str]:
        """The same of a payload that stands as canonical JSON already."""
        salt = new_salt()
        payload_id = _ADD_PAYLOAD.add(self.connection, {"body": text, "salt": salt})
        return payload_id, payload_digest(salt, text)

    def audit(
        self,
        area: str,
        action: str,
        *,
        actor: int | None,
        body: Json = None,
        entry: dict[str, Any] | None = None,
    ) -> None:
        """Append a link to the area's chain: over `entry`'s columns, or a payload of its own."""
        payload_id: int | None = None
        if entry is None:
            payload_id, digest = self.payload(body)
        else:
            digest = link_digest("", entry)
        self.write_link()
        last = self.heads[area]
        last.seq, last.changed = last.seq + 1, True
        chained: dict[str, Any] = {
            "area_code": area,
            "seq": last.seq,
            "at": self.now,
            "actor": actor,
            "account": self.account,
            "action": action,
            "entry_id": entry["id"] if entry else None,
            "payload_digest": digest,
        }
        self.link = ChainLink(chained, payload_id)

    def write_link(self) -> None:
        """Write the last link, with the digests of the facts written since the one before.

        It waits that long because what an entry means is written after it.
        """
        if self.link is None:
            return
        (chained, payload_id), self.link = self.link, None
        if self.facts:
            chained["facts"], self.facts = canonical(self.facts), {}
        last = self.heads[chained["area_code"]]
        last.digest = link_digest(last.digest, chained)
        more = {"facts": None, "payload_id": payload_id, "digest": last.digest}
        _ADD_LINK.add(self.connection, {**more, **chained})

    def write_heads(self) -> None:
        """Write the last link and the heads that moved. Done once, just before the commit.

        Who is known is told here of what changed: after the commit the connection is another's.
        """
        if self.facts and self.link is None:
            if not self.heads:
                self.lock(COUNTRY)
            self.audit(max(self.heads, key=lock_order), FACTS_ALONE, actor=None)
        self.write_link()
        for area, last in self.heads.items():
            if last.changed:
                moved = {"area": area, "new_seq": last.seq, "new_digest": last.digest}
                _MOVE_HEAD.run(self.connection, moved)
        self.kept.forget_changed_people()

    def of_people(self, *several: Question[Any]) -> list[Any]:
        """The answers to questions about people and their offices, as they were asked before."""
        return self.kept.of_people(self.connection, *several)

    def keep(self) -> None:
        """Let the process keep journals as this transaction left them; after its commit."""
        self.kept.keep(self.heads, self.instances.values())


def areas_of(district: str) -> Sequence[str]:
    """The district and what it lies in, in lock order."""
    return (COUNTRY, district[:PROVINCE_CODE], district)
