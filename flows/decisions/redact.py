"""Redact: what should never have been recorded is taken out by two people, with a reason.

The first asks, the second confirms at a standing gate. What is taken are texts of answers and
reasons, names of files, papers; and every copy of them that the district's record holds.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import Connection

from flows.decisions.confirmation import open_confirmation
from flows.decisions.frozen import gate_answered
from flows.decisions.refusals import UnknownInstance
from flows.decisions.withdraw import reason_given
from flows.engine.advance import advance, journal_of, record_lapses
from flows.engine.gate import read_answer
from flows.engine.office import Office
from flows.engine.run import replay, unconsumed
from flows.engine.standing_gates import CONFIRM_REDACTION
from registry.journal import (
    EntryRow,
    InstanceRow,
    entries,
    instance,
    instance_in,
    instances,
)
from registry.queries.documents import DocumentRow, document
from registry.queries.recorded_history import past_area, past_body, past_part
from registry.queries.recorded_texts import entry_part, found_again, paper_parts, texts_of
from registry.queries.redactions import RequestRow, request
from registry.records.redaction_list import keep_list, lines_of, list_file
from registry.records.redactions import ask_for, end_request, refuse, take_out
from registry.records.rights import who_may
from registry.records.two_people import Confirming, FirstHand, refuse_one_person
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.redaction import ANSWER, Path, RedactionPart, at, blanked, is_key, texted, under
from registry.rules.rights import Subject, Verb
from registry.transaction import Write

PREFIX = "!redact/"
BESIDE = "body."


class NothingToRedact(Refusal):
    """Neither a field nor a paper is named, or nothing is left of it."""

    code = "nothing_to_redact"


class NoSuchEntry(Refusal):
    """The instance has no entry of that number."""

    code = "no_such_entry"


class NoSuchPaper(Refusal):
    """No paper of that number."""

    code = "no_such_paper"


class NoSuchPast(Refusal):
    """No row of that number in any committee's history."""

    code = "no_such_past"


class NoSuchText(Refusal):
    """The entry has no text of that name."""

    code = "no_such_text"


class NotFreeText(Refusal):
    """The field is a choice, a date or a key: it names nobody, and the process goes by it."""

    code = "not_free_text"


class SeveralAreas(Refusal):
    """What is named lies in several districts: each is asked for by itself."""

    code = "several_areas"


class WouldStopProcess(Refusal):
    """An open process rests on the text: the decision is withdrawn first."""

    code = "would_stop_process"


class NoSuchRequest(Refusal):
    """No redaction of that number is waiting."""

    code = "no_such_request"


class SettledAtGate(Refusal):
    """The request stands at a gate, and is confirmed or refused there."""

    code = "settled_at_gate"


@dataclass(frozen=True)
class Asked:
    """What became of a request: its number, and the gate where another person confirms it.

    `instance` and `path` are None where nothing was ever started in the area.
    """

    number: int
    area: str
    instance: int | None
    path: str | None
    parts: tuple[RedactionPart, ...]


@dataclass(frozen=True)
class Aim:
    """What is asked for: fields of a journal entry or of a row of history, papers, or both.

    `past` is a row of a committee's history before Prasan (registry.queries.history).
    """

    instance: int | None = None
    entry: int | None = None
    fields: tuple[str, ...] = ()
    documents: tuple[int, ...] = ()
    past: int | None = None
    copies: bool = True


def preview(desk: Office, aim: Aim) -> tuple[RedactionPart, ...]:
    """All that would be taken, copies too. Writes nothing; refuses what `ask` refuses."""
    with desk.registry.reading() as session:
        connection = session.connection()
        area, _ = _place(connection, aim)
        parts = _aimed_at(desk, connection, aim, area)
        refuse_if_it_stops(desk, connection, parts)
        return parts


def ask(desk: Office, aim: Aim, *, reason: str, recorded_by: str) -> Asked:
    """Ask for a redaction, which another person who may redact then confirms or refuses.

    Raises NothingToRedact, NoSuchEntry, NoSuchPaper, NoSuchText, NotFreeText, SeveralAreas,
    WouldStopProcess, MayNot, ReasonMissing. Changes nothing of what is recorded.
    """
    reason = reason_given(desk, reason)
    with desk.registry.reading() as session:
        area, _ = _place(session.connection(), aim)
    with desk.registry.writing(area) as write:
        who = who_may(write, recorded_by, Verb.REDACT, area)
        record_lapses(desk, write, area)
        _, gate_at = _place(write.connection, aim)
        parts = _aimed_at(desk, write.connection, aim, area)
        refuse_if_it_stops(desk, write.connection, parts)
        number = ask_for(
            write,
            area,
            gate_at,
            first=who.id,
            reason=reason,
            parts=parts,
            with_copies=aim.copies,
        )
        path = open_confirmation(
            desk, write, gate_at, CONFIRM_REDACTION, f"{PREFIX}{number}", first=who.id
        )
        return Asked(number, area, gate_at, path, parts)


