"""Questions put in other words by what they are about: prepared once for each such shape.

To put a question together anew costs a page more than SQLite takes to answer it. A shape is what
the words depend on: the areas that somebody may see, how many values are asked about.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Text,
    bindparam,
    literal_column,
)

from registry.models.base import Instant
from registry.prepared_statements import PreparedQuery, Rows

S = TypeVar("S", bound=Hashable)
_MOST_KEPT = 256  # shapes of one question: people, and pages of them
_ROUND = 64  # values of a list; longer ones are made so long, or a multiple of it
_PORTION = 2 * _ROUND  # values of a list that are asked about at once, where each is apart
_KEY = re.compile(r"[\w.]+", re.ASCII)
_NO_VALUES: Mapping[str, Any] = {}
KNOWN = bindparam("known", type_=Instant)
Known: TypeAlias = BindParameter[datetime] | None


class ShapedQuery(Generic[S]):
    """A question that `asked` makes of its shape; values that vary more are given by name."""

    def __init__(self, asked: Callable[[S], Select[*tuple[Any, ...]]]) -> None:
        self._prepared = lru_cache(maxsize=_MOST_KEPT)(lambda shape: PreparedQuery(asked(shape)))

    def rows(
        self, connection: Connection, shape: S, values: Mapping[str, Any] = _NO_VALUES
    ) -> Rows:
        """The rows of the answer, as `PreparedQuery` gives them."""
        return self._prepared(shape).rows(connection, values)


class KnownQuery:
    """A question about what is known now, or was known at the instant `known`.

    `asked` makes it of that instant, None for now.
    """

    def __init__(self, asked: Callable[[Known], Select[*tuple[Any, ...]]]) -> None:
        self._asked: ShapedQuery[bool] = ShapedQuery(lambda past: asked(KNOWN if past else None))

    def rows(
        self, connection: Connection, known: datetime | None, values: Mapping[str, Any]
    ) -> Rows:
        """The rows of the answer, as `PreparedQuery` gives them."""
        return self._asked.rows(connection, known is not None, {**values, "known": known})


class ListQuery:
    """A question about several values, in other words for each number of them.

    `asked` makes it of the parameters that stand for them, in an IN: in a long list the last
    value stands several times, so that few numbers of values come to be prepared.

    Where the rows are `apart`, each row is about one value and stands in an order among the rows of
    that value alone. Of a list of the whole country some are asked about after others then: to
    put a question about nine hundred into words takes longer than to answer it.
    """

    def __init__(
        self,
        asked: Callable[[Sequence[BindParameter[Any]]], Select[*tuple[Any, ...]]],
        *,
        apart: bool = False,
    ) -> None:
        self._of_count: ShapedQuery[int] = ShapedQuery(
            lambda count: asked(list_parameters("one", count))
        )
        self._apart = apart

    def rows(
        self, connection: Connection, several: Iterable[Any], values: Mapping[str, Any] = _NO_VALUES
    ) -> Rows:
        """The rows of the answer about these values; of none there are none."""
        listed = [*several]
        if not self._apart:
            return self._rows(connection, listed, values)
        starts = range(0, len(listed), _PORTION)
        portions = (listed[one : one + _PORTION] for one in starts)
        return [row for some in portions for row in self._rows(connection, some, values)]

    def _rows(self, connection: Connection, listed: list[Any], values: Mapping[str, Any]) -> Rows:
        if len(listed) > _ROUND:
            listed += listed[-1:] * (-len(listed) % _ROUND)
        if not listed:
            return ()
        those = list_values("one", listed)
        return self._of_count.rows(connection, len(listed), {**those, **values})


class KnownList:
    """A question about several values, of what is known now or was at the instant `known`.

    `asked` makes it of the parameters that stand for the values, as `ListQuery` says, and of
    that instant, None for now; `apart` as there.
    """

    def __init__(
        self,
        asked: Callable[[Sequence[BindParameter[Any]], Known], Select[*tuple[Any, ...]]],
        *,
        apart: bool = False,
    ) -> None:
        self._now = ListQuery(lambda several: asked(several, None), apart=apart)
        self._past = ListQuery(lambda several: asked(several, KNOWN), apart=apart)

    def rows(
        self,
        connection: Connection,
        several: Iterable[Any],
        known: datetime | None,
        values: Mapping[str, Any] = _NO_VALUES,
    ) -> Rows:
        """The rows of the answer about these values; of none there are none."""
        asked = self._now if known is None else self._past
        return asked.rows(connection, several, {**values, "known": known})


def list_parameters(name: str, count: int) -> list[BindParameter[Any]]:
    """The parameters of a list of so many values."""
    return [bindparam(f"{name}_{place}") for place in range(count)]


def list_values(name: str, values: Iterable[Any]) -> dict[str, Any]:
    """The values of such a list."""
    return {f"{name}_{place}": one for place, one in enumerate(values)}


def constants(words: Iterable[str]) -> list[ColumnElement[str]]:
    """Keys of this release that are a part of the shape, written out.

    psycopg reads a statement anew, each time it is sent, that has more than fifty values.
    """
    return [literal_column(f"'{_key(one)}'", Text) for one in words]


def _key(word: str) -> str:
    if not _KEY.fullmatch(word):
        raise ValueError(word)
    return word
