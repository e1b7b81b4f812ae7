"""Rows whose area lies in other areas: a province's code begins its districts' codes."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, or_

COUNTRY = "TH"


def within(column: SQLColumnExpression[str], areas: Iterable[str]) -> ColumnElement[bool]:
    """Whether the area of the column lies in one of the areas; an index serves it."""
    areas = tuple(areas)
    if COUNTRY in areas:
        return column.is_not(None)
    return or_(false(), *(and_(column >= one, column < _after(one)) for one in areas))


def _after(area: str) -> str:
    """The code after all that lie in the area: 57, then 58. Digits sort alike in any locale."""
    return str(int(area) + 1).zfill(len(area))
