"""Where texts stand in what was recorded: journals, the audit, papers, gates, effects.

Registers of people, offices and orders are not looked through: their facts are superseded,
never edited, and hold no field for anybody's story.
"""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from registry.models import (
    Audit,
    Document,
    EffectRequest,
    Instance,
    OpenGate,
    Payload,
    table_of,
)
from registry.queries.recorded_history import WITH_WORDS, WORDS_OF, part_of_history
from registry.queries.redaction_parts import (
    INPUTS,
    LAST_ERROR,
    OF_ENTRIES,
    OF_PAPERS,
    entry_part_of_row,
    gate_digest,
    name_part,
)
from registry.rows import AnyRow
from registry.rules.plain_values import Json
from registry.rules.redaction import (
    Path,
    RedactionPart,
    copies,
    holds,
    part_copies,
    part_traces,
    says_part,
    traces,
)
from registry.seals import SEALED

KEPT = "document.kept"  # what `verify` reads: digests, and no text of anybody's
_audit, _payload = table_of(Audit), table_of(Payload)
_instance, _document, _gate = table_of(Instance), table_of(Document), table_of(OpenGate)
_effect = table_of(EffectRequest)

_OF_AUDIT = (
    select(_payload.c.id, _payload.c.body, _audit.c.payload_digest)
    .join(_audit, _audit.c.payload_id == _payload.c.id)
    .where(_audit.c.action.not_in((SEALED, KEPT)))
    .order_by(_payload.c.id)
)


@dataclass(frozen=True)
class Likeness:
    """What counts as saying the same: of a text, of a value its places, and a sieve before both."""

    of_text: Callable[[str, Collection[str]], bool]
    places: Callable[[Json, Collection[str]], tuple[Path, ...]]
    traces: Callable[[str], frozenset[str]]


SAME = Likeness(holds, copies, traces)
PARTLY = Likeness(says_part, part_copies, part_traces)


def found_again(
    connection: Connection, area: str, wanted: Collection[str], like: Likeness = SAME
) -> Iterator[RedactionPart]:
    """All places of the district (and of its province's chain) that say the same."""
    if not wanted:
        return
    seek = _Seeker(connection, area, wanted, like)
    yield from seek.in_payloads()
    yield from seek.in_names()
    yield from seek.in_gates()
    yield from seek.in_effects()


@dataclass(frozen=True)
class _Seeker:
    """Looks through the record of an area for what says the texts."""

    connection: Connection
    area: str
    wanted: Collection[str]
    like: Likeness

    def in_payloads(self) -> Iterator[RedactionPart]:
        for row, fields in self._saying(OF_ENTRIES.where(_instance.c.district_code == self.area)):
            yield entry_part_of_row(row, fields)
        of_audit = _OF_AUDIT.where(_audit.c.area_code.in_((self.area, self.area[:2])))
        for row, fields in self._saying(of_audit):
            yield RedactionPart(
                kind="payload", ref=str(row.id), digest=row.payload_digest, fields=fields
            )
        for name, query in WORDS_OF.items():
            of_area = query.where(WITH_WORDS[name].c.district_code == self.area)
            for row, fields in self._saying(of_area):
                yield part_of_history(row, fields)
        for row, fields in self._saying(OF_PAPERS.where(_document.c.district_code == self.area)):
            yield RedactionPart(
                kind="payload",
                ref=str(row.id),
                digest=row.content_hash,
                fields=fields,
                document=row.document_id,
            )

    def in_names(self) -> Iterator[RedactionPart]:
        rows = self.connection.execute(
            select(_document).where(
                _document.c.district_code == self.area,
                self._sieve(_document.c.file_name, plain=True),
            )
        )
        for row in rows:
            if self.like.of_text(row.file_name, self.wanted):
                yield name_part(row.id, row.sha256, row.instance_id)

    def in_gates(self) -> Iterator[RedactionPart]:
        query = select(_gate).where(
            _gate.c.district_code == self.area, self._sieve(_gate.c.note, plain=True)
        )
        for row in self.connection.execute(query):
            if self.like.of_text(row.note, self.wanted):
                yield RedactionPart(
                    kind="note", ref=str(row.id), digest=gate_digest(row), instance=row.instance_id
                )

    def in_effects(self) -> Iterator[RedactionPart]:
        says = or_(self._sieve(_effect.c.inputs), self._sieve(_effect.c.last_error, plain=True))
        query = select(_effect).where(_effect.c.district_code == self.area, says)
        for row in self.connection.execute(query):
            inputs = self.like.places(json.loads(row.inputs), self.wanted)
            fields = [(INPUTS, *path) for path in inputs]
            if row.last_error is not None and self.like.of_text(row.last_error, self.wanted):
                fields.append(LAST_ERROR)
            if fields:
                yield RedactionPart(
                    kind="effect",
                    ref=str(row.id),
                    digest=row.fingerprint,
                    fields=tuple(fields),
                    instance=row.instance_id,
                )

    def _saying(self, query: Select[*tuple[Any, ...]]) -> Iterator[tuple[AnyRow, tuple[Path, ...]]]:
        sieved = query.where(self._sieve(_payload.c.body))
        for row in self.connection.execute(sieved).all():
            if fields := self.like.places(json.loads(row.body), self.wanted):
                yield row, fields

    def _sieve(self, column: ColumnElement[str], *, plain: bool = False) -> ColumnElement[bool]:
        """What holds none of the texts need not be read."""
        held = sorted({trace for one in self.wanted for trace in self.like.traces(one)})
        said = held if plain else [json.dumps(one, ensure_ascii=False)[1:-1] for one in held]
        return or_(*(column.contains(one, autoescape=True) for one in said))
