"""Documents and their bytes, and the newest of a district."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    Connection,
    Integer,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from registry.models import Blob, Document, Entry, Instance, Payload, Supersession
from registry.models.base import Day, aliased
from registry.prepared_statements import PreparedQuery
from registry.queries.areas import within
from registry.rows import columns_of, every, one
from registry.rules.handover import SIGNED_BACK
from registry.shaped_queries import KNOWN, ShapedQuery, constants
from registry.transaction import COUNTRY

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
    sha256: str
    content_hash: str
    status: str
    recorded_at: datetime
    facts_id: int | None
    settled: bool


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
_DOCUMENT = select(*COLUMNS)


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
    query = _DOCUMENT.order_by(Document.id)
    if of_district:
        query = query.where(Document.district_code == bindparam("district"))
    if of_instance:
        query = query.where(Document.instance_id == bindparam("instance"))
    return _as_of(query, _ON if past_day else None, KNOWN if past else None)


_PAPERS = ShapedQuery(_papers)


def document(connection: Connection, document_id: int) -> DocumentRow | None:
    """The paper of that number."""
    row = connection.execute(_DOCUMENT.where(Document.id == document_id)).first()
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
    _DOCUMENT.where(
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


def content(connection: Connection, sha256: str) -> bytes | None:
    """The bytes, None where a redaction took them away."""
    return connection.scalar(select(Blob.content).where(Blob.sha256 == sha256))


def facts(connection: Connection, facts_id: int) -> Any:  # noqa: ANN401 — the JSON of a facts model
    """The frozen facts that a paper was rendered from."""
    ((body,),) = _FACTS.rows(connection, {"facts": facts_id})
    return json.loads(body)


def facts_of(connection: Connection, ids: Iterable[int | None]) -> dict[int | None, Any]:
    """The frozen facts of several papers, by their number."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    query = select(Payload.id, Payload.body).where(Payload.id.in_(wanted))
    return {number: json.loads(body) for number, body in connection.execute(query)}


_FACTS = PreparedQuery(select(Payload.body).where(Payload.id == bindparam("facts")))


def documents_page(
    connection: Connection,
    areas: Iterable[str],
    *,
    kind: str | None,
    skip: int,
    most: int,
    on: date | None = None,
    known: datetime | None = None,
) -> tuple[list[DocumentRow], int]:
    """A page of the papers of the areas, newest first; and how many there are.

    With `on` those dated by that day, with `known` those that the registry held by then.
    """
    areas = tuple(areas)
    where = [within(Document.district_code, areas)]
    if kind is not None:
        where.append(Document.kind == kind)
    counted = _as_of(select(func.count(Document.id)).where(*where), on, known)
    count = connection.scalar(counted) or 0
    # By the number itself a database goes through the papers of all districts, newest first.
    number = Document.id if COUNTRY in areas else Document.id + 0
    query = _as_of(_DOCUMENT.where(*where), on, known).order_by(number.desc())
    return every(DocumentRow, connection.execute(query.offset(skip).limit(most))), count


def documents_in(
    connection: Connection, areas: Iterable[str], kind: str | None = None
) -> list[DocumentRow]:
    """The papers of the areas, of one kind if it is given; oldest first."""
    query = _DOCUMENT.where(within(Document.district_code, areas))
    if kind is not None:
        query = query.where(Document.kind == kind)
    return every(DocumentRow, connection.execute(query.order_by(Document.id)))


_KIND = select(func.min(Document.kind).label("kind")).cte("kinds", recursive=True)
_KINDS = _KIND.union_all(
    select(select(func.min(Document.kind)).where(Document.kind > _KIND.c.kind).scalar_subquery())
    .select_from(_KIND)
    .where(_KIND.c.kind.is_not(None))
)


def document_kinds(connection: Connection) -> list[str]:
    """The kinds of papers that there are: from one to the next by their index."""
    query = select(_KINDS.c.kind).where(_KINDS.c.kind.is_not(None)).order_by(_KINDS.c.kind)
    return list(connection.scalars(query))


def papers_at_work(connection: Connection, area: str) -> list[DocumentRow]:
    """The papers of the open instances of an area and of its districts, oldest first."""
    query = (
        _DOCUMENT.join(Instance, Instance.id == Document.instance_id)
        .where(within(Document.district_code, (area,)), Instance.status == "open")
        .order_by(Document.id)
    )
    return every(DocumentRow, connection.execute(query))


def latest_documents(
    connection: Connection,
    district: str,
    most: int,
    *,
    on: date | None = None,
    known: datetime | None = None,
) -> list[DocumentRow]:
    """The newest papers of the district."""
    shape = on is not None, known is not None
    said = {"district": district, "most": most, "on": on, "known": known}
    return every(DocumentRow, _LATEST.rows(connection, shape, said))


def _latest(shape: tuple[bool, bool]) -> Select[*tuple[Any, ...]]:
    past_day, past = shape
    here = _DOCUMENT.where(Document.district_code == bindparam("district"))
    return (
        _as_of(here, _ON if past_day else None, KNOWN if past else None)
        .order_by(Document.id.desc())
        .limit(bindparam("most", type_=Integer))
    )


_LATEST = ShapedQuery(_latest)


def how_many_documents(
    connection: Connection,
    district: str,
    *,
    on: date | None = None,
    known: datetime | None = None,
) -> int:
    """How many papers the district has."""
    shape = on is not None, known is not None
    rows = _HOW_MANY.rows(connection, shape, {"district": district, "on": on, "known": known})
    return int(rows[0][0])


def _how_many(shape: tuple[bool, bool]) -> Select[*tuple[Any, ...]]:
    past_day, past = shape
    here = select(func.count(Document.id)).where(Document.district_code == bindparam("district"))
    return _as_of(here, _ON if past_day else None, KNOWN if past else None)


_HOW_MANY = ShapedQuery(_how_many)


_Q = TypeVar("_Q", bound=Select[Any])


def _as_of(
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


def attested_papers(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[DocumentRow]:
    """The district's papers by that day of which a person vouched that they name no victim.

    What is classed is never among them: of such a paper the registry holds number, date and
    keeper, and no file (practice.md 18).
    """
    query = _DOCUMENT.where(
        Document.district_code == district,
        Document.own_date <= on,
        Document.attested_by.is_not(None),
    )
    if known is not None:
        query = query.where(Document.recorded_at <= known)
    return every(DocumentRow, connection.execute(query.order_by(Document.id)))
