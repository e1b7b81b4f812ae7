"""The papers of areas: a page of them, the newest of a district, those at work."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, func, or_, select

from registry.models import Document, Instance
from registry.models.base import Day
from registry.queries.areas import within
from registry.queries.documents import DOCUMENT_ROWS, DocumentRow, papers_as_of
from registry.rows import every
from registry.rules.rights import APART, Verb
from registry.shaped_queries import KNOWN, ShapedQuery, constants
from registry.transaction import COUNTRY

_ON = bindparam("on", type_=Day)


def documents_page(
    connection: Connection,
    areas: Iterable[str],
    *,
    kind: str | None,
    skip: int,
    most: int,
    on: date | None = None,
    known: datetime | None = None,
    opened_in: Callable[[Verb], Collection[str]] = lambda _: (COUNTRY,),
) -> tuple[list[DocumentRow], int]:
    """A page of the papers of the areas, newest first; and how many there are.

    `opened_in` tells the areas in which that may be done: those that more is asked for than READ
    are listed there alone.
    With `on` those dated by that day, with `known` those that the registry held by then.
    """
    areas = tuple(areas)
    where = [within(Document.district_code, areas)]
    for verb in sorted(set(APART.values())):
        if COUNTRY not in (opened := opened_in(verb)):
            kinds = constants(kind for kind, asked in APART.items() if asked is verb)
            where.append(or_(Document.kind.not_in(kinds), within(Document.district_code, opened)))
    if kind is not None:
        where.append(Document.kind == kind)
    counted = papers_as_of(select(func.count(Document.id)).where(*where), on, known)
    count = connection.scalar(counted) or 0
    # By the number itself a database goes through the papers of all districts, newest first.
    number = Document.id if COUNTRY in areas else Document.id + 0
    query = papers_as_of(DOCUMENT_ROWS.where(*where), on, known).order_by(number.desc())
    return every(DocumentRow, connection.execute(query.offset(skip).limit(most))), count


def documents_in(
    connection: Connection, areas: Iterable[str], kind: str | None = None
) -> list[DocumentRow]:
    """The papers of the areas, of one kind if it is given; oldest first."""
    query = DOCUMENT_ROWS.where(within(Document.district_code, areas))
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
        DOCUMENT_ROWS.join(Instance, Instance.id == Document.instance_id)
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
    here = DOCUMENT_ROWS.where(Document.district_code == bindparam("district"))
    return (
        papers_as_of(here, _ON if past_day else None, KNOWN if past else None)
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
    return papers_as_of(here, _ON if past_day else None, KNOWN if past else None)


_HOW_MANY = ShapedQuery(_how_many)


def attested_papers(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[DocumentRow]:
    """The district's papers by that day of which a person vouched that they name no victim.

    What is classed is never among them: of such a paper the registry holds number, date and
    keeper, and no file (practice.md 18).
    """
    query = DOCUMENT_ROWS.where(
        Document.district_code == district,
        Document.own_date <= on,
        Document.attested_by.is_not(None),
    )
    if known is not None:
        query = query.where(Document.recorded_at <= known)
    return every(DocumentRow, connection.execute(query.order_by(Document.id)))
