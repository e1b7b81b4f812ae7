"""Read a paper back: what stands in its Thai and in its English, held against the facts.

Facts are said once and printed twice. Before a paper of two languages is kept, its names,
dates, numbers, offices and seats are read out of both files again; a difference is a defect
of a template, and refuses the paper.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from lxml import etree
from pydantic import BaseModel

from config.titles import title_list
from config.words import LANGUAGES, Language
from registry.rules.names import signed_name
from registry.rules.order_citations import cited_number, is_numbered
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.partial_dates import PartialDate
from registry.rules.printing import as_printed
from registry.rules.seats import Seat, SeatMode
from registry.rules.thai import BUDDHIST_OFFSET, DateForm, month_names, to_arabic_digits
from tasks.documents.docx_files import TEXT_PART, W, parse, read_parts
from tasks.documents.rendering import DocumentDefect
from tasks.documents.template import FieldSheet

_SPACES = re.compile(r"[\s\u00a0]+")
_FIGURE = re.compile(r"(?<![\d.])[+-]?\d+\.\d\d(?![\d.])|\d+/\d{4}")
# Of an order: by its kind, and whether it tells changes instead of the whole committee.
_SILENT_ORDER = {
    ("new", False): ("earlier",),
    ("new", True): ("earlier", "changes"),
    ("replace", False): (),
    ("replace", True): ("changes",),
    ("amend", False): ("legal_reasons",),
    ("amend", True): ("legal_reasons", "bodies"),
}
Leaf: TypeAlias = str | int | date | PartialDate
_FORMS: tuple[DateForm, ...] = ("order", "letter", "weekday", "minutes", "short")


@dataclass(frozen=True)
class ReadBack:
    """What a paper says: its text in Arabic digits, its days, its figures, its tables' rows.

    `figures` are numbers with two decimals, and numbers of a year (45/2565).
    """

    text: str
    days: frozenset[date]
    figures: frozenset[str]
    rows: tuple[tuple[str, ...], ...]


def read_back(content: bytes, language: Language) -> ReadBack:
    """The paper as it can be read by anybody who has its file."""
    paragraphs: list[str] = []
    rows: list[tuple[str, ...]] = []
    for name, part in read_parts(content).items():
        if TEXT_PART.fullmatch(name):
            tree = parse(name, part)
            paragraphs += [_raw(one) for one in tree.iter(f"{W}p")]
            rows += [
                tuple(_text(cell) for cell in row.iter(f"{W}tc")) for row in tree.iter(f"{W}tr")
            ]
    text = _plain(" ".join(paragraphs))
    figures = frozenset(_FIGURE.findall(text))
    return ReadBack(text, frozenset(_days(text, language)), figures, tuple(rows))


def _text(element: etree._Element) -> str:
    return _plain(_raw(element))


def _raw(element: etree._Element) -> str:
    return "".join(piece.text or " " for piece in element.iter(f"{W}t", f"{W}tab"))


def _plain(text: str) -> str:
    return _SPACES.sub(" ", to_arabic_digits(text)).strip()


@cache
def _months(language: Language) -> dict[str, int]:
    return {
        name: number
        for width in ("wide", "abbreviated")
        for number, name in enumerate(month_names(language, width), 1)
    }


@cache
def _day_shape(language: Language) -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True))
    era = r"(?:[^\s\d]\S{0,4}\s)?" if language == "th" else ""
    return re.compile(rf"(?<!\d)(\d{{1,2}}) ({months}) {era}(\d{{4}})(?![0-9A-Za-z])")


def _days(text: str, language: Language) -> Iterator[date]:
    months = _months(language)
    offset = BUDDHIST_OFFSET if language == "th" else 0
    for day, month, year in _day_shape(language).findall(text):
        try:
            yield date(int(year) - offset, months[month], int(day))
        except ValueError:  # what somebody typed: 31 June
            continue


def differences(
    facts: BaseModel, sheet: FieldSheet, papers: Mapping[Language, bytes]
) -> tuple[str, ...]:
    """What the papers say otherwise than the facts, or than each other; nothing where all agree.

    Of the facts those count that the kind's sheet requires a template to print. Days and
    numbers within texts that people typed are theirs, and stand as they are.
    """
    read = {language: read_back(content, language) for language, content in papers.items()}
    days = frozenset(one for one in _every(facts) if isinstance(one, date))
    typed = _typed(facts)
    told: list[str] = []
    for language, paper in read.items():
        required = sheet.required_in(language)
        told += [f"{language}: {one}" for one in _missing(facts, required, paper)]
        told += [f"{language}: {day} is no fact" for day in paper.days - days - typed.days]
    told += _unlike(list(read.values()), typed)
    return tuple(sorted(told))


def insist(facts: BaseModel, sheet: FieldSheet, papers: Mapping[Language, bytes]) -> None:
    """Raises DocumentDefect where a paper of several languages does not say its facts."""
    found = differences(facts, sheet, papers) if len(papers) > 1 else ()
    if found:
        raise DocumentDefect("; ".join(found))


def _unlike(papers: Sequence[ReadBack], typed: ReadBack) -> Iterator[str]:
    for one, other in pairwise(papers):
        days = (one.days ^ other.days) - typed.days
        if days:
            yield f"days differ: {sorted(map(str, days))}"
        figures = (one.figures ^ other.figures) - typed.figures
        if figures:
            yield f"figures differ: {sorted(figures)}"
        if len(one.rows) != len(other.rows):
            yield f"rows differ: {len(one.rows)} and {len(other.rows)}"


def _missing(facts: BaseModel, required: frozenset[str], paper: ReadBack) -> Iterator[str]:
    for path, value in _leaves(facts, ""):
        if path in required and not _stands(value, paper):
            yield f"{path} {value!s} is not in the paper"


def _stands(value: Leaf, paper: ReadBack) -> bool:
    match value:
        case date() | PartialDate():
            return value in paper.days or any(one in paper.text for one in _written(value))
        case int():
            return re.search(rf"(?<![\d.]){value}(?!\.?\d)", paper.text) is not None
        case _:
            return any(_plain(one) in paper.text for one in _forms(value)) or _signed(value, paper)


def _forms(text: str) -> Iterator[str]:
    """As it was recorded, as it is printed, and of an order's number as one without it is cited."""
    yield text
    yield as_printed(text, "")
    if not is_numbered(text):
        yield from (cited_number(text, language) for language in LANGUAGES)


