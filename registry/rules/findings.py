"""What the net over free text finds: a kind, how severe it is, and where; never the text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

_LEFT_OUT = "\N{HORIZONTAL ELLIPSIS}"


class FindingKind(StrEnum):
    """What a finding looks like. Labels in the catalogues under `screening.<kind>`."""

    THAI_ID = "thai_id"
    THAI_ID_DOUBTFUL = "thai_id_doubtful"
    PHONE = "phone"
    PASSPORT = "passport"
    PERSON_NAME = "person_name"
    CASE_PERSON = "case_person"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    ACCOUNT = "account"
    CASE_NUMBER = "case_number"
    BANK_ACCOUNT = "bank_account"
    PATIENT_NUMBER = "patient_number"
    NUMBER_PLATE = "number_plate"
    DESCRIPTION = "description"


class Severity(StrEnum):
    """Blocked for everyone, or let through with a reason."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """Where in a text something stands that may identify a person; never the text itself."""

    kind: FindingKind
    severity: Severity
    start: int
    end: int


@dataclass(frozen=True)
class Shape:
    """What a finding of a kind looks like; `beside_case`: only where the line tells of a case."""

    kind: FindingKind
    pattern: str
    beside_case: bool = False

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled at the first text that calls for it: most shapes wait for none."""
        return re.compile(self.pattern)


def struck_out(text: str, found: Iterable[Finding]) -> str:
    """The text with nothing of what was found in it; the findings stand in its order."""
    said, read = "", 0
    for one in found:
        if one.start >= read:
            said += text[read : one.start] + _LEFT_OUT
        read = max(read, one.end)
    return said + text[read:]


def warnings(kind: FindingKind, shape: re.Pattern[str], text: str) -> Iterator[Finding]:
    """A warning of that kind wherever the shape stands in the text."""
    for match in shape.finditer(text):
        yield Finding(kind, Severity.WARN, *match.span())
