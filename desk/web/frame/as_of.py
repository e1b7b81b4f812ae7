"""The day that a page is asked about, and the instant whose knowledge counts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlencode

from config.words import Sentence
from desk.views.as_of import as_of_said
from desk.web.frame.asking import Asking
from desk.web.frame.problems import Problems, problems_of
from registry.refusals import Refusal
from registry.rules.dates import ChristianYear, Era, parse_date
from registry.rules.instants import parse_instant


@dataclass(frozen=True)
class AsOf:
    """`on` and `known` as asked in the address; what could not be read is told as a problem."""

    on: date
    known: datetime | None
    on_text: str
    known_text: str
    problems: Problems
    today: date

    @property
    def said(self) -> Sentence:
        """The sentence above what is told."""
        return as_of_said(self.on, self.known, self.today)

    @property
    def is_now(self) -> bool:
        """Whether nothing was asked: today, with all that is known."""
        return not self.on_text and not self.known_text

    @property
    def query(self) -> str:
        """The same question in the address of another page, with its question mark."""
        asked = {"on": self.on_text, "known": self.known_text}
        left = urlencode({name: text for name, text in asked.items() if text})
        return f"?{left}" if left and not self.problems else ""


def as_of(asking: Asking) -> AsOf:
    """What the address asks: `on` and `known`, today and all that is known where it does not.

    Days are read in either era: nothing is recorded by looking, and an address outlives a
    switch of the language. A day as `known` is its end.
    """
    on = _address_field(asking, "on", "as_at", parse_date)
    known = _address_field(asking, "known", "known", parse_instant)
    return AsOf(
        on.value or asking.today, known.value, on.text, known.text,
        (*on.problems, *known.problems), asking.today,
    )  # fmt: skip


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Parse(Protocol[T_co]):
    """What reads a text of a field, whose years are of an era."""

    def __call__(self, text: str, *, field: str, era: Era) -> T_co: ...


@dataclass(frozen=True)
class AddressField(Generic[T]):
    """What the address says under a name, and what was read of it."""

    text: str
    value: T | None = None
    problems: Problems = ()


def _address_field(asking: Asking, name: str, field: str, parse: Parse[T]) -> AddressField[T]:
    text = asking.request.query_params.get(name, "").strip()
    if not text:
        return AddressField(text)
    try:
        return AddressField(text, _of_either_era(text, field, parse))
    except Refusal as refusal:
        return AddressField(text, None, problems_of(asking, refusal, names={field: name}))


def _of_either_era(text: str, field: str, parse: Parse[T]) -> T:
    try:
        return parse(text, field=field, era="BE")
    except ChristianYear:
        return parse(text, field=field, era="CE")
