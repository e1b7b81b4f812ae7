"""Plain values: what JSON can say. Covariant, so that a dict of lists of words is one."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
