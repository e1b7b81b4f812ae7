"""The pack of a meeting: kept as it was sent, and what has changed in its papers since."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError
from sqlalchemy import Connection

from flows.engine.installation import Installation
from flows.meeting.settling import RECORDERS
from registry.queries.document_contents import facts
from registry.queries.documents import DocumentRow, documents
from registry.queries.redaction_parts import PACK
from registry.records.filing import EVIDENCE, NewDocument, keep
from registry.records.rights import who_may_record
from registry.refusals import Refusal
from registry.rules.file_names import safe_file_name
from registry.rules.papers.meeting import MeetingPack, PackPart
from registry.rules.uploads import PDF


class PackSentOnOddDay(Refusal):
    """A pack is sent before its agenda was drafted, or on a day that has not come."""


@dataclass(frozen=True)
class SentPack:
    """A pack as it was sent, on which day, with what it held."""

    row: DocumentRow
    facts: MeetingPack

    @property
    def sent_on(self) -> date:
        """The day on which it was sent."""
        return self.row.own_date


@dataclass(frozen=True)
class MadePack:
    """A pack that was put together: its bytes, and what they are made of."""

    facts: MeetingPack
    content: bytes = field(repr=False)

    @property
    def target(self) -> str:
        """What the log of attempts names: the kept papers that are in it."""
        kept = (str(one.document) for one in self.facts.parts if one.document is not None)
        return f"documents/{','.join(kept)}"


def sent_packs(connection: Connection, instance: int, held_on: date) -> list[SentPack]:
    """What was sent for the meeting of that day, the whole pack first."""
    kept = documents(connection, instance_id=instance)
    found = [_read(connection, one) for one in kept if one.kind == PACK]
    return [one for one in found if one is not None and one.facts.held_on == held_on]


def _read(connection: Connection, row: DocumentRow) -> SentPack | None:
    if row.facts_id is None:
        return None
    try:
        return SentPack(row, MeetingPack.model_validate(facts(connection, row.facts_id)))
    except ValidationError:  # of an earlier release
        return None


def last_sent(packs: Iterable[SentPack]) -> dict[str, tuple[SentPack, PackPart]]:
    """By paper the pack that it was sent in last, and its place there."""
    return {part.paper: (pack, part) for pack in packs for part in pack.facts.parts}


def keep_pack(
    office: Installation, instance: int, district: str, made: MadePack, *,
    agenda_of: date, sent_on: date, recorded_by: str,
) -> int:  # fmt: skip
    """Keep the pack as it was sent; answers its number. Raises MayNot and PackSentOnOddDay."""
    with office.registry.writing(district) as write:
        who = who_may_record(write, recorded_by, district, RECORDERS)
        if not agenda_of <= sent_on <= write.today:
            raise PackSentOnOddDay(
                field="sent_on", value=sent_on, since=agenda_of, today=write.today
            )
        name = safe_file_name(f"{district}-{PACK}-{instance}-{sent_on}.pdf", empty=PACK)
        new = NewDocument(
            kind=PACK,
            file_name=name,
            media_type=PDF,
            own_date=sent_on,
            content=made.content,
            content_hash=hashlib.sha256(made.content).hexdigest(),
            status=EVIDENCE,
            facts=made.facts.model_dump(mode="json"),
            attested_by=who.id,
        )
        return keep(write, district, instance, None, new)


def page_span(parts: Sequence[PackPart], paper: str) -> str:
    """The pages of a paper in a pack: "3" or "3–5"."""
    part = next(one for one in parts if one.paper == paper)
    last = part.starts + part.pages - 1
    return str(part.starts) if last == part.starts else f"{part.starts}–{last}"
