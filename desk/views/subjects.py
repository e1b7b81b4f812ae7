"""What the subjects of papers are called: a letter is to a seat, an agency or an office."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from config.words import LANGUAGES, Named, Sentence, both
from flows.year.proposals import LOCAL_PLAN_ROW, PROPOSAL, PROPOSAL_LETTER, SUBSIDY_REQUEST
from registry.queries.agencies import agency_names
from registry.queries.document_contents import facts_of
from registry.queries.documents import DocumentRow
from registry.queries.offices import offices_of
from registry.queries.seat_titles import seat_titles
from registry.rules.calendar import QUARTERS
from registry.rules.redaction import TEXT_MARK

Titles = Mapping[int, Named | Sentence]
OF_MONEY = {LOCAL_PLAN_ROW, PROPOSAL, PROPOSAL_LETTER, SUBSIDY_REQUEST}
OF_TRAININGS = {"training_programme", "training_report"}  # the subject is a key of the plan
QUARTER = {f"q{number}": both("figure.quarter", quarter=str(number)) for number in QUARTERS}


def subject_titles(connection: Connection, rows: Iterable[DocumentRow], on: date) -> Titles:
    """What each paper is about, by its number: a seat, an agency, an office, a quarter, a training.

    A proposal is about what it asks money for. A paper about a seat that is no more has none.
    """
    about = [one for one in rows if one.subject]
    if not about:
        return {}
    districts, keys = {one.district for one in about}, {one.subject for one in about}
    named = agency_names(connection, districts, keys) | seat_titles(connection, districts, on)
    for district in {one.district for one in about if _is_office(one.subject)}:
        named |= {(district, o.ref): o.called for o in offices_of(connection, district, on)}
    told_by = {one.id: one.facts_id for one in about if one.kind in (*OF_TRAININGS, *OF_MONEY)}
    told = facts_of(connection, told_by.values())
    found = {
        one.id: _session(told.get(told_by.get(one.id)))
        or _asked(told.get(told_by.get(one.id)))
        or named.get((one.district, one.subject))
        or QUARTER.get(one.subject)
        for one in about
    }
    return {number: title for number, title in found.items() if title}


def _session(said: Any) -> Named | None:  # noqa: ANN401 — the JSON of a facts model
    """The training that a paper tells of, by its own facts: its plan may have changed since."""
    told = said.get("session", said) if said else {}
    said = [told.get(f"title_{language}") for language in LANGUAGES]
    is_there = all(isinstance(one, str) and one != TEXT_MARK for one in said)
    return Named(*said) if is_there else None


def _asked(said: Any) -> Named | None:  # noqa: ANN401 — the JSON of a facts model
    """What a proposal, or the letter that goes with it, asks money for."""
    title = said["asked"].get("title") if said and "asked" in said else None
    return Named(title, title) if isinstance(title, str) and title != TEXT_MARK else None


def _is_office(key: str) -> bool:
    """Whether it is an office's reference, which begins with the code of its area."""
    return key.partition("/")[0].isdecimal()
