"""Effects that the machine owes: papers and other things that it has still to make."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    func,
    select,
)

from registry.journal import EffectRow
from registry.models import EffectRequest
from registry.models.journal import OWED
from registry.queries.areas import within
from registry.rows import every
from registry.shaped_queries import ShapedQuery

_effect = EffectRequest.__table__
_EFFECT = select(*(_effect.c["on_date" if name == "on" else name] for name in EffectRow._fields))


def effects_owed(connection: Connection, *, district: str | None = None) -> list[EffectRow]:
    """The effects that are not done yet: waiting, claimed, or failed; oldest first."""
    rows = _EFFECTS_OWED.rows(connection, district is not None, {"district": district})
    return every(EffectRow, rows)


def _effects_owed(of_district: bool) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 — the shape
    query = _EFFECT.where(OWED).order_by(_effect.c.id)  # in these words: the index is found so
    return query.where(_effect.c.district_code == bindparam("district")) if of_district else query


_EFFECTS_OWED = ShapedQuery(_effects_owed)


def papers_to_be_made(connection: Connection, areas: Iterable[str]) -> int:
    """How many papers and other effects of the areas the machine has still to make."""
    return int(_TO_BE_MADE.rows(connection, frozenset(areas))[0][0])


def _to_be_made(areas: frozenset[str]) -> Select[*tuple[Any, ...]]:
    here = within(EffectRequest.district_code, areas)
    return select(func.count()).where(OWED, EffectRequest.status != "failed", here)


_TO_BE_MADE = ShapedQuery(_to_be_made)
