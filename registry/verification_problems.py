"""What `verify` finds, and what it read of the chains to find it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from config.words import Sentence, Value, both

Tell: TypeAlias = Callable[[Sentence], None]
"""Who hears how far a verification is."""


def untold(_said: Sentence) -> None:
    """Nobody hears it."""


@dataclass(frozen=True)
class Problem:
    """Something is not what was written: a stable code, the area if it has one, a sentence."""

    code: str
    area: str | None
    what: Sentence


@dataclass
class ChainsRead:
    """What the pass over the chains keeps for the checks after it. `tails` are last links."""

    tails: dict[str, tuple[int, str]] = field(default_factory=dict)
    links: list[tuple[int, str, int, str]] = field(default_factory=list)
    sealed: list[tuple[int, str]] = field(default_factory=list)
    papers: dict[int, dict[str, Any]] = field(default_factory=dict)
    facts: list[tuple[int, str]] = field(default_factory=list)
    redactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)


def problem(code: str, area: str | None, **values: Value) -> Problem:
    """A problem with its sentence, which stands in the catalogues under `problem.<code>`."""
    return Problem(code, area, both(f"problem.{code}", area=area or "", **values))
