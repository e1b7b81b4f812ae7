"""What Prasan refuses, and why: one base, one class a refusal.

Each builds its own sentence, in Thai and English, from the facts. The text stands in the
catalogues under `refusal.<code>`. A refusal changes nothing; the desk maps them once.
"""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from config.words import Field, Sentence, Value, both, joined, known, row_words

M = TypeVar("M", bound="Misfit")

_WORD = re.compile("(?<!^)(?=[A-Z])")  # where a word of a class's name begins
MOST_TOLD = 100  # misfits of one form: put right, it tells the rest when it is sent again
LONGEST_TOLD = 200  # characters of what was typed that its refusal says again
# What moves a terminal's cursor, or turns the direction of what is read.
_UNTOLD = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Refusal(Exception):
    """Base of all refusals. `field` names what has to be put right, where there is one.

    Its `code` is the name of its class in small letters, where the class has no other.
    """

    code: ClassVar[str]

    def __init_subclass__(cls, *, base: bool = False) -> None:
        """Its code is its own name, unless it says another; a mere base of others has none."""
        super().__init_subclass__()
        if not base and "code" not in vars(cls):
            cls.code = _WORD.sub("_", cls.__name__).lower()

    def __init__(self, *, field: str | None = None, **values: Value) -> None:
        super().__init__(self.code)
        self.field = field
        self.values = values
        self.place: int | None = None  # which of several, counted from 1, all of them refused
        # What the row of the field is called: None for its number, "" where that is said already.
        self.row: Value = None
        # What the field itself is called, where it bears a name of its own: an indicator, a seat.
        self.called: Value = None
        # The key of what the field's form calls it, where that is unlike what others do.
        self.label = ""
        # Whether a page tells it: one that names commands has a sentence of its own there.
        self.at_page = False

    def __reduce__(self) -> tuple[Any, ...]:
        """As it goes to another process: with all that it says, whatever its class is made of."""
        return _anew, (type(self), self.__dict__)

    @property
    def sentence(self) -> Sentence:
        """What is wrong and the remedy, in both languages; of several, which one it is."""
        if self.place is not None:
            return both("refusal.one_of_several", place=self.place, sentence=self._own)
        return self._own

    @property
    def _own(self) -> Sentence:
        told = {name: _as_told(value) for name, value in self.values.items()}
        if isinstance(typed := told.get("value"), str) and len(typed) > LONGEST_TOLD:
            told["value"] = f"{typed[:LONGEST_TOLD]}…"
        key = f"refusal.{self.code}"
        own = f"{key}.page"
        return both(own if self.at_page and known(own) else key, field=self._called, **told)

    @property
    def _called(self) -> Value:
        if self.called is not None:
            return self.called
        field = self.field or ""
        return Field(field, row_words(field) if self.row is None else self.row, self.label)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence.en}"


def _all_of(code: str, told: Sequence[Sentence]) -> Sentence:
    """Several misfits under what they are of, a line each; of those past MOST_TOLD how many."""
    more = len(told) - MOST_TOLD
    rest = (both("refusal.more", count=more),) if more > 0 else ()
    head = both(f"refusal.{code}", count=len(told))
    return joined("\n", (head, *told[:MOST_TOLD], *rest))


def _anew(kind: type[Refusal], said: dict[str, Any]) -> Refusal:
    made = kind.__new__(kind)
    made.__dict__.update(said)
    return made


def _as_told(value: Value) -> Value:
    """A text without signs that would change how the sentence around it is read."""
    return _UNTOLD.sub("\ufffd", value) if isinstance(value, str) else value


class Misfit(Protocol):
    """What is wrong at one place of a file."""

    @property
    def where(self) -> str:
        """The place, as its program calls it ("sheet!C7")."""

    @property
    def sentence(self) -> Sentence:
        """Where, and what to do."""


class FileMisfits(Refusal, Generic[M], base=True):
    """A file that does not fit: all that is wrong is told, a line each, and nothing is taken."""

    def __init__(self, problems: Sequence[M], field: str | None = None) -> None:
        super().__init__(field=field or problems[0].where)
        self.problems = tuple(problems)

    @property
    def sentence(self) -> Sentence:
        """One line a misfit, under what the file is."""
        return _all_of(self.code, [one.sentence for one in self.problems])


class SeveralRefused(Refusal, base=True):
    """Several things are wrong with one form: each is told, and nothing is taken."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(field=refusals[0].field)
        self.refusals = tuple(refusals)

    @property
    def sentence(self) -> Sentence:
        """One line a refusal."""
        return _all_of(self.code, [one.sentence for one in self.refusals])


def each_of(refusal: Refusal) -> tuple[Refusal, ...]:
    """What a refusal tells: itself, or each of several."""
    return refusal.refusals if isinstance(refusal, SeveralRefused) else (refusal,)


class UnknownRegistryUrl(Refusal):
    """No database that Prasan knows is meant."""


class PostgresDriverMissing(Refusal):
    """The registry is on PostgreSQL, and what an environment needs for that is not in this one."""


class RegistryMissing(Refusal):
    """Nothing lies where the registry is looked for."""


class RegistryOlder(Refusal):
    """It was made by an earlier release."""


class RegistryNewer(Refusal):
    """It was made by a later release."""


class RegistryUnreleased(Refusal):
    """It was made by a state of the program between two releases, which no release upgrades."""


class RegistryFault(Refusal, base=True):
    """The database or the disk fails, and not what was asked for: nothing was changed."""


class RegistryNotWritable(RegistryFault):
    """The database or its folder does not take what is written."""


class RegistryNotReadable(RegistryFault):
    """The database does not answer just now: it is away, or its disk does not read."""


class RegistryHeld(RegistryFault):
    """Somebody holds the database so that nobody else can read it."""


class RegistryDamaged(RegistryFault):
    """Pages of the database are not what it wrote."""


class RegistryExchanged(RegistryFault):
    """Another file (or none) lies where this one was opened: what is written would be lost."""


class RegistryUnfinished(RegistryFault):
    """A restore was cut off: what came back is not whole, or not redacted yet."""


class DiskRefuses(RegistryFault):
    """A disk of this machine is full, read-only, or broken."""


class PlaceClosed(RegistryFault):
    """A file or folder of this machine is not there for this account to use."""


class RegistryOnNetworkShare(Refusal):
    """SQLite's locks do not hold there."""


class PlaceOfShell(Refusal):
    """The place begins with a sign that only a shell reads: a folder would be called so."""
