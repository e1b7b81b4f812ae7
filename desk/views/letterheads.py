"""Letterheads that are not there in time: letters in draft that print dotted lines instead."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from config.words import Named, Sentence, Term, both, written
from registry.queries.document_contents import facts
from registry.queries.documents import DocumentRow
from registry.queries.settings import first_days
from registry.records.province_values import LETTERHEAD

DISTRICTS, PROVINCES = "district_letters", "letters"
FROM_PROVINCE = ("advocacy_letter", "advocacy_memo", "follow_up_letter")
ON_MEMO = ("code", "phone")  # a memorandum prints neither address nor e-mail


@dataclass(frozen=True)
class LetterheadNotice:
    """What is to be said of an area's letterhead, and the page where it is filled in."""

    area: str
    sentence: Sentence
    place: str
    label: Term


@dataclass(frozen=True)
class _Issuer:
    whose: str
    area: str
    days: Mapping[str, date]  # from which each part holds

    def told(self, sentence: Sentence) -> LetterheadNotice:
        if self.whose == DISTRICTS:
            place = f"/districts/{self.area}/settings"
            return LetterheadNotice(self.area, sentence, place, Term("page.own_words.letterhead"))
        label = Term("page.letterhead.province")
        return LetterheadNotice(self.area, sentence, f"/province/{self.area}", label)


def letterhead_notices(
    connection: Connection, district: str, waiting: Iterable[DocumentRow], *, leads: bool
) -> tuple[LetterheadNotice, ...]:
    """What the letterheads of district and province leave dotted in the drafts that wait.

    `leads`: who looks may fill the district's in, and is led there before the first letter.
    """
    drafts = [(one, blank) for one in waiting if (blank := _dotted(connection, one))]
    own = _issuer(connection, DISTRICTS, district)
    outer = _issuer(connection, PROVINCES, district[:2])
    of = [(one, blank, outer if one.kind in FROM_PROVINCE else own) for one, blank in drafts]
    told = [
        one
        for issuer in (own, outer)
        for one in _of(issuer, [(o, blank) for o, blank, by in of if by is issuer])
    ]
    led = any(one.area == district for one in told)
    return (*told, *(_unset(own) if leads and not led else ()))


def head_unset(connection: Connection, district: str) -> tuple[LetterheadNotice, ...]:
    """That the district's own letterhead waits to be filled in; nothing once any of it is."""
    return _unset(_issuer(connection, DISTRICTS, district))


def _unset(issuer: _Issuer) -> tuple[LetterheadNotice, ...]:
    return () if issuer.days else (issuer.told(both("page.letterhead.first")),)


def _issuer(connection: Connection, whose: str, area: str) -> _Issuer:
    days = first_days(connection, area)
    given = {part: days[f"{whose}.{part}"] for part in LETTERHEAD if f"{whose}.{part}" in days}
    return _Issuer(whose, area, given)


def _of(
    issuer: _Issuer, drafts: list[tuple[DocumentRow, tuple[str, ...]]]
) -> Iterator[LetterheadNotice]:
    """What was never set, and what holds only from a day after the draft's own."""
    lacking = [blank for _, blank in drafts if not issuer.days.keys() >= set(blank)]
    if lacking:
        parts = [
            part for part in LETTERHEAD
            if part not in issuer.days and any(part in blank for blank in lacking)
        ]  # fmt: skip
        key = f"page.letterhead.unset.{issuer.whose}"
        yield issuer.told(both(key, count=len(lacking), parts=_listed(issuer, parts)))
    early = [
        (one.own_date, issuer.days[part])
        for one, blank in drafts
        for part in blank
        if part in issuer.days and one.own_date < issuer.days[part]
    ]
    if early:
        count = sum(
            any(one.own_date < issuer.days.get(part, one.own_date) for part in blank)
            for one, blank in drafts
        )
        oldest, since = min(day for day, _ in early), max(day for _, day in early)
        yield issuer.told(both("page.letterhead.dotted", count=count, oldest=oldest, since=since))


def _listed(issuer: _Issuer, parts: list[str]) -> Named:
    names = [Term(f"setting.{issuer.whose}.{part}") for part in parts]
    thai, english = (", ".join(written(one, to) for one in names) for to in ("th", "en"))
    return Named(thai, english)


def _dotted(connection: Connection, paper: DocumentRow) -> tuple[str, ...]:
    """The parts of the letterhead that the paper prints as dotted lines."""
    said: Any = facts(connection, paper.facts_id) if paper.facts_id is not None else None
    head = said.get("letterhead") if isinstance(said, dict) else None
    if not isinstance(head, dict):
        return ()
    dots = both("letters.not_given").th
    printed = ON_MEMO if paper.kind.endswith("_memo") else LETTERHEAD
    given = {**head, "address": dots if dots in (head.get("lines_th") or ()) else ""}
    return tuple(part for part in printed if given.get(part) == dots)
