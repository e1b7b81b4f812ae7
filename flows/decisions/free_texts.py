"""Free texts of what was recorded: somebody's own words, which a redaction may take."""

from collections.abc import Collection, Iterable, Iterator

from pydantic import ValidationError
from sqlalchemy import Connection

from flows.decisions.frozen import gate_answered
from flows.engine.form_labels import form_in
from flows.engine.gate import Answer, read_answer
from flows.engine.installation import Installation
from flows.engine.widgets import inputs_of
from registry.journal import EntryRow, entries
from registry.queries.recorded_history import WordedRow
from registry.queries.recorded_texts import found_again
from registry.queries.redaction_parts import papers_saying
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.redaction import ANSWER, Path, RedactionPart, at, is_key, texted, under

BESIDE = "body."


class NoSuchText(Refusal):
    """The entry has no text of that name."""


class NotFreeText(Refusal):
    """The field is a choice, a date or a key: it names nobody, and the process goes by it."""


def free_paths_of_row(body: Json, name: str, row: WordedRow) -> list[Path]:
    """The free texts of that name in a row of a register. Raises NoSuchText, NotFreeText."""
    found = [*under(body, tuple(name.split(".")))]
    if not found:
        raise NoSuchText(field="--field", value=name, entry=row.number)
    free = [path for path, text in found if not is_key(text)]
    if not free:
        raise NotFreeText(field="--field", value=name)
    return free


def free_paths_of_entry(
    desk: Installation, connection: Connection, entry: EntryRow, name: str
) -> list[Path]:
    """The free texts of that name: in the answer, else beside it; `body.` means beside it alone.

    Raises NoSuchText, NotFreeText.
    """
    beside = tuple(name.removeprefix(BESIDE).split("."))
    starts = [beside] if name.startswith(BESIDE) else [(ANSWER, *beside), beside]
    found = next((here for start in starts if (here := [*under(entry.body, start)])), None)
    if found is None:
        raise NoSuchText(field="--field", value=name, entry=entry.id)
    free = [path for path, text in found if is_free(desk, connection, entry, path, text)]
    if not free:
        raise NotFreeText(field="--field", value=name)
    return free


def is_free(
    desk: Installation, connection: Connection, entry: EntryRow, path: Path, text: str
) -> bool:
    """Whether somebody's own words stand there: the form takes any other text in their place."""
    if path[0] != ANSWER or entry.gate is None:
        return not is_key(text)
    gate = gate_answered(desk, connection, entry)
    form = gate.forms[(entry.form_version or gate.form_version) - 1]
    if _is_key(form, path[1:]):
        return False
    # Tried on the form of that day: a choice or date would no longer be one.
    answer = at(texted(entry.body, [path]), (ANSWER,))
    if not isinstance(answer, dict):
        return False
    try:
        read_answer(form, answer)
    except (ValidationError, Refusal):
        return False
    return True


def _is_key(form: type[Answer], path: Path) -> bool:
    """Whether the form asks there for a key of something known."""
    name, *rest = path
    part = form_in(form.model_fields[name].annotation)
    inside = tuple(step for step in rest if not step.isdecimal())
    return _is_key(part, inside) if part and inside else inputs_of(form)[name].key


def free_copies(
    desk: Installation, connection: Connection, area: str, texts: Collection[str]
) -> Iterator[RedactionPart]:
    """The copies in the area's record, but for fields where a form knows the words.

    A paper rendered from facts that say it is taken with them.
    """
    found = free_parts(desk, connection, found_again(connection, area, texts))
    yield from papers_saying(connection, found)


def free_parts(
    desk: Installation, connection: Connection, parts: Iterable[RedactionPart]
) -> Iterator[RedactionPart]:
    """The parts, of each entry only the fields whose text is free."""
    for part in parts:
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
