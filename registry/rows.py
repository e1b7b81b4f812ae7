"""Rows as they come from a query, into records whose fields have the types."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Row, SQLColumnExpression, Table

from registry.models import Base

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
R = TypeVar("R")


def columns_of(
    record: type[Any], table: type[Base] | Table, **others: str | SQLColumnExpression[Any]
) -> list[Any]:
    """What the fields of a record are read from, in their order: the columns of a table.

    A column is called as the field, or so with `_id` or `_code` behind; `others` names those that
    are called otherwise, or are no columns of it.
    """
    names = getattr(record, "_fields", None) or [one.name for one in fields(record)]
    said = (others.get(name, name) for name in names)
    return [_column(table, one) if isinstance(one, str) else one for one in said]


def _column(table: type[Base] | Table, name: str) -> SQLColumnExpression[Any]:
    known = (name, f"{name}_id", f"{name}_code")
    if isinstance(table, Table):
        return next(table.c[one] for one in known if one in table.c)
    return next(getattr(table, one) for one in known if hasattr(table, one))


def one(record: type[R], row: Iterable[Any] | None) -> R | None:
    """The record of a row, None for no row. Columns stand in the order of its fields."""
    return None if row is None else record(*row)


def every(record: type[R], rows: Iterable[Iterable[Any]]) -> list[R]:
    """The records of rows."""
    made: Callable[[Iterable[Any]], R] | None = getattr(record, "_make", None)  # a named tuple
    return [*map(made, rows)] if made else [record(*row) for row in rows]