def settle(
    desk: Office, number: int, *, confirmed: bool, reason: str, recorded_by: str
) -> RequestRow:
    """Confirm or refuse a request of an area in which nothing was ever started.

    Raises NoSuchRequest, SettledAtGate, SamePerson, CameByFirst, CameBySecond, CameByOne,
    MayNot, ReasonMissing, WouldStopProcess.
    """
    if not confirmed:
        reason_given(desk, reason)
    with desk.registry.reading() as session:
        asked = waiting_request(session.connection(), number)
    if asked.instance is not None:
        raise SettledAtGate(
            field="number", value=str(number), instance=asked.instance, path=f"{PREFIX}{number}"
        )
    with desk.registry.writing(asked.area) as write:
        asked = waiting_request(write.connection, number)
        who = who_may(write, recorded_by, Verb.REDACT, asked.area)
        confirming = Confirming(who.id, write.now, Verb.REDACT, Subject(asked.area))
        begun = FirstHand(asked.first.id, asked.asked_at)
        refuse_one_person(write.connection, begun, confirming)
        if confirmed:
            carry_out(desk, write, asked, second=who.id)
        else:
            refuse(write, asked.area, number, second=who.id)
        settled = request(write.connection, number)
    return settled or asked


def waiting_request(connection: Connection, number: int) -> RequestRow:
    """The request, as long as nobody has answered it. Raises NoSuchRequest."""
    found = request(connection, number)
    if found is None or found.status != "open":
        raise NoSuchRequest(field="number", value=str(number))
    return found


def carry_out(desk: Office, write: Write, asked: RequestRow, *, second: int) -> int:
    """Take it out, and what has come to say the same since it was asked for.

    Open processes go on from what is left; the list outside the registry has its line before
    the commit. Answers the tombstone's id.
    """
    parts = _parts_now(desk, write.connection, asked)
    refuse_if_it_stops(desk, write.connection, parts)
    redaction = take_out(
        write, asked.area, parts, first=asked.first.id, second=second, reason=asked.reason
    )
    end_request(write, asked.number, second=second, status="confirmed")
    for row in _touched(write, parts, asked.area):
        row.forget()
        advance(desk, write, row)
    keep_list(list_file(desk.registry, desk.settings.home), lines_of(write.connection))
    return redaction


def _parts_now(
    desk: Office, connection: Connection, asked: RequestRow
) -> tuple[RedactionPart, ...]:
    if not asked.with_copies:
        return asked.parts
    texts = {text for part in asked.parts for text in texts_of(connection, part)}
    return _merged((*asked.parts, *_free(desk, connection, asked.area, texts)))


def _touched(write: Write, parts: Sequence[RedactionPart], area: str) -> Iterator[InstanceRow]:
    for instance_id in sorted({part.instance for part in parts if part.instance is not None}):
        row = instance_in(write, instance_id)
        if row is not None and row.status == "open" and row.district == area:
            yield row


def _place(connection: Connection, aim: Aim) -> tuple[str, int | None]:
    """The area of what is asked for, and the instance where its gate is to stand."""
    papers = [_paper(connection, number) for number in aim.documents]
    areas = {paper.district for paper in papers}
    at_home = next((paper.instance for paper in papers if paper.instance is not None), None)
    if aim.instance is not None:
        row = instance(connection, aim.instance)
        if row is None:
            raise UnknownInstance(field="instance", value=str(aim.instance))
        areas, at_home = areas | {row.district}, row.id
    if aim.past is not None:
        areas = areas | {_past_area(connection, aim.past)}
    if not areas:
        raise NothingToRedact(field="--field")
    if len(areas) > 1:
        raise SeveralAreas(field="--document", areas=", ".join(sorted(areas)))
    (area,) = areas
    if at_home is None:
        at_home = max((row.id for row in instances(connection, district=area)), default=None)
    return area, at_home


def _past_area(connection: Connection, number: int) -> str:
    area = past_area(connection, number)
    if area is None:
        raise NoSuchPast(field="--past", value=str(number))
    return area


def _paper(connection: Connection, number: int) -> DocumentRow:
    found = document(connection, number)
    if found is None:
        raise NoSuchPaper(field="--document", value=str(number))
    return found


