"""Documents: what is known of each paper, without what it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Select, bindparam, exists, or_, select

from registry.models import Document, Entry, Supersession
from registry.models.base import Day, aliased
from registry.prepared_statements import PreparedQuery
from registry.rows import columns_of, every, one
from registry.rules.handover import SIGNED_BACK
from registry.rules.partial_dates import WrittenDate
from registry.shaped_queries import KNOWN, ShapedQuery, constants

_ON = bindparam("on", type_=Day)


@dataclass(frozen=True)
class DocumentRow:
    """A paper without its bytes. `settled`: it, or the same paper in Thai, is no draft any more.

    One that was signed is none again where the receipt that signed it was withdrawn.
    """

    id: int
    district: str
    instance: int | None
    entry: int | None
    kind: str
    subject: str
    language: str
    version: int
    file_name: str
    media_type: str
    own_date: date
    precision: str
    sha256: str
    content_hash: str
    status: str
    recorded_at: datetime
    facts_id: int | None
    settled: bool

    @property
    def dated(self) -> WrittenDate:
        """Its own date as far as an old paper names it."""
        return WrittenDate.of(self.own_date, self.precision)


SETTLED = ("signed", "adopted")
RECEIPT = "receipt"
_same = aliased(Document)
# The sheet itself stays as it was signed; whether that counts, its receipt says.
_RECEIPT_COUNTS = (
    select(Entry.id)
    .where(
        Entry.instance_id == _same.instance_id,
        Entry.gate == RECEIPT,
        Entry.kind == "decision",
        ~exists().where(Supersession.entry_id == Entry.id),
    )
    .exists()
)
_SETTLED = (
    select(_same.id)
    .where(
        _same.instance_id == Document.instance_id,
        _same.kind == Document.kind,
        _same.subject == Document.subject,
        _same.version == Document.version,
        _same.status.in_(constants(SETTLED)),
        or_(_same.kind.not_in(constants(SIGNED_BACK)), _RECEIPT_COUNTS),
    )
    .exists()
)
COLUMNS = columns_of(DocumentRow, Document, settled=_SETTLED.label("settled"))
DOCUMENT_ROWS = select(*COLUMNS)


def documents(
    connection: Connection,
    *,
    district: str | None = None,
    instance_id: int | None = None,
    on: date | None = None,
    known: datetime | None = None,
) -> list[DocumentRow]:
    """The papers of a district, of an instance, or all; oldest first.

    With `on` those dated by that day, with `known` those that the registry held by then.
    """
    shape = district is not None, instance_id is not None, on is not None, known is not None
    said = {"district": district, "instance": instance_id, "on": on, "known": known}
    return every(DocumentRow, _PAPERS.rows(connection, shape, said))


def _papers(shape: tuple[bool, bool, bool, bool]) -> Select[*tuple[Any, ...]]:
    """Of a district, of an instance, as of a day, as known at an instant."""
    of_district, of_instance, past_day, past = shape
    query = DOCUMENT_ROWS.order_by(Document.id)
    if of_district:
        query = query.where(Document.district_code == bindparam("district"))
    if of_instance:
        query = query.where(Document.instance_id == bindparam("instance"))
    return papers_as_of(query, _ON if past_day else None, KNOWN if past else None)


_PAPERS = ShapedQuery(_papers)


_Q = TypeVar("_Q", bound=Select[Any])


def papers_as_of(
    query: _Q,
    on: date | BindParameter[date] | None,
    known: datetime | BindParameter[datetime] | None,
) -> _Q:
    """Of the papers those dated by that day, and those that the registry held by then."""
    if on is not None:
        query = query.where(Document.own_date <= on)
    if known is not None:
        query = query.where(Document.recorded_at <= known)
    return query


def document(connection: Connection, document_id: int) -> DocumentRow | None:
    """The paper of that number."""
    row = connection.execute(DOCUMENT_ROWS.where(Document.id == document_id)).first()
    return one(DocumentRow, row)


def document_of(connection: Connection, instance_id: int, content_hash: str) -> DocumentRow | None:
    """The paper of the instance with that content: what a gate asks about."""
    said = {"instance": instance_id, "hash": content_hash}
    return next((DocumentRow(*row) for row in _OF_CONTENT.rows(connection, said)), None)


def with_content(papers: Iterable[DocumentRow], content_hash: str | None) -> DocumentRow | None:
    """The same among the papers of the instance, which stand in the order they were recorded."""
    found = [one for one in papers if one.content_hash == content_hash]
    return found[-1] if found else None


_OF_CONTENT = PreparedQuery(
    DOCUMENT_ROWS.where(
        Document.instance_id == bindparam("instance"), Document.content_hash == bindparam("hash")
    ).order_by(Document.id.desc())
)


_VERSIONS = PreparedQuery(
    select(Document.version).where(
        Document.instance_id == bindparam("instance"),
        Document.kind == bindparam("kind"),
        Document.subject == bindparam("subject"),
    )
)


def newest_version(connection: Connection, instance_id: int, kind: str, subject: str) -> int:
    """The number of the newest version of that paper in the instance, 0 where there is none."""
    asked = {"instance": instance_id, "kind": kind, "subject": subject}
    return max((row[0] for row in _VERSIONS.rows(connection, asked)), default=0)
