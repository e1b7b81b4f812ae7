"""Redact: what should never have been recorded is taken out by two people, with a reason.

The first asks, the second confirms at a standing gate. What is taken are texts of answers and
reasons, names of files, papers; and every copy of them that the district's record holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import Connection

from config.words import Sentence, both
from flows.decisions.confirmation import ActOfTwo, RequestMade
from flows.decisions.free_texts import free_copies
from flows.decisions.redaction_aim import Aim, parts_aimed_at, parts_named, place_of
from flows.decisions.withdraw import reason_given
from flows.engine.advance import advance
from flows.engine.days import bring_to_date
from flows.engine.installation import Installation
from flows.engine.remainder import unconsumed
from flows.engine.run import replay
from flows.engine.standing_gates import CONFIRM_REDACTION
from flows.engine.typed_journal import journal_of
from registry.journal import (
    EntryRow,
    InstanceRow,
    entries,
    instance,
    instance_in,
)
from registry.queries.redactions import RequestRow, request, requests
from registry.records.acts_of_two import SecondAnswer
from registry.records.redaction_list import keep_list, lines_of, list_file
from registry.records.redactions import answer_request, ask_for, take_out, texts_sought
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.redaction import RedactionPart, blanked, merged
from registry.rules.rights import Verb
from registry.transaction import Write


class RedactionWaits(Refusal):
    """It is asked already that all of it be taken out."""


class WouldStopProcess(Refusal):
    """An open process rests on the text: the decision is withdrawn first."""


@dataclass(frozen=True)
class RedactionRequest:
    """What became of a request: its number, and the gate where another person confirms it.

    `instance` and `path` are None where nothing was ever started in the area.
    """

    number: int
    area: str
    instance: int | None
    path: str | None
    parts: tuple[RedactionPart, ...]


def preview(desk: Installation, aim: Aim) -> tuple[RedactionPart, ...]:
    """All that would be taken, copies too. Writes nothing; refuses what `ask` refuses."""
    with desk.registry.reading() as connection:
        area, _ = place_of(connection, aim)
        parts = parts_aimed_at(desk, connection, aim, area)
        refuse_if_it_stops(desk, connection, parts)
        return parts


def ask(desk: Installation, aim: Aim, *, reason: str, recorded_by: str) -> RedactionRequest:
    """Ask for a redaction, which another person who may redact then confirms or refuses.

    Raises NothingToRedact, NoSuchEntry, NoSuchPaper, NoSuchText, NotFreeText, NoPartlyCopy,
    SeveralAreas, RedactionWaits, WouldStopProcess, MayNot, ReasonMissing. Changes nothing of what
    is recorded.
    """
    reason = reason_given(desk, reason)
    with desk.registry.reading() as connection:
        area, _ = place_of(connection, aim)
    with desk.registry.writing(area) as write:
        who = who_may(write, recorded_by, Verb.REDACT, area)
        bring_to_date(desk, write, area)
        _, gate_at = place_of(write.connection, aim)
        parts = parts_aimed_at(desk, write.connection, aim, area)
        _refuse_asked(write.connection, area, parts)
        refuse_if_it_stops(desk, write.connection, parts)
        number = ask_for(
            write,
            area,
            gate_at,
            first=who.id,
            reason=reason,
            parts=parts,
            sought=parts_named(desk, write.connection, aim),
            with_copies=aim.copies,
        )
        path = REDACTION.open_gate(desk, write, gate_at, RequestMade(number, who.id))
        return RedactionRequest(number, area, gate_at, path, parts)


def _refuse_asked(connection: Connection, area: str, parts: Sequence[RedactionPart]) -> None:
    """Raises RedactionWaits where one request, still to be answered, names all of the parts."""
    for asked in requests(connection, area):
        if all(one in asked.parts for one in parts):
            raise RedactionWaits(number=asked.number, first=asked.first.name)


def waits_line(asked: RequestRow) -> Sentence:
    """A request in a line."""
    first, reason = asked.first.name, asked.reason
    return both("redaction.waits", number=asked.number, first=first, reason=reason)


def _answer(desk: Installation, write: Write, asked: RequestRow, said: SecondAnswer) -> None:
    """Confirmed, the text is taken out, with the copies that have come since it was asked for.

    Open processes go on from what is left.
    """
    if not said.confirmed:
        answer_request(write, asked, said)
        return
    parts = _parts_now(desk, write.connection, asked)
    refuse_if_it_stops(desk, write.connection, parts)
    take_out(
        write,
        asked.area,
        parts,
        first=asked.first.id,
        second=said.second,
        reason=asked.reason,
        sought=asked.sought,
    )
    answer_request(write, asked, said)
    for row in _touched(write, parts, asked.area):
        row.forget()  # it had read the texts that are gone now
        advance(desk, write, row)
    # Before the commit: without its line a restored backup would bring the text back, and a line
    # too many names what two people have agreed to take out.
    keep_list(list_file(desk.registry, desk.settings.home), lines_of(write.connection))


def _parts_now(
    desk: Installation, connection: Connection, asked: RequestRow
) -> tuple[RedactionPart, ...]:
    if not asked.with_copies:
        return asked.parts
    texts = texts_sought(connection, asked.parts, asked.sought)
    return merged((*asked.parts, *free_copies(desk, connection, asked.area, texts)))


def _touched(write: Write, parts: Sequence[RedactionPart], area: str) -> Iterator[InstanceRow]:
    for instance_id in sorted({part.instance for part in parts if part.instance is not None}):
        row = instance_in(write, instance_id)
        if row is not None and row.status == "open" and row.district == area:
            yield row


def refuse_if_it_stops(
    desk: Installation, connection: Connection, parts: Sequence[RedactionPart]
) -> None:
    """Raises WouldStopProcess where an open process could not go on from what would be left.

    An open process rests on the text where people have decided on a draft that was made of it.
    They withdraw that decision first; then a draft without the text is made.
    """
    taken = {part.entry: part.fields for part in parts if part.entry is not None}
    touched = {part.instance for part in parts if part.entry is not None}
    for instance_id in sorted(one for one in touched if one is not None):
        row = instance(connection, instance_id)
        if row is None or row.status != "open":
            continue
        rows = entries(connection, instance_id)
        left = [
            one._replace(body=blanked(one.body, taken[one.id])) if one.id in taken else one
            for one in rows
        ]
        # An instance that an incident holds already is no reason to keep the text.
        if _goes_on(desk, row, rows) and not _goes_on(desk, row, left):
            raise WouldStopProcess(field="--field", instance=instance_id)


def _goes_on(desk: Installation, row: InstanceRow, rows: list[EntryRow]) -> bool:
    try:
        remembered = journal_of(desk, row, rows)
    except (ValidationError, ValueError, TypeError, Refusal):
        return False
    found = replay(desk.declared.processes[row.process], remembered)
    return found.error is None and not unconsumed(remembered, found)


REDACTION = ActOfTwo(
    gate=CONFIRM_REDACTION,
    prefix="!redact/",
    verb=Verb.REDACT,
    find=request,
    areas=lambda _, __, asked: (asked.area,),
    fits=lambda desk, write, asked: refuse_if_it_stops(desk, write.connection, asked.parts),
    answer=_answer,
    says=waits_line,
)
