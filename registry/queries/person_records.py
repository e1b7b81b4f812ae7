"""One person may stand in two records.

Facts and journals keep the id that they were written with. Whatever asks who somebody is, or
counts people, joins `survivor(...)` in its place; whatever asks for all of one person's, takes
`records_of(...)`.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    func,
    or_,
    select,
)

from registry.models import (
    Person,
    table_of,
)
from registry.shaped_queries import ListQuery

_record = table_of(Person).alias("record")
_whose = func.coalesce(_record.c.same_as, _record.c.id)
_Id: TypeAlias = int | BindParameter[int] | ColumnElement[int] | ScalarSelect[int]


def survivor(recorded: SQLColumnExpression[Any]) -> ScalarSelect[int]:
    """The id of the person for whom the recorded id stands."""
    return select(_whose).where(_record.c.id == recorded).scalar_subquery()


def survivor_called(ref: BindParameter[str] | str) -> ScalarSelect[int]:
    """The id of the person for whom the record of that reference stands."""
    return select(_whose).where(_record.c.ref == ref).scalar_subquery()


def survivors_called(connection: Connection, ref: str) -> set[int]:
    """The same, asked: nobody where no record bears the reference."""
    return set(connection.scalars(select(_whose).where(_record.c.ref == ref)))


def records_of(person: _Id) -> Select[int]:
    """The ids of all records of the person: their own, and those merged into it."""
    return select(_record.c.id).where(or_(_record.c.id == person, _record.c.same_as == person))


def records_of_several(people: Iterable[int] | Select[Any]) -> Select[int]:
    """The ids of all records of these people."""
    ids = people if isinstance(people, Select) else tuple(people)
    return select(_record.c.id).where(or_(_record.c.id.in_(ids), _record.c.same_as.in_(ids)))


def person_for(connection: Connection, recorded: int) -> int:
    """The id of the person for whom the recorded id stands."""
    return survivors(connection, (recorded,))[recorded]


def survivors(connection: Connection, recorded: Iterable[int]) -> dict[int, int]:
    """The same of several."""
    return {row[0]: row[1] for row in _SURVIVORS.rows(connection, recorded)}


_SURVIVORS = ListQuery(lambda ids: select(_record.c.id, _whose).where(_record.c.id.in_(ids)))
