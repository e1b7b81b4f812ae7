"""What a gate offers whoever fills in its form: what it begins with, what may be chosen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from config.words import Sentence, Value, both
from flows.engine.answers import Answers
from flows.engine.replay import subject_of
from registry.journal import EntryRow
from registry.queries.agencies import agencies_of

Proposal = dict[str, Any]
"""An answer to begin from, or a row of one, as JSON."""


@dataclass(frozen=True)
class Option:
    """Something that can be chosen. `text` are further words about it."""

    value: str
    label: Value
    text: Value = ""


@dataclass(frozen=True)
class Offers:
    """The choices of fields by their path in the form ("sessions.duties").

    `captions` are the items that are to be replied to, `asked` what a review asked to change in
    what is written anew here, `concerned` whom the gate is about: its page says it, its title never
    names a person. `beforehand` is what whoever decides is to know: its page warns of it. `named`
    is what an answer may bear in a field, by key, where that is more than is offered, or a key
    reads as a number.
    """

    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    captions: tuple[str, ...] = ()
    asked: tuple[Value, ...] = ()
    concerned: Sentence | None = None
    beforehand: tuple[Sentence, ...] = ()
    named: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Of choices that read alike each says its key: nobody could see which is which."""
        apart = {path: told_apart(of) for path, of in self.options.items()}
        object.__setattr__(self, "options", apart)


def told_apart(options: Sequence[Option]) -> tuple[Option, ...]:
    """The choices; those whose words are another's too with what their key alone says."""
    alike = Counter((one.label, one.text) for one in options)
    return tuple(
        one if alike[one.label, one.text] == 1 else replace(one, label=_by_key(one))
        for one in options
    )


def _by_key(one: Option) -> Sentence:
    _, _, office = one.value.partition("/")  # of a seat's key, that of the office that fills it
    return both("choice.told_apart", label=one.label, key=office or one.value)


NOTHING_OFFERED = Offers()


@dataclass(frozen=True)
class GateContext:
    """A gate that is filled in: what was decided before it, and the day it is looked at.

    `path` and `about` are the gate's, where it is one alone that is looked at; `known`: facts
    are those that were known at that instant, where it is looked at later. `so_far`: what was
    typed in its inputs.
    """

    connection: Connection
    instance: int
    district: str
    on: date
    answers: Answers
    path: str = ""
    about: str | None = None
    known: datetime | None = None
    so_far: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def typed(self, name: str) -> str:
        """What is typed in the form so far under that name of an input."""
        return next(reversed(self.so_far.get(name, [""])), "").strip()

    @property
    def subject(self) -> str | None:
        """Whom or what the gate asks about, None where it is asked once."""
        return subject_of(self.path)

    @property
    def entries(self) -> Sequence[EntryRow]:
        """The journal of the instance."""
        return self.answers.entries


def agency_options(at: GateContext, first: Sequence[str]) -> tuple[Option, ...]:
    """The agencies of the gate's district and its province, those of these keys first."""
    found = agencies_of(at.connection, at.district, first)
    found.sort(key=lambda one: first.index(one.key) if one.key in first else len(first))
    return tuple(Option(one.key, one.name) for one in found)
