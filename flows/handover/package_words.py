"""Words that the papers of a package share: shares, short days, sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.words import Named, Sentence, Value, both, counted_off
from registry.queries.orders import OrderRow
from registry.rules.figure_words import amount_words
from registry.rules.figures import Share
from registry.rules.order_citations import cited_date, cited_number, is_numbered
from registry.rules.partial_dates import PartialDate
from registry.rules.thai import DateForm, to_arabic_digits

NO_BREAK = "\u00a0"


def shared(key: str, share: Share) -> Sentence:
    """So many of so many, with what is counted."""
    count, of = amount_words(share.numerator), amount_words(share.denominator)
    return both(f"package.of.{key}", count=count, of=of)


def short_day(day: date | PartialDate) -> Named:
    """The day, or as much as is known of it, as short as a line or a cell has it, with its year."""
    known = day if isinstance(day, PartialDate) else PartialDate.of(day)
    return Named(to_arabic_digits(known.in_thai("short")), known.named.en)


def long_day(day: date | PartialDate) -> Named:
    """The same with its month in full, as a sentence has it."""
    known = day if isinstance(day, PartialDate) else PartialDate.of(day)
    return Named(to_arabic_digits(known.in_thai("letter")), known.named.en)


def order_cited(number: str, dated: PartialDate) -> Named:
    """How a line cites an order behind its word: by number and date, as far as they are known."""
    numbered = is_numbered(number)
    form: DateForm = "short" if dated.day else "letter"
    thai = f"{cited_number(number, 'th')} {cited_date(dated, form, 'th')}"
    english = number if numbered else cited_number(number, "en")
    return Named(
        to_arabic_digits(thai if numbered else f" {thai}"),
        f"{english} {cited_date(dated, form, 'en')}",
    )


def order_in_full(order: OrderRow) -> Named:
    """How a sentence cites an order: its heading, number and day, as far as they are known."""
    number = cited_number(order.full_number, "th")
    thai = f"{order.heading} {number} {cited_date(order.dated, 'letter', 'th')}"
    english = cited_number(order.full_number, "en")
    return Named(to_arabic_digits(thai), f"{english} {cited_date(order.dated, 'letter', 'en')}")


def counted(parts: Sequence[Sentence]) -> Sentence:
    """The parts as a sentence counts them off, in both languages."""
    return Sentence(
        counted_off([one.th for one in parts], "th"), counted_off([one.en for one in parts], "en")
    )


def order_source(number: str) -> Sentence:
    """The order that a claim comes from, by its number; the register where none is known."""
    return source("order", number=number) if is_numbered(number) else source("orders")


def short_or_none(day: date | None) -> Named | None:
    """The day as short as a line has it; None for none."""
    return None if day is None else short_day(day)


def source(key: str, **values: Value) -> Sentence:
    """Where a claim comes from."""
    return both(f"package.source.{key}", **values)


@dataclass(frozen=True)
class EntrySource(Sentence):
    """The decision that a claim comes from, by its number."""

    entry: int


def entry_source(entry: int | None) -> Sentence:
    """The decision by its number; the registry where none is known."""
    if not entry:
        return source("register")
    said = source("entry", number=entry)
    return EntrySource(said.th, said.en, entry)


def numbered_off(parts: Sequence[str]) -> str:
    """The parts as a Thai paper lists them in a line, where there are several."""
    if len(parts) == 1:
        return parts[0]
    return " ".join(f"({number}){NO_BREAK}{one}" for number, one in enumerate(parts, 1))
