"""What can be taken out of an entry or paper, and what a redaction would take, as pages show it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from config.words import Field, Sentence, Term, Value
from desk.redacted import said
from desk.web.asking import Asking
from flows.redact import BESIDE, PREFIX, is_free
from registry.journal import EntryRow
from registry.queries.documents import documents
from registry.queries.redactions import (
    Left,
    PartSeen,
    RequestRow,
    left_house,
    parts_seen,
    request,
    where,
)
from registry.rules.redaction import ANSWER, Part, Path, leaves
from registry.rules.rights import Verb


@dataclass(frozen=True)
class TextSeen:
    """A text of an entry that somebody wrote: the name it is asked for by, and what it says."""

    name: str
    label: Value
    text: str


@dataclass(frozen=True)
class PaperSeen:
    """A paper of an entry, with its file's name."""

    id: int
    file_name: str


@dataclass(frozen=True)
class Taken:
    """All that would go, and what of it had left the house already."""

    parts: tuple[PartSeen, ...]
    left: tuple[Left, ...]


def texts_of_entry(asking: Asking, entry: EntryRow) -> Iterator[TextSeen]:
    """The texts of the entry that can be taken out: no choices, dates or keys."""
    for path, text in leaves(entry.body):
        if text.strip() and is_free(asking.office, entry, path, text):
            yield TextSeen(_name(path), _label(path), text)


def _label(path: Path) -> Value:
    """A field of the answer by its label; what was said beside the answer by its own."""
    if path == ("reason",):
        return Term("page.redact.beside")
    return Field(".".join(path))


def _name(path: Path) -> str:
    return ".".join(path[1:]) if path[0] == ANSWER and path[1:] else BESIDE + ".".join(path)


def papers_of_entry(asking: Asking, instance: int, entry: int) -> tuple[PaperSeen, ...]:
    """The papers that came with the entry."""
    rows = documents(asking.connection, instance_id=instance)
    return tuple(PaperSeen(one.id, one.file_name) for one in rows if one.entry == entry)


def taken(asking: Asking, parts: Sequence[Part]) -> Taken:
    """What stands at the parts now, and what had left the house with them."""
    seen = parts_seen(asking.connection, parts)
    return Taken(
        tuple(replace(one, where=where(one.part, labels=True)) for one in seen),
        tuple(left_house(asking.connection, parts)),
    )


@dataclass(frozen=True)
class AskedFor:
    """A request at its gate: what was asked, what would go; `own` of whoever looks."""

    row: RequestRow
    taken: Taken
    own: bool


def asked_at(asking: Asking, path: str) -> AskedFor | None:
    """The request whose gate that is, for whoever may redact there; None else."""
    number = path.removeprefix(PREFIX)
    row = request(asking.connection, int(number)) if number.isdigit() else None
    if row is None or not asking.may(Verb.REDACT, row.area):
        return None
    return AskedFor(row, _still(asking, row), row.first.id == asking.who.person)


def _still(asking: Asking, row: RequestRow) -> Taken:
    """What waits to be taken; of an answered request only where it stood, never what."""
    seen = taken(asking, row.parts)
    if row.status == "open":
        return seen
    return Taken(tuple(PartSeen(one.part, one.where, ()) for one in seen.parts), seen.left)


def where_of(parts: Iterable[PartSeen]) -> tuple[Sentence, ...]:
    """Where the parts stand, each place once."""
    return tuple(dict.fromkeys(said(one.where) for one in parts))
