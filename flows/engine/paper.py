"""What is declared of papers: which of them an effect drafts, from which facts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection

from flows.engine.office import Job
from flows.engine.replay import Effect


@dataclass(frozen=True)
class Wanted:
    """A paper that is to be drafted: its kind, its facts, and for whom where there are many.

    `subject` is the seat, session or other key that tells it apart in its kind. It is drafted
    in every language that its kind has a template in.
    """

    kind: str
    facts: BaseModel
    subject: str = ""


Maker = Callable[[Connection, Job], Iterable[Wanted]]
"""Answers the papers of an effect, from its inputs and the registry as of the job's day."""


@dataclass(frozen=True)
class PapersOf:
    """The papers that an effect drafts, in the inputs' own model; `facts` are those of each kind.

    `one`: the kind of its single paper, whose version and hash the effect answers (`MadePaper`);
    else it answers the list of what was made (`PapersResult`). `inputs_facts`: the paper's facts
    where the inputs are them, else None. `cites_order`: they name the order in force, and are
    drafted anew where its number is corrected.
    """

    effect: Effect[Any]
    make: Maker
    facts: Mapping[str, type[BaseModel]]
    one: str | None = None
    inputs_facts: Callable[[Job], BaseModel | None] = lambda _: None
    cites_order: bool = False
