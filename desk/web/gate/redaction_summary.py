"""What can be taken out of an entry or paper, and what a redaction would take, as pages show it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from config.words import Field, Sentence, Term, Value
from desk.views.instance_summary import gate_told_of
from desk.views.redaction_words import said
from desk.views.sight import NOBODY
from desk.web.frame.asking import Asking
from desk.web.gate.act_summary import act_at
from flows.decisions.free_texts import BESIDE, is_free
from flows.decisions.redact import REDACTION
from registry.journal import EntryRow, entry, instance
from registry.queries.documents import DocumentRow, documents
from registry.queries.redactions import (
    OutwardCopy,
    RedactionPartView,
    RequestRow,
    left_house,
    parts_seen,
)
from registry.rules.redaction import ANSWER, Path, RedactionPart, leaves


@dataclass(frozen=True)
class RedactableText:
    """A text of an entry that somebody wrote: the name it is asked for by, and what it says.

    `text` is None of what whoever looks may take out but not read: an internal note, a figure.
    """

    name: str
    label: Value
    text: str | None


@dataclass(frozen=True)
class RedactionExtent:
    """All that would go, and what of it had left the house already.

    `internal`: it is of an internal note, so that no text of it is shown to whoever looks. `maybe`
    are places that say part of it and stay, unless whoever asks takes them along.
    """

    parts: tuple[RedactionPartView, ...]
    left: tuple[OutwardCopy, ...]
    internal: bool = False
    maybe: tuple[RedactionPartView, ...] = ()


def texts_of_entry(asking: Asking, number: int, entry: EntryRow) -> Iterator[RedactableText]:
    """The texts of the instance's entry that can be taken out: no choices, dates or keys."""
    for path, text in leaves(entry.body):
        if text.strip() and is_free(asking.office, asking.connection, entry, path, text):
            hidden = _is_hidden(asking, number, entry, [path])
            yield RedactableText(_name(path), _label(path), None if hidden else text)


def _is_hidden(asking: Asking, number: int, entry: EntryRow, paths: Iterable[Path]) -> bool:
    """Whether one of the texts is in a field that is not shown to who asks, or may quote it."""
    row, gate = instance(asking.connection, number), gate_told_of(asking.view, entry)
    if gate is None:
        return False
    named = {path[1] if path[0] == ANSWER and path[1:] else "" for path in paths}
    sight = asking.reader.sight(row.district) if row else NOBODY.sight("")
    if "" in named and not sight.quotes_nothing_hidden(gate):
        return True
    return bool(named & sight.hidden(gate, entry.body.get(ANSWER) or {}))


def _label(path: Path) -> Value:
    """A field of the answer by its label; what was said beside the answer by its own."""
    if path == ("reason",):
        return Term("page.redact.beside")
    return Field(".".join(path))


def _name(path: Path) -> str:
    return ".".join(path[1:]) if path[0] == ANSWER and path[1:] else BESIDE + ".".join(path)


def papers_of_entry(asking: Asking, instance: int, entry: int) -> list[DocumentRow]:
    """The papers that came with the entry."""
    rows = asking.view.opened(documents(asking.connection, instance_id=instance))
    return [one for one in rows if one.entry == entry]


def taken(
    asking: Asking, parts: Sequence[RedactionPart], maybe: Sequence[RedactionPart] = ()
) -> RedactionExtent:
    """What stands at the parts now, and what had left the house with them.

    Copies of an internal note say what it says: none of them is shown either.
    """
    internal = any(
        _is_hidden(asking, one.instance, entry(asking.connection, one.entry), one.fields)
        for one in (*parts, *maybe)
        if one.entry is not None and one.instance is not None
    )
    left = tuple(left_house(asking.connection, parts))
    return RedactionExtent(
        tuple(_seen(asking, parts, internal=internal)),
        left,
        internal,
        tuple(_seen(asking, maybe, internal=internal)),
    )


def _seen(
    asking: Asking, parts: Sequence[RedactionPart], *, internal: bool
) -> Iterator[RedactionPartView]:
    for one in parts_seen(asking.connection, parts):
        texts = () if internal else one.texts
        yield replace(one, texts=texts)


@dataclass(frozen=True)
class RequestSummary:
    """A request at its gate: what was asked, what would go; `own` of whoever looks."""

    row: RequestRow
    taken: RedactionExtent
    own: bool


def asked_at(asking: Asking, path: str) -> RequestSummary | None:
    """The request whose gate that is, for whoever may redact there; None else."""
    seen = act_at(asking, REDACTION, path)
    return RequestSummary(seen.row, _still(asking, seen.row), seen.own) if seen else None


def _still(asking: Asking, row: RequestRow) -> RedactionExtent:
    """What waits to be taken; of an answered request only where it stood, never what."""
    seen = taken(asking, row.parts)
    if row.status == "open":
        return seen
    gone = tuple(RedactionPartView(one.part, one.where, ()) for one in seen.parts)
    return RedactionExtent(gone, seen.left)


def where_of(parts: Iterable[RedactionPartView]) -> tuple[Sentence, ...]:
    """Where the parts stand, each place once."""
    return tuple(dict.fromkeys(said(one.where) for one in parts))
