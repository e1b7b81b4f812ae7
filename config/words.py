"""Thai and English words out of the gettext catalogues under config/locale.

Message ids are stable keys ("refusal.gate_not_open"), so that wording changes in
neither language touch the code. One .po file a room and language; all are read as one.
"""

import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, Language] = ("th", "en")
CLOCK: dict[Language, str] = {"th": "%H.%M", "en": "%H:%M"}
LOCALE = Path(__file__).parent / "locale"
BY_COUNT = "|"  # within a placeholder: between the words for one and for several
_MO_COUNT = 8  # where a .mo says how many messages it has, behind its mark and its version
IN_A_FILE = re.compile(r"\w+ \d+: (?P<key>[\w.]+)")  # "holders 2: start"


@dataclass(frozen=True)
class Term:
    """A value of a sentence that is itself words: resolved in the sentence's language."""

    key: str


@dataclass(frozen=True)
class Named:
    """A value that has a Thai and an English name of its own (a district, an office)."""

    th: str
    en: str


@dataclass(frozen=True)
class Field:
    """A field by its path ("replies.0.item"), said by its label where there is one.

    `row` says beside the label which row it is of; `label` is the key of what its form calls it,
    where that is unlike what others do.
    """

    path: str
    row: "Value | None" = None
    label: str = ""


@dataclass(frozen=True)
class Sentence:
    """One thing said in both languages."""

    th: str
    en: str

    def __str__(self) -> str:
        return f"{self.th}\n{self.en}"


Value = str | int | date | time | Term | Named | Field | Sentence | None


@cache
def catalogue(language: Language) -> dict[str, str]:
    """All messages of a language, key to text. Empty where setup has not compiled them."""
    messages: dict[str, str] = {}
    for file in sorted((LOCALE / language / "LC_MESSAGES").glob("*.mo")):
        messages.update(_messages(file.read_bytes()))
    return messages


def _messages(compiled: bytes) -> Iterator[tuple[str, str]]:
    """The keys and texts of a .mo: two tables of lengths and places, as GNU gettext lays it out.

    The package `gettext` reads one in three times the time, and keeps its table to itself.
    """
    count, keys, texts = struct.unpack_from("<3I", compiled, _MO_COUNT)
    of_keys = struct.unpack_from(f"<{2 * count}I", compiled, keys)
    of_texts = struct.unpack_from(f"<{2 * count}I", compiled, texts)
    for length, at, size, start in zip(
        of_keys[::2], of_keys[1::2], of_texts[::2], of_texts[1::2], strict=True
    ):
        if length:  # the empty key is the file's own head
            yield compiled[at : at + length].decode(), compiled[start : start + size].decode()


def say(key: str, language: Language, /, **values: Value) -> str:
    """The message `key` in `language`, its values written as that language writes them."""
    return _said(key, language, values) if values else _alone(key, language)


def _said(key: str, language: Language, values: Mapping[str, Value]) -> str:
    messages = catalogue(language)
    text = messages.get(key, key)
    given = {  # most are words already: long lists ask `written` for the others alone
        name: value if type(value) is str else written(value, language)
        for name, value in values.items()
    }
    if BY_COUNT in text:
        given = {name: _Counting(value) for name, value in given.items()}
    said = text.format_map(given)
    twice, once = _word_of_district(language)
    return said.replace(twice, once) if once else said


@cache
def _word_of_district(language: Language) -> tuple[str, str]:
    """The word before a district of the capital, and the one in its name, which is said alone."""
    messages = catalogue(language)
    district, capital = (
        messages.get(f"area.{one}", "") for one in ("district", "district_of_capital")
    )
    return district + capital, capital