def _aimed_at(
    desk: Office, connection: Connection, aim: Aim, area: str
) -> tuple[RedactionPart, ...]:
    parts = [
        part
        for number in aim.documents
        for part in paper_parts(connection, _paper(connection, number).sha256)
    ]
    texts: set[str] = set()
    named = [*_named(desk, connection, aim)]
    texts = {text for part in named for text in texts_of(connection, part)}
    parts += named
    if aim.copies:
        parts += _free(desk, connection, area, texts)
    found = _merged(parts)
    if not found:
        raise NothingToRedact(field="--field")
    return found


def _named(desk: Office, connection: Connection, aim: Aim) -> Iterator[RedactionPart]:
    """The fields of the entry, or of the history, that were named."""
    if (aim.entry, aim.past) == (None, None):
        return
    if not aim.fields:
        raise NothingToRedact(field="--field")
    if aim.past is not None:
        body = past_body(connection, aim.past)
        paths = [path for name in aim.fields for path in _past_paths(body, name, aim.past)]
        yield past_part(connection, aim.past, paths)
        return
    rows = entries(connection, aim.instance or 0)
    entry = next((one for one in rows if one.id == aim.entry), None)
    if entry is None:
        raise NoSuchEntry(field="entry", value=str(aim.entry), instance=str(aim.instance))
    paths = [path for name in aim.fields for path in _paths(desk, connection, entry, name)]
    yield entry_part(connection, entry.id, paths)


def _past_paths(body: Json, name: str, past: int) -> list[Path]:
    found = [*under(body, tuple(name.split(".")))]
    if not found:
        raise NoSuchText(field="--field", value=name, entry=past)
    free = [path for path, text in found if not is_key(text)]
    if not free:
        raise NotFreeText(field="--field", value=name)
    return free


def _paths(desk: Office, connection: Connection, entry: EntryRow, name: str) -> list[Path]:
    beside = tuple(name.removeprefix(BESIDE).split("."))
    starts = [beside] if name.startswith(BESIDE) else [(ANSWER, *beside), beside]
    found = next((here for start in starts if (here := [*under(entry.body, start)])), None)
    if found is None:
        raise NoSuchText(field="--field", value=name, entry=entry.id)
    free = [path for path, text in found if is_free(desk, connection, entry, path, text)]
    if not free:
        raise NotFreeText(field="--field", value=name)
    return free


def is_free(desk: Office, connection: Connection, entry: EntryRow, path: Path, text: str) -> bool:
    """Whether anybody's words stand there: the form takes any other text in their place."""
    if path[0] != ANSWER or entry.gate is None:
        return not is_key(text)
    gate = gate_answered(desk, connection, entry)
    form = gate.forms[(entry.form_version or gate.form_version) - 1]
    answer = at(texted(entry.body, [path]), (ANSWER,))
    if not isinstance(answer, dict):
        return False
    try:
        read_answer(form, answer)
    except (ValidationError, Refusal):
        return False
    return True


def _free(
    desk: Office, connection: Connection, area: str, texts: Collection[str]
) -> Iterator[RedactionPart]:
    """The copies in the area's record, but for what a form gives another meaning."""
    for part in found_again(connection, area, texts):
        if part.entry is None or part.instance is None:
            yield part
            continue
        entry = next(one for one in entries(connection, part.instance) if one.id == part.entry)
        fields = tuple(
            path
            for path in part.fields
            if is_free(desk, connection, entry, path, str(at(entry.body, path)))
        )
        if fields:
            yield part.model_copy(update={"fields": fields})


def _merged(parts: Iterable[RedactionPart]) -> tuple[RedactionPart, ...]:
    """Each row once, with all its fields."""
    found: dict[str, RedactionPart] = {}
    for part in parts:
        before = found.get(part.key)
        fields = dict.fromkeys((*(before.fields if before else ()), *part.fields))
        found[part.key] = (before or part).model_copy(update={"fields": tuple(fields)})
    return tuple(found.values())


def refuse_if_it_stops(
    desk: Office, connection: Connection, parts: Sequence[RedactionPart]
) -> None:
    """Raises WouldStopProcess where an open process could not go on from what would be left.

    So it is where people have decided on a draft that was made of the text: it is theirs to
    withdraw the decision first, and a draft without the text is made.
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
        if _goes_on(desk, row, rows) and not _goes_on(desk, row, left):
            raise WouldStopProcess(field="--field", instance=instance_id)


def _goes_on(desk: Office, row: InstanceRow, rows: list[EntryRow]) -> bool:
    try:
        remembered = journal_of(desk, row, rows)
    except (ValidationError, ValueError, TypeError, Refusal):
        return False
    found = replay(desk.declared.processes[row.process], remembered)
    return found.error is None and not unconsumed(remembered, found)
