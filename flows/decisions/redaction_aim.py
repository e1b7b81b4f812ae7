"""The aim of a redaction: the texts and papers that it takes, and their copies."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from flows.decisions.free_texts import (
    free_copies,
    free_parts,
    free_paths_of_entry,
    free_paths_of_row,
)
from flows.decisions.refusals import UnknownInstance
from flows.engine.installation import Installation
from registry.journal import entries, instance, instances
from registry.queries.documents import DocumentRow, document
from registry.queries.recorded_history import EVENT, WordedRow, part_of_history, said_at, words_at
from registry.queries.recorded_texts import PARTLY, found_again
from registry.queries.redaction_parts import entry_part, paper_parts, papers_saying, texts_of
from registry.refusals import Refusal
from registry.rows import AnyRow
from registry.rules.redaction import RedactionPart, merged


class NothingToRedact(Refusal):
    """Neither a field nor a paper is named, or nothing is left of it."""


class NoSuchEntry(Refusal):
    """The instance has no entry of that number."""


class NoSuchPaper(Refusal):
    """No paper of that number."""


class NoSuchPast(Refusal):
    """No row of that number in any committee's history."""


class NoSuchRow(Refusal):
    """No row of that number in the registers of villages."""


class NoPartlyCopy(Refusal):
    """No place of that name says part of what is taken."""


class SeveralAreas(Refusal):
    """What is named lies in several districts: each is asked for by itself."""


@dataclass(frozen=True)
class Aim:
    """What is asked for: fields of a journal entry or of a row of history, papers, or both.

    `past` is a row of a committee's history before Prasan (registry.queries.history), `row` one of
    another register with words of its own: a community plan, a village's report. `also` are keys
    of places that say but part of the text (`maybe_copies`), where somebody has looked.
    """

    instance: int | None = None
    entry: int | None = None
    fields: tuple[str, ...] = ()
    documents: tuple[int, ...] = ()
    past: int | None = None
    copies: bool = True
    row: WordedRow | None = None
    also: tuple[str, ...] = ()

    @property
    def worded(self) -> WordedRow | None:
        """The row of a register or of the history that is meant."""
        return self.row or (None if self.past is None else WordedRow(EVENT.name, self.past))


def place_of(connection: Connection, aim: Aim) -> tuple[str, int | None]:
    """The area of what is asked for, and the instance where its gate is to stand."""
    papers = [_paper(connection, number) for number in aim.documents]
    areas = {paper.district for paper in papers}
    at_home = next((paper.instance for paper in papers if paper.instance is not None), None)
    if aim.instance is not None:
        row = instance(connection, aim.instance)
        if row is None:
            raise UnknownInstance(field="instance", value=str(aim.instance))
        areas, at_home = areas | {row.district}, row.id
    if aim.worded is not None:
        areas = areas | {_words_at(connection, aim.worded).district_code}
    if not areas:
        raise NothingToRedact(field="--field")
    if len(areas) > 1:
        raise SeveralAreas(field="--document", areas=", ".join(sorted(areas)))
    (area,) = areas
    if at_home is None:
        at_home = max((row.id for row in instances(connection, district=area)), default=None)
    return area, at_home


def _words_at(connection: Connection, at: WordedRow) -> AnyRow:
    found = words_at(connection, at)
    if found is None and at.table == EVENT.name:
        raise NoSuchPast(field="--past", value=str(at.number))
    if found is None:
        raise NoSuchRow(field="--row", value=str(at))
    return found


def _paper(connection: Connection, number: int) -> DocumentRow:
    found = document(connection, number)
    if found is None:
        raise NoSuchPaper(field="--document", value=str(number))
    return found


def parts_aimed_at(
    desk: Installation, connection: Connection, aim: Aim, area: str
) -> tuple[RedactionPart, ...]:
    """All that the aim takes, with the copies where it takes them. Raises NothingToRedact."""
    parts = [
        part
        for number in aim.documents
        for part in paper_parts(connection, _paper(connection, number).sha256)
    ]
    parts += parts_named(desk, connection, aim)
    texts = _texts(desk, connection, aim)
    if aim.copies:
        parts += free_copies(desk, connection, area, texts)
    if aim.also:
        parts += papers_saying(connection, _chosen(desk, connection, area, texts, aim.also))
    found = merged(parts)
    if not found:
        raise NothingToRedact(field="--field")
    return found


def maybe_copies(
    desk: Installation, aim: Aim, *, beside: Collection[RedactionPart]
) -> tuple[RedactionPart, ...]:
    """Places that say a line of the texts, or their beginning, and may be somebody else's words.

    None of them is taken unless the aim names it; those `beside`, which are taken, are left out.
    """
    taken = {(part.key, path) for part in beside for path in part.fields or ((),)}
    with desk.registry.reading() as connection:
        area, _ = place_of(connection, aim)
        return tuple(
            part
            for part in _partly(desk, connection, area, _texts(desk, connection, aim))
            if any((part.key, path) not in taken for path in part.fields or ((),))
        )


def _texts(desk: Installation, connection: Connection, aim: Aim) -> set[str]:
    """What stands in the fields that were named."""
    return {
        text for part in parts_named(desk, connection, aim) for text in texts_of(connection, part)
    }


def _partly(
    desk: Installation, connection: Connection, area: str, texts: Collection[str]
) -> tuple[RedactionPart, ...]:
    """Each row once that says part of the texts."""
    return merged(free_parts(desk, connection, found_again(connection, area, texts, PARTLY)))


def _chosen(
    desk: Installation,
    connection: Connection,
    area: str,
    texts: Collection[str],
    keys: Collection[str],
) -> Iterator[RedactionPart]:
    """The places of these keys, for each paper that says them. Raises NoPartlyCopy."""
    found = [*free_parts(desk, connection, found_again(connection, area, texts, PARTLY))]
    for key in keys:
        if key not in {part.key for part in found}:
            raise NoPartlyCopy(field="--also", value=key)
    return (part for part in found if part.key in keys)


def parts_named(desk: Installation, connection: Connection, aim: Aim) -> Iterator[RedactionPart]:
    """The fields of the entry, or of the row of a register, that were named."""
    if (aim.entry, aim.worded) == (None, None):
        return
    if not aim.fields:
        raise NothingToRedact(field="--field")
    if aim.worded is not None:
        body = said_at(connection, aim.worded)
        paths = [path for name in aim.fields for path in free_paths_of_row(body, name, aim.worded)]
        yield part_of_history(_words_at(connection, aim.worded), paths)
        return
    rows = entries(connection, aim.instance or 0)
    entry = next((one for one in rows if one.id == aim.entry), None)
    if entry is None:
        raise NoSuchEntry(field="entry", value=str(aim.entry), instance=str(aim.instance))
    paths = [
        path for name in aim.fields for path in free_paths_of_entry(desk, connection, entry, name)
    ]
    yield entry_part(connection, entry.id, paths)
