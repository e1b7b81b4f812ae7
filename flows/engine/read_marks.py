"""The mark of what is read at a gate: whoever confirms what another recorded names what they read.

It is told from the registry as it stands whenever it is asked for, and stored with no gate: one
that an earlier release opened has its mark too. Another proposal, another answer or another scan
has another mark, however alike the two read. Of answers it is made of the salted digests of their
payloads: it tells whoever may not read a text nothing about it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from sqlalchemy import Connection

from flows.engine.answers import Answers, CurrentAnswer, answer_of
from flows.engine.gate import Answer
from flows.engine.installation import Declarations, Installation, Reads
from flows.engine.offers import GateContext
from flows.engine.standing_gates import STANDING_PREFIX
from registry.journal import EntryRow, GateRow, entries, payload_digests
from registry.ledger import fingerprint
from registry.queries.classified_papers import NAMED
from registry.queries.documents import documents
from registry.rules.plain_values import Json

LENGTH = 16  # of its figures and letters: it is typed on the command line
Rows: TypeAlias = Iterable[EntryRow]


def read_first(declared: Declarations, key: str) -> bool:
    """Whether an answer at the gate of that key has to name what was read there."""
    gate = declared.gates.get(key)
    return gate is not None and declared.recording(gate).reads is not None


def mark_read(declared: Declarations, asked: GateRow, at: GateContext) -> str | None:
    """The mark of what is read at the gate; None where nothing that another recorded is."""
    gate = declared.gates.get(asked.gate)
    reads = declared.recording(gate).reads if gate is not None else None
    return mark_of(reads(at)) if reads is not None else None


def mark_of(read: Json) -> str | None:
    """The mark of what was read; None of nothing."""
    return None if read is None else fingerprint(read)[:LENGTH]


def mark_at(
    connection: Connection, declared: Declarations, asked: GateRow, rows: list[EntryRow], on: date
) -> str | None:
    """The mark of what is read at the gate, by the journal of its instance."""
    if not read_first(declared, asked.gate):
        return None
    answers = Answers(rows, declared.gates)
    at = GateContext(
        connection, asked.instance_id, asked.district_code, on, answers, asked.path, asked.about
    )
    return mark_read(declared, asked, at)


def named_as_read(office: Installation, connection: Connection, asked: GateRow) -> str | None:
    """What an answer at the gate names as read: that mark, else the content hash of its draft."""
    declared, today = office.declared, office.registry.today
    if not read_first(declared, asked.gate):
        return asked.about
    rows = entries(connection, asked.instance_id)
    return mark_at(connection, declared, asked, rows, today) or asked.about


def reads_answer(form: type[Answer]) -> Reads:
    """What is read where the last answer in that form is to be confirmed."""

    def read(at: GateContext) -> Json:
        said = at.answers.last(form)
        return None if said is None else entries_read(at, of_answer(said))

    return read


def of_answer(said: CurrentAnswer[Answer]) -> list[EntryRow]:
    """The entries that tell an answer: its decision, and the correction that counts."""
    return [said.decision, said.record]


def answer_in(at: GateContext, decision: EntryRow) -> list[EntryRow]:
    """The same of a decision of the instance."""
    gate = at.answers.gates[decision.gate or ""]
    return of_answer(answer_of(at.entries, decision, gate))


def entries_read(at: GateContext, rows: Rows) -> Json:
    """What these entries tell: their payloads, their scans, and the papers named in their place."""
    told = {one.id: one for one in rows}
    papers = documents(at.connection, instance_id=at.instance)
    scans: list[Json] = [[one.id, one.content_hash] for one in papers if one.entry in told]
    return {
        "about": at.about,
        "told": _payloads(at.connection, told.values()),
        "scans": scans,
        "classified": [_payloads(at.connection, one) for one in _named(at, told.values())],
    }


def _payloads(connection: Connection, rows: Rows) -> Json:
    digests = payload_digests(connection, {one.id for one in rows})
    return [[number, digests[number]] for number in sorted(digests)]


def _named(at: GateContext, rows: Rows) -> Iterator[list[EntryRow]]:
    """What the register says now of each classified paper that the entries name."""
    gates = at.answers.gates
    for number in sorted({int(one) for row in rows for one in row.body.get(NAMED, ())}):
        kept = entries(at.connection, number)
        given = Answers(kept, gates).to(Answer)
        said = (one for one in given if not one.path.startswith(STANDING_PREFIX))
        yield [row for one in said for row in of_answer(one)]
