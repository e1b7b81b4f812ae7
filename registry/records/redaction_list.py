"""The list of redactions that is kept outside the registry, for the day a backup comes back.

A line a redaction: rows, field names and digests, never a text. A backup made before a
redaction still holds what was taken; applied again, the list takes it out of what came back.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Connection

from config.system_errors import reason_of
from config.words import Sentence, both
from registry.given_files import read_given
from registry.ledger import canonical
from registry.queries.people import UnknownPerson, person
from registry.queries.redaction_parts import still_stands, texts_of
from registry.queries.redactions import redactions
from registry.queries.registry_identity import registry_id
from registry.records.kept_answers import redact_answers
from registry.records.people import add_person
from registry.records.plan_working import redact_working_rows
from registry.records.redactions import AGAIN, bury, named, redact_drafts
from registry.refusals import Refusal
from registry.rules.redaction import RedactionPart, wholes
from registry.rules.seats import Value
from registry.scrub import finish_scrub, owe_scrub
from registry.store import Registry
from registry.transaction import COUNTRY, Write

SUFFIX = ".redactions"
LIST_MEGABYTES = 200  # some hundred thousand lines
REAPPLIED = "reapplied"
LINE_BEGINS = '{"'  # what a line that was cut off is known by


class RedactionListNotKept(Refusal):
    """The list beside the registry cannot be written: nothing is taken out without it."""


class RedactionListUnreadable(Refusal):
    """The file is no list of redactions."""


class RedactionLine(Value):
    """One redaction as the list holds it: of which registry, when, by whom, what."""

    registry: str
    at: datetime
    first: str
    second: str
    parts: tuple[RedactionPart, ...]

    def written(self) -> str:
        """The line as text; the same redaction is always written the same."""
        return canonical(self.model_dump(mode="json"))


def list_file(registry: Registry, home: Path) -> Path:
    """Where the list is kept: beside a SQLite file, for PostgreSQL under `home`."""
    database = Path(registry.url.database or "")
    if registry.is_sqlite:
        return database.with_name(database.name + SUFFIX)
    return home / f"{database.name}{SUFFIX}"


def lines_of(connection: Connection) -> list[RedactionLine]:
    """The registry's own redactions, oldest first."""
    own = registry_id(connection)
    return [
        RedactionLine(
            registry=own,
            at=one.recorded_at,
            first=one.first.ref,
            second=one.second.ref,
            parts=one.parts,
        )
        for one in redactions(connection)
    ]


def read_list(file: Path) -> list[RedactionLine]:
    """The lines of a list; a last line that was cut off counts for nothing.

    Raises RedactionListUnreadable.
    """
    try:
        text = read_given(file, LIST_MEGABYTES, field="--redactions").decode()
    except (OSError, UnicodeDecodeError) as error:
        raise RedactionListUnreadable(field="--redactions", file=str(file)) from error
    whole, _, cut_off = text.rpartition("\n")
    if not cut_off.startswith(LINE_BEGINS[: len(cut_off)]):
        raise RedactionListUnreadable(field="--redactions", file=str(file))
    try:
        return [RedactionLine.model_validate_json(line) for line in whole.splitlines() if line]
    except ValidationError as error:
        raise RedactionListUnreadable(field="--redactions", file=str(file)) from error


def keep_list(file: Path, lines: Iterable[RedactionLine]) -> None:
    """Add to the list what it does not hold yet, on the disk when this returns.

    Called before the commit: a redaction is never done without its line. Raises
    RedactionListNotKept.
    """
    known = {line.written() for line in read_list(file)} if file.exists() else set()
    new = [text for line in lines if (text := line.written()) not in known]
    if not new:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _end_last_line(file)
        with file.open("a", encoding="utf-8") as stream:
            stream.writelines(f"{text}\n" for text in new)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise RedactionListNotKept(file=str(file), reason=reason_of(error)) from error


def _end_last_line(file: Path) -> None:
    """A line that was cut off is done away with: its redaction was never carried out."""
    with suppress(FileNotFoundError), file.open("rb+") as stream:
        text = stream.read()
        stream.truncate(text.rfind(b"\n") + 1)


def apply_again(registry: Registry, lines: Iterable[RedactionLine]) -> int:
    """Take out once more what is on the list and came back with a backup.

    What is gone already, or was never in that backup, is passed over; so are lines of
    another registry. Answers how many redactions took something.
    """
    with registry.writing(COUNTRY) as write:
        return apply_in(write, lines)


def apply_in(write: Write, lines: Iterable[RedactionLine]) -> int:
    """The same within a write, in which the country's chain is locked."""
    write.lock(COUNTRY)
    taken = 0
    own, texts = registry_id(write.connection), set[str]()
    for line in lines:
        if line.registry == own and (parts := standing(write.connection, line)):
            texts.update(text for part in parts for text in texts_of(write.connection, part))
            _bury_again(write, line, parts)
            taken += 1
    if taken:
        owe_scrub(write)
        redact_drafts(write.connection)
        redact_answers(write.connection)
        redact_working_rows(write.connection, {*wholes(texts)})
    return taken


def standing(connection: Connection, line: RedactionLine) -> list[RedactionPart]:
    """What the line names and is there all the same."""
    return [one for one in line.parts if still_stands(connection, one)]


def undone(connection: Connection, lines: Iterable[RedactionLine]) -> list[RedactionLine]:
    """The lines about this registry that name what stands in it, oldest first."""
    own, done = registry_id(connection), {line.written() for line in lines_of(connection)}
    return [
        line
        for line in lines
        if line.registry == own and line.written() not in done and standing(connection, line)
    ]


def redact_again(registry: Registry, home: Path, say: Callable[[Sentence], None]) -> None:
    """Carry out what the list beside the registry names and stands in it; then none is left.

    What two people took out comes back with a backup that was put in place by hand, or with a
    disk's older state. `say` hears what was done, or why it could not be. Raises RegistryFault.
    """
    try:
        taken = _redacted_again(registry, list_file(registry, home))
    except RedactionListUnreadable as refusal:
        say(refusal.sentence)
    else:
        if taken:
            say(both("desk.redacted_again_here", count=taken))
    if (finished := finish_scrub(registry)) is not None:
        say(finished)


def _redacted_again(registry: Registry, file: Path) -> int:
    if not file.exists():
        return 0
    lines = read_list(file)
    with registry.reading() as connection:
        if not undone(connection, lines):
            return 0
    return apply_again(registry, lines)


def _bury_again(write: Write, line: RedactionLine, parts: list[RedactionPart]) -> None:
    first, second = _person(write, line.first), _person(write, line.second)
    made = bury(write, parts, first=first, second=second, reason=REAPPLIED, at=line.at)
    write.audit(COUNTRY, AGAIN, actor=None, body={"redaction": made, "targets": named(parts)})


def _person(write: Write, ref: str) -> int:
    """Who did it; in a backup older than the person, their reference stands for the name."""
    try:
        return person(write.connection, ref, field="person").id
    except UnknownPerson:
        return add_person(write, title_th="", name_th=ref, ref=ref)
