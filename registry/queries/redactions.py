"""Redactions: what was asked for, what was taken, where, and what had left the house with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, func, or_, select

from config.words import Field, Sentence, both
from registry.models import (
    Attempt,
    Document,
    Entry,
    Instance,
    PastEvent,
    Redaction,
    RedactionRequest,
    table_of,
)
from registry.queries.acts_of_two import ActOfTwoRow, acts_of_two
from registry.queries.people import PersonRow, people_of
from registry.queries.recorded_history import row_of_history
from registry.queries.redaction_parts import texts_of
from registry.rows import columns_of
from registry.rules.redaction import RedactionPart, RequestedPart

OUTWARD = ("download", "export", "sent", "backup")
NAMED = ("download", "sent")  # the target says which paper; of the others all is meant
TOGETHER = "documents/"  # "documents/1,2": papers that went out packed in one file
PARTS = TypeAdapter(tuple[RequestedPart, ...])
_request, _redaction = table_of(RedactionRequest), table_of(Redaction)
_attempt, _entry, _document = table_of(Attempt), table_of(Entry), table_of(Document)
_event = table_of(PastEvent)


@dataclass(frozen=True)
class RequestRow(ActOfTwoRow):
    """What somebody asked to have taken out."""

    requested: tuple[RequestedPart, ...]
    with_copies: bool

    @property
    def parts(self) -> tuple[RedactionPart, ...]:
        """What is taken of what stood there then."""
        return tuple(one.part for one in self.requested)

    @property
    def sought(self) -> tuple[RedactionPart, ...]:
        """The fields that were named, whose texts are looked for."""
        return tuple(
            one.part.model_copy(update={"fields": one.sought})
            for one in self.requested
            if one.sought
        )


@dataclass(frozen=True)
class RedactionRow:
    """A tombstone: who took what out, when, and why."""

    id: int
    first: PersonRow
    second: PersonRow
    reason: str
    parts: tuple[RedactionPart, ...]
    recorded_at: datetime


@dataclass(frozen=True)
class RedactionPartView:
    """A part as the second person sees it: where it stands, which fields, what would go."""

    part: RedactionPart
    where: Sentence
    texts: tuple[str, ...]


@dataclass(frozen=True)
class OutwardCopy:
    """Something that went out of the house and held it, or may have."""

    at: datetime
    code: str
    actor: str
    account: str
    target: str


def request(connection: Connection, number: int) -> RequestRow | None:
    """The request of that number."""
    found = _requests(connection, select(_request).where(_request.c.id == number))
    return next(iter(found), None)


def requests(connection: Connection, area: str | None = None) -> list[RequestRow]:
    """What waits to be confirmed, in a district or everywhere, oldest first."""
    query = select(_request).where(_request.c.status == "open").order_by(_request.c.id)
    if area is not None:
        query = query.where(_request.c.area_code == area)
    return _requests(connection, query)


def _requests(connection: Connection, query: Select[Any]) -> list[RequestRow]:
    rows = connection.execute(query).all()
    return [
        RequestRow(
            **vars(act), requested=PARTS.validate_json(row.parts), with_copies=row.with_copies
        )
        for row, act in zip(rows, acts_of_two(connection, rows), strict=True)
    ]


def redactions(connection: Connection) -> list[RedactionRow]:
    """Everything that was ever taken out, oldest first."""
    rows = connection.execute(select(_redaction).order_by(_redaction.c.id)).all()
    who = people_of(connection, {one for r in rows for one in (r.first_person, r.second_person)})
    return [
        RedactionRow(
            row.id,
            who[row.first_person],
            who[row.second_person],
            row.reason,
            targets(row.targets),
            row.recorded_at,
        )
        for row in rows
    ]


def targets(text: str) -> tuple[RedactionPart, ...]:
    """The parts that a tombstone names."""
    told = TypeAdapter(list[dict[str, object]]).validate_json(text)
    return tuple(
        RedactionPart.model_validate({name: value for name, value in one.items() if name != "part"})
        for one in told
    )


def parts_seen(connection: Connection, parts: Sequence[RedactionPart]) -> list[RedactionPartView]:
    """The parts with what stands there now. Only for whoever may redact."""
    return [RedactionPartView(one, where(one), texts_of(connection, one)) for one in parts]


def where(part: RedactionPart) -> Sentence:
    """Where it stands, for people: fields by what forms call them."""
    fields = ", ".join(".".join(path) for path in part.fields)
    return both(
        f"redaction.in.{_place(part)}",
        instance=part.instance,
        entry=part.entry,
        document=part.document,
        past=part.past,
        number=part.ref,
        fields=Field(fields),
    )


def _place(part: RedactionPart) -> str:
    if part.kind == "blob":
        return "paper"
    if part.kind != "payload":
        return part.kind
    if part.entry is not None:
        return "entry"
    if part.past is not None:
        return "past"
    return "facts" if part.document is not None else "audit"


def left_house(connection: Connection, parts: Sequence[RedactionPart]) -> list[OutwardCopy]:
    """Downloads and mails of the papers, and all exports and backups since it was recorded.

    As far as the attempts log knows: who read a page and wrote it down, it does not.
    """
    papers = _papers(connection, parts)
    since = _since(connection, parts, papers)
    if since is None:
        return []
    named = [f"document/{one}" for one in sorted(papers)]
    query = (
        select(*columns_of(OutwardCopy, _attempt))
        .where(
            _attempt.c.at >= since,
            _attempt.c.code.in_(OUTWARD),
            or_(
                _attempt.c.code.not_in(NAMED),
                _attempt.c.target.in_(named),
                _attempt.c.target.startswith(TOGETHER, autoescape=True),
            ),
        )
        .order_by(_attempt.c.id)
    )
    left = (OutwardCopy(*row) for row in connection.execute(query))
    return [each for one in left for each in _each_of(one, named)]


def _each_of(left: OutwardCopy, named: Sequence[str]) -> list[OutwardCopy]:
    """Of papers that went together in one file, each of those that are meant, by its number."""
    if not left.target.startswith(TOGETHER):
        return [left]
    went = {f"document/{one}" for one in left.target.removeprefix(TOGETHER).split(",")}
    return [replace(left, target=one) for one in named if one in went]


def _papers(connection: Connection, parts: Sequence[RedactionPart]) -> set[int]:
    """The papers that are named: every paper of those bytes when it was asked for; and those that
    their districts filed since.

    By the bytes alone a database looks through the papers of all districts.
    """
    named = {part.document for part in parts if part.document is not None}
    taken = [part.ref for part in parts if part.kind == "blob"]
    if not taken:
        return named
    at_home = select(_document.c.district_code).where(_document.c.id.in_(named))
    since = select(_document.c.id).where(
        _document.c.district_code.in_(at_home), _document.c.sha256.in_(taken)
    )
    return named | set(connection.scalars(since))


def _since(
    connection: Connection, parts: Sequence[RedactionPart], papers: set[int]
) -> datetime | None:
    entries = {part.entry for part in parts if part.entry is not None}
    said = connection.scalar(select(func.min(_entry.c.recorded_at)).where(_entry.c.id.in_(entries)))
    kept = connection.scalar(
        select(func.min(_document.c.recorded_at)).where(_document.c.id.in_(papers))
    )
    past = {part.past for part in parts if part.past is not None}
    told = connection.scalar(select(func.min(_event.c.recorded_at)).where(_event.c.id.in_(past)))
    of_registers = (
        row_of_history(connection, int(one.ref)) for one in parts if one.kind == "register"
    )
    registered = [row.recorded_at for row in of_registers if row is not None]
    return min((one for one in (said, kept, told, *registered) if one is not None), default=None)


def redactions_in(
    connection: Connection, areas: Collection[str] | None, *, skip: int, most: int
) -> tuple[list[RedactionRow], int]:
    """Some of the redactions within the areas (None: all), newest first, and how many there are.

    They are few: all are read to find those that are meant. One is within an area, too, where its
    bytes were filed since: none of that paper is kept.
    """
    rows = redactions(connection)[::-1]
    if areas is not None:
        home, filed = _districts(connection, rows), _filed_again(connection, rows, areas)
        rows = [
            one
            for one in rows
            if any(code.startswith(tuple(areas)) for code in home[one.id])
            or any(part.kind == "blob" and part.ref in filed for part in one.parts)
        ]
    return rows[skip : skip + most], len(rows)


def _districts(connection: Connection, rows: Sequence[RedactionRow]) -> dict[int, set[str]]:
    """The districts that each redaction took something out of."""
    instances = {part.instance for row in rows for part in row.parts} - {None}
    papers = {part.document for row in rows for part in row.parts} - {None}
    of_instance = _codes(connection, Instance, instances)
    of_paper = _codes(connection, Document, papers)
    return {
        row.id: {
            code
            for part in row.parts
            for code in (of_instance.get(part.instance), of_paper.get(part.document))
            if code is not None
        }
        for row in rows
    }


def _filed_again(
    connection: Connection, rows: Sequence[RedactionRow], areas: Collection[str]
) -> set[str]:
    """Which of the bytes that were taken a paper of the areas has."""
    taken = [part.ref for row in rows for part in row.parts if part.kind == "blob"]
    if not taken or not areas:
        return set()
    here = or_(*(_document.c.district_code.startswith(area, autoescape=True) for area in areas))
    query = select(_document.c.sha256).where(here, _document.c.sha256.in_(taken)).distinct()
    return set(connection.scalars(query))


def _codes(
    connection: Connection, table: type[Instance] | type[Document], ids: set[int | None]
) -> dict[int | None, str]:
    query = select(table.id, table.district_code).where(table.id.in_(ids))
    return {row[0]: row[1] for row in connection.execute(query)}
