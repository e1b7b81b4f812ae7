"""Facts read back out of a finished paper: days, years and numbers, in either language."""

import re
from dataclasses import dataclass
from datetime import date

from config.words import Language
from registry.rules.thai import BUDDHIST_OFFSET, month_names, to_arabic_digits
from tasks.documents.docx_text import paragraphs

FIRST_BUDDHIST_YEAR = 2300  # no Christian year of a paper is as late, no Buddhist one as early
_ERA = {"th": r"(?:พ\.ศ\. )?", "en": ""}
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True)
class ReadBack:
    """What a paper says: its text in Arabic digits, the days, and the other numbers.

    A year of either era counts as the Christian one, so that the two languages compare.
    """

    text: str
    days: frozenset[date]
    numbers: frozenset[str]


def read_back(docx: bytes, language: Language) -> ReadBack:
    """The facts of a paper in that language."""
    text = to_arabic_digits("\n".join(paragraphs(docx)))
    months = month_names(language, "wide")
    pattern = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(months)}) {_ERA[language]}(\d{{4}})\b")
    days = [
        date(_christian(year), months.index(month) + 1, int(day))
        for day, month, year in pattern.findall(text)
    ]
    left = pattern.sub(" ", text)
    numbers = frozenset(_of_one_era(number) for number in _NUMBER.findall(left))
    return ReadBack(text, frozenset(days), numbers)


def _christian(year: str) -> int:
    return int(year) - BUDDHIST_OFFSET if int(year) >= FIRST_BUDDHIST_YEAR else int(year)


def _of_one_era(number: str) -> str:
    whole = number.isdecimal() and len(number) == len("2565")
    return str(_christian(number)) if whole else number