class _Counting(str):
    """A value, and by `{count:seat|seats}` the words for one of it or for several."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        one, stroke, several = spec.partition(BY_COUNT)
        if not stroke:
            return super().__format__(spec)
        return one if self == "1" else several


def without_values(text: str, blank: str) -> str:
    """The text of a catalogue with `blank` in the place of each value, as of several of it."""
    return text.format_map(defaultdict(lambda: _Counting(blank)))


@lru_cache(maxsize=8192)  # lists say the same few words in every line
def _alone(key: str, language: Language) -> str:
    return _said(key, language, {})


def both(key: str, /, **values: Value) -> Sentence:
    """The message `key` in Thai and in English."""
    return Sentence(say(key, "th", **values), say(key, "en", **values))


def joined(between: str, parts: Iterable[Named | Sentence]) -> Sentence:
    """The parts one behind the other, in Thai and in English."""
    said = [*parts]
    return Sentence(between.join(one.th for one in said), between.join(one.en for one in said))


def counted_off(texts: Sequence[str], language: Language) -> str:
    """The texts as a sentence counts them off: `a, b and c`; Thai has spaces and no commas."""
    *others, last = texts or ("",)
    between = " " if language == "th" else ", "
    return say("document.and", language, first=between.join(others), last=last) if others else last


def known(key: str) -> bool:
    """Whether both catalogues hold `key`."""
    return all(key in catalogue(language) for language in LANGUAGES)


def written(value: Value, language: Language) -> str:
    """A value as a sentence of that language shows it; dates in the Buddhist era in Thai.

    A time of the day has a full stop in Thai, as papers write it: 09.30.
    """
    match value:
        case Term(key):
            return say(key, language)
        case Field(path, row, label):
            words = (_label(one, language) for one in path.split(", "))
            labels = say(label, language) if label else ", ".join(dict.fromkeys(words))
            which = written(row, language) if row else ""
            return f"{labels} ({which})" if which else labels
        case Named() | Sentence():
            return value.th if language == "th" else value.en
        case date():
            return dated(value, language)
        case None:
            return say("word.not_recorded", language)
        case _:
            return f"{value:{CLOCK[language]}}" if isinstance(value, time) else str(value)


def labelled(path: str) -> bool:
    """Whether both languages call a field by words, and not by the key it has in the code."""
    return all(_words_of(path, language) is not None for language in LANGUAGES)


def _label(path: str, language: Language) -> str:
    said = _words_of(path, language)
    if said is None and (at := IN_A_FILE.fullmatch(path)):
        # The file itself has the keys: whoever wrote it finds the place by them.
        inside = _words_of(at["key"], language)
        return f"{inside} ({path})" if inside else path
    return said or path


def _words_of(path: str, language: Language) -> str | None:
    # "person.title_th" is tried before "title_th": a name can mean another thing inside a form.
    # A last part that nobody named is the key of a row ("target.meetings"): the part before says
    # what stands there.
    named = [part for part in path.split(".") if not part.isdigit()]
    keys = (
        f"field.{'.'.join(named[start:stop])}"
        for stop in range(len(named), 0, -1)
        for start in range(stop)
    )
    messages = catalogue(language)  # a setting is called as on its page
    return next((messages[key] for key in (f"setting.{path}", *keys) if key in messages), None)


def row_words(path: str, head: Sentence | None = None) -> Sentence:
    """Which row a path leads through, as a sentence about its field says it.

    `head` is what the row is called, where it is called by more than its number.
    """
    return Sentence(_row(path, "th", head), _row(path, "en", head))


def _row(path: str, language: Language, head: Sentence | None) -> str:
    """Which row a path leads through, rows within rows after it; empty for none."""
    parts = path.split(", ", 1)[0].split(".")
    rows = [place for place, part in enumerate(parts) if part.isdigit() and place]
    words = [
        written(head or both("word.row", number=int(parts[place]) + 1), language)
        if place == rows[0]
        else say(
            "word.row_within",
            language,
            field=_label(".".join(parts[:place]), language),
            number=int(parts[place]) + 1,
        )
        for place in rows
    ]
    return ", ".join(words)


@lru_cache(maxsize=4096)  # a list names few days, and each of them often
def dated(day: date, language: Language) -> str:
    """With the month in words: `15 July 2022`, in Thai of the Buddhist year."""
    year = day.year + 543 if language == "th" else day.year
    month = say(f"month.{day.month}", language)
    return f"{day.day} {month} {year}"
