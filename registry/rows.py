"""Rows as they come from a query, into records whose fields have the types."""

from collections.abc import Iterable
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Row

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
R = TypeVar("R")


def one(record: type[R], row: Iterable[Any] | None) -> R | None:
    """The record of a row, None for no row. Columns stand in the order of its fields."""
    return None if row is None else record(*row)


def every(record: type[R], rows: Iterable[Iterable[Any]]) -> list[R]:
    """The records of rows."""
    return [record(*row) for row in rows]
