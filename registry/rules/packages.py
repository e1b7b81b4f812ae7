"""A package in numbers: how much of it is known, how fresh, from where; and its hash."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from registry.rules.papers.package import Annex, PageOne
from registry.rules.seats import Value

FRESH = timedelta(days=90)
AHEAD, SUDDEN = timedelta(days=7), timedelta(days=3)
MOST_SIGNS = 1800  # Thai letters of page one (practice.md 19)
HUNDRED = 100
REQUIRED = 13  # the sections before gaps and signatures
# What a package says of its own day, and not of the district: it is no reason to renew it.
OF_THE_DAY = frozenset({
    "own_date", "as_of", "due", "passed", "note_th", "note_en", "coming", "until", "late",
    "more", "overdue", "told", "more_risks",
})  # fmt: skip


class Quality(Value):
    """How good a package is, in percent; None where there is nothing to count.

    `complete`: sections of which something is known; `fresh`: facts of the last ninety days;
    `traced`: claims that bear their source. `signs` are the letters of page one.
    """

    complete: int
    fresh: int | None
    traced: int | None
    signs: int
    gaps: int

    @property
    def brief(self) -> bool:
        """Whether page one is as short as it may be."""
        return self.signs <= MOST_SIGNS


def quality_of(first: PageOne, annex: Annex) -> Quality:
    """The quality of a package by what stands in it."""
    days = [*_days(annex)]
    claims = [one for section in annex.sections for one in section.claims]
    recent = [one for one in days if one > annex.own_date - FRESH]
    return Quality(
        complete=_percent(_told(annex), REQUIRED) or 0,
        fresh=_percent(len(recent), len(days)),
        traced=_percent(sum(bool(one.source_th) for one in claims), len(claims)),
        signs=_signs(first),
        gaps=len(annex.gaps),
    )


def _percent(count: int, of: int) -> int | None:
    return HUNDRED * count // of if of else None


def _told(annex: Annex) -> int:
    known = {one.key for one in annex.sections if any(claim.known for claim in one.claims)}
    tables = {
        "figures": any(one.known for one in annex.figures),
        "coming": bool(annex.coming),
        "contacts": any(one.known for one in annex.contacts),
        "papers": bool(annex.papers),
    }
    return len(known | {key for key, is_told in tables.items() if is_told})


def _days(annex: Annex) -> Iterator[date]:
    for section in annex.sections:
        yield from (one.as_of.first for one in section.claims if one.known)
    yield from (one.as_of for one in annex.figures if one.known)


def _signs(first: PageOne) -> int:
    said = [first.matter_th, first.law_th]
    said += [
        text for one in first.numbers.all for text in (one.title_th, one.now_th, one.before_th)
    ]
    lines = (first.works, first.risks, first.calls, first.coming)
    said += [one.text_th for part in lines for one in part]
    said += [text for one in first.decisions for text in (one.title_th, one.note_th or "")]
    said += [one.follows_th for one in first.decisions if one.told]
    return sum(len(one) for one in said)


def is_in_time(told_on: date, made_on: date, in_office: date) -> bool:
    """Whether it was there a week ahead; of a sudden rotation, in three days from the news."""
    if told_on > in_office - AHEAD:
        return made_on <= told_on + SUDDEN
    return made_on <= in_office - AHEAD


def package_hash(facts: Mapping[str, Any], templates: Mapping[str, str], release: str) -> str:
    """The hash of a package: the same facts, templates and release give the same."""
    return _digest({"facts": facts, "templates": templates, "release": release})


def facts_hash(facts: Mapping[str, Any]) -> str:
    """The hash of what a package tells of the district, on whatever day it is looked at."""
    return _digest(_without_day(facts))


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _without_day(value: object) -> object:
    match value:
        case Mapping():
            return {key: _without_day(one) for key, one in value.items() if key not in OF_THE_DAY}
        case list() | tuple():
            return [_without_day(one) for one in value]
        case _:
            return value