def _signed(name: str, paper: ReadBack) -> bool:
    """Whether it stands under a signature: the rank before that, and the name in brackets."""
    parts = signed_name(name, title_list().titles())
    return parts.name != name and all(_plain(one) in paper.text for one in (parts.rank, parts.name))


def _written(day: date | PartialDate) -> Iterator[str]:
    known = day if isinstance(day, PartialDate) else PartialDate.of(day)
    yield from (_plain(known.in_thai(form)) for form in _FORMS)
    yield known.named.en


def _leaves(facts: BaseModel, prefix: str) -> Iterator[tuple[str, Leaf]]:
    """Texts, numbers and days of the facts by their paths, those that the paper is to say."""
    for name in type(facts).model_fields:
        path = f"{prefix}{name}"
        if name not in _silent(facts):
            yield from _within(getattr(facts, name), path)


def _within(value: object, path: str) -> Iterator[tuple[str, Leaf]]:
    match value:
        case None | bool():
            return
        case str() | int() | date() | PartialDate():
            yield path, value
        case BaseModel():
            yield from _leaves(value, f"{path}.")
        case tuple():
            for one in value:
                yield from _within(one, path)


def _silent(facts: BaseModel) -> Iterable[str]:
    """Fields that a paper of these facts does not print."""
    match facts:
        case Seat(mode=SeatMode.BY_NAME):
            return ("kind", "role", "mode")
        case Seat():
            return ("kind", "role", "mode", "person_th", "person_en")
        case AppointmentOrderFacts():
            return ("kind", *_SILENT_ORDER[facts.kind, bool(facts.changes)])
        case _:
            return ()


def _typed(facts: BaseModel) -> ReadBack:
    """Days and figures within the running texts among the facts."""
    said = (_plain(one) for one in _every(facts) if isinstance(one, str))
    texts = [text for text in said if not _FIGURE.fullmatch(text)]
    days = (day for text in texts for language in LANGUAGES for day in _days(text, language))
    figures = (one for text in texts for one in _FIGURE.findall(text))
    return ReadBack("", frozenset(days), frozenset(figures), ())


def _every(value: object) -> Iterator[object]:
    match value:
        case PartialDate():
            yield value.first if value.day else value
        case BaseModel():
            for name in type(value).model_fields:
                yield from _every(getattr(value, name))
        case tuple():
            for one in value:
                yield from _every(one)
        case _:
            yield value
