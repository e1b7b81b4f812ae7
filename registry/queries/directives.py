"""Provincial directives, and what came of each in its districts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from registry.models import Directive, DirectiveDistrict
from registry.prepared_statements import PreparedQuery
from registry.rows import columns_of
from registry.rules.directive_results import BEGUN, DirectiveResult
from registry.shaped_queries import KnownList, constants


@dataclass(frozen=True)
class DirectiveRow:
    """A directive as it was recorded. `due_on` is the day by which it wants committees."""

    id: int
    province: str
    number: str
    year_be: int
    dated: date
    subject_th: str
    signer: str
    due_on: date | None
    document: int | None
    recorded_by: int
    recorded_at: datetime


@dataclass(frozen=True)
class DirectiveOutcome:
    """What came of a directive in a district, and the instance that it began or left alone."""

    district: str
    result: DirectiveResult
    instance: int | None
    recorded_at: datetime


_DIRECTIVE = columns_of(DirectiveRow, Directive)
_SETTLED = columns_of(DirectiveOutcome, DirectiveDistrict)


def _settled(row: Sequence[Any]) -> DirectiveOutcome:
    district, result, instance, recorded_at = row
    return DirectiveOutcome(district, DirectiveResult(result), instance, recorded_at)


def directive(connection: Connection, directive_id: int) -> DirectiveRow | None:
    """The directive of that number in the registry, None where there is none."""
    row = connection.execute(select(*_DIRECTIVE).where(Directive.id == directive_id)).first()
    return DirectiveRow(*row) if row else None


def directive_numbered(
    connection: Connection, province: str, number_key: str, year_be: int
) -> DirectiveRow | None:
    """The province's directive of that number and year, if it is recorded."""
    row = connection.execute(
        select(*_DIRECTIVE).where(
            Directive.province_code == province,
            Directive.number_key == number_key,
            Directive.year_be == year_be,
        )
    ).first()
    return DirectiveRow(*row) if row else None


def directives(connection: Connection, province: str | None = None) -> list[DirectiveRow]:
    """The recorded directives, of one province or of all, the newest letter first."""
    query = select(*_DIRECTIVE).order_by(Directive.dated.desc(), Directive.id.desc())
    if province is not None:
        query = query.where(Directive.province_code == province)
    return [DirectiveRow(*row) for row in connection.execute(query)]


def directive_of(connection: Connection, instance: int) -> DirectiveRow | None:
    """The directive that began the instance; None where none did, or it was open before."""
    row = connection.execute(
        select(*_DIRECTIVE)
        .join(DirectiveDistrict, DirectiveDistrict.directive_id == Directive.id)
        .where(DirectiveDistrict.instance_id == instance, DirectiveDistrict.result.in_(BEGUN))
    ).first()
    return DirectiveRow(*row) if row else None


def settled_by(connection: Connection, directive_id: int) -> list[DirectiveOutcome]:
    """What came of the directive, by district in code order; districts not yet begun lack."""
    query = select(*_SETTLED).where(DirectiveDistrict.directive_id == directive_id)
    rows = connection.execute(query.order_by(DirectiveDistrict.district_code))
    return [_settled(row) for row in rows]


def directives_about(
    connection: Connection, district: str
) -> list[tuple[DirectiveRow, DirectiveOutcome]]:
    """The directives that were settled in a district, newest first, and what came of each."""
    size, rows = len(_DIRECTIVE), _ABOUT.rows(connection, {"district": district})
    return [(DirectiveRow(*row[:size]), _settled(row[size:])) for row in rows]


_ABOUT = PreparedQuery(
    select(*_DIRECTIVE, *_SETTLED)
    .join(DirectiveDistrict, DirectiveDistrict.directive_id == Directive.id)
    .where(DirectiveDistrict.district_code == bindparam("district"))
    .order_by(Directive.dated.desc(), Directive.id.desc())
)


def counts_of(
    connection: Connection, ids: Collection[int]
) -> dict[int, dict[DirectiveResult, int]]:
    """How many districts came to each result, by directive."""
    found: dict[int, dict[DirectiveResult, int]] = {one: {} for one in ids}
    query = (
        select(DirectiveDistrict.directive_id, DirectiveDistrict.result, func.count())
        .where(DirectiveDistrict.directive_id.in_(ids))
        .group_by(DirectiveDistrict.directive_id, DirectiveDistrict.result)
    )
    for directive_id, result, count in connection.execute(query):
        found[directive_id][DirectiveResult(result)] = count
    return found


def begun_by_letter(
    connection: Connection, instances: Collection[int], known: datetime | None = None
) -> dict[int, date]:
    """The instances among these that a provincial directive began: the day of its letter."""
    rows = _BY_LETTER.rows(connection, instances, known)
    return {row[0]: row[1] for row in rows if row[0] is not None}


_BY_LETTER = KnownList(
    lambda instances, known: (
        select(DirectiveDistrict.instance_id, Directive.dated)
        .join(Directive, Directive.id == DirectiveDistrict.directive_id)
        .where(
            DirectiveDistrict.instance_id.in_(instances),
            DirectiveDistrict.result.in_(constants(BEGUN)),
            *(() if known is None else (DirectiveDistrict.recorded_at <= known,)),
        )
    )
)
