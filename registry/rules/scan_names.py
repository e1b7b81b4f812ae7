"""What a scan is, told by its file's name: kind, number and date (`order 45-2562 2019-05-07`)."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from registry.refusals import Refusal
from registry.rules.adoption_choices import ScanKind, YesNo, chosen
from registry.rules.adoption_form import ScanIn
from registry.rules.partial_dates import PartialDate, parse_partial
from registry.rules.thai import tidy

_LETTER, _THAI = r"\w", "[\u0e00-\u0e7f]"  # a vowel or tone of Thai is no letter to Python
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?[-/_][0-9]{4}")


class ScanNameUnreadable(Refusal):
    """The name does not say what the paper is."""

    code = "adoption_scan_name"


def named_scan(file_name: str) -> ScanIn:
    """Kind, number if there is one, and date, from words apart by blanks; the suffix is left out.

    The uploader attests it by handing it in under such a name. Raises ScanNameUnreadable.
    """
    words = tidy(unicodedata.normalize("NFC", PurePath(file_name).stem)).split(" ")
    numbers = [word for word in words[1:] if _NUMBER.fullmatch(word)]
    kind = _kind(words[0])
    on = _date(" ".join(word for word in words[1:] if word not in numbers))
    if kind is None or on is None or len(numbers) > 1:
        raise ScanNameUnreadable(field="--scans", file=file_name)
    return ScanIn(
        file=file_name,
        kind=kind,
        number=re.sub("[-_]", "/", numbers[0]) if numbers else None,
        on=on,
        attested=YesNo.YES,
    )


def _kind(word: str) -> ScanKind | None:
    try:
        return chosen(ScanKind, word, field="")
    except Refusal:
        return None


def _date(text: str) -> PartialDate | None:
    try:
        return parse_partial(text, field="") if text else None
    except Refusal:
        return None


def is_stamped(file_name: str, stamps: Iterable[str]) -> bool:
    """Whether the name bears one of the words, in small letters: by itself, in no other word."""
    words = "|".join(map(re.escape, stamps))
    by_itself = rf"(?<!{_LETTER})(?<!{_THAI})(?:{words})(?!{_LETTER})(?!{_THAI})"
    return re.search(by_itself, tidy(file_name.replace("_", " ")).casefold()) is not None
