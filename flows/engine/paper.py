"""What is declared of papers: which an effect drafts from which facts, and what freezes one."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from sqlalchemy import Connection

from config.words import Named, Sentence
from flows.engine.answers import Answers
from flows.engine.gate import Answer
from flows.engine.installation import Job
from flows.engine.replay import Effect
from registry.journal import EntryRow, InstanceRow
from registry.models import Fact
from registry.queries.documents import DocumentRow
from registry.refusals import Refusal

if TYPE_CHECKING:
    from flows.engine.decision import Deciding


@dataclass(frozen=True)
class NewPaper:
    """A paper that is to be drafted: its kind, its facts, and for whom where there are many.

    `subject` is the seat, session or other key that tells it apart in its kind. It is drafted
    in every language that its kind has a template in.
    """

    kind: str
    facts: BaseModel
    subject: str = ""


Maker = Callable[[Connection, Job], Iterable[NewPaper]]
"""Answers the papers of an effect, from its inputs and the registry as of the job's day."""


@dataclass(frozen=True)
class PapersOf:
    """The papers that an effect drafts, in the inputs' own model; `facts` are those of each kind.

    `one`: the kind of its single paper, whose version and hash the effect answers (`MadePaper`);
    else it answers the list of what was made (`PapersResult`). `inputs_facts`: the paper's facts
    where the inputs are them, else None.
    """

    effect: Effect[Any]
    make: Maker
    facts: Mapping[str, type[BaseModel]]
    one: str | None = None
    inputs_facts: Callable[[Job], BaseModel | None] = lambda _: None


@dataclass(frozen=True)
class Printing:
    """What a paper on demand is told from: an instance and its answers, as of the job's day."""

    connection: Connection
    process: str
    job: Job
    answers: Answers


@dataclass(frozen=True)
class PrintedFor:
    """For whom or for what a paper is printed: an agency, a seat; `group` is the training it is of.

    Without a key where the instance has one such paper.
    """

    key: str = ""
    name: Named | None = None
    group: Named | None = None


@dataclass(frozen=True)
class Printable:
    """A kind of paper that people print from an instance: no effect drafts it, nothing keeps it.

    `wanted` answers for whom there is something to print, nobody where it is too early; it reads
    little, for a page asks it of every kind. `make` answers the facts for one of these keys.
    """

    kind: str
    facts: type[BaseModel]
    wanted: Callable[[Printing], Iterable[PrintedFor]]
    make: Callable[[Printing, str], BaseModel]


@dataclass(frozen=True)
class Correctable:
    """What two people may put right of a paper that others rest on: fields of the answer in `form`.

    The first proposes, the second confirms. `dated` is the field that bears the paper's own day,
    which the correction is of. `needed` answers whether the instance's answer needs the second
    person yet. `propose` refuses what is proposed, `check` what is confirmed as things are then;
    `warn` tells the second person what to look at. `check` and `write` get the decision that is
    corrected, all three its new answer, `write` also the entry of the correction.
    """

    form: type[Answer]
    fields: frozenset[str]
    dated: str | None = None
    needed: Callable[[Connection, InstanceRow], bool] = lambda _, __: True
    propose: Callable[["Deciding"], None] = lambda _: None
    check: Callable[["Deciding", EntryRow, Any], None] = lambda _, __, ___: None
    warn: Callable[["Deciding", Any], Sequence[Sentence]] = lambda _, __: ()
    write: Callable[["Deciding", EntryRow, Any, int], None] = lambda _, __, ___, ____: None


@dataclass(frozen=True)
class FrozenPaper:
    """A kind of paper that never changes once a decision in one of the forms `by` froze it.

    What led to that decision is no longer withdrawn, stopped or overtaken by late paper: `rests`
    answers with which words, from the entries that froze something; without it a paper of the
    kind is frozen that counts as signed or adopted. `corrected` may still be put right.
    `copies` are kinds of papers that are made of it and so are no drafts either. `bears` answers
    number and date that a fair copy shows. `says` are the facts that are on it: no correction of
    what led to it changes them any more.
    """

    kind: str
    by: tuple[type[Answer], ...]
    copies: tuple[str, ...] = ()
    corrected: Correctable | None = None
    rests: Callable[[Connection, Collection[EntryRow]], Refusal | None] | None = None
    bears: Callable[[Connection, DocumentRow], tuple[str, date] | None] = lambda _, __: None
    says: tuple[type[Fact], ...] = ()
