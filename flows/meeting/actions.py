"""What was asked for and is still open: by meetings, and what the province promised of a report.

Each is told in the words of the minutes, or of the reception, that hold it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from config.words import Named, Sentence, both, known, say
from flows.engine.answers import Answers, answers_of, listed
from flows.engine.gate import Answer, Gate
from flows.meeting.gates import MinutesV1
from flows.meeting.paper_facts import text_or_none
from registry.queries.action_items import open_requests, passed_items
from registry.queries.offices import office
from registry.rules.seats import Seat

OPEN = "open"
PROMISE, PROMISED_AT = "promise", "report_received"


@dataclass(frozen=True)
class OpenAction:
    """Something that was asked for: its key, words, owner (a seat), and the day by which."""

    key: str
    what_th: str
    owner: str
    due_on: date | None
    asked_on: date


def open_actions(
    connection: Connection, district: str, on: date, gates: Mapping[str, Gate[Any]]
) -> list[OpenAction]:
    """What was asked for by that day and is open, the most urgent first."""
    found = [one for one in open_requests(connection, district) if one.on <= on]
    words = asked_words(connection, [one.key for one in found], gates)
    passed = passed_items(connection, district, on)
    unknown = say("word.not_recorded", "th")
    return [
        OpenAction(
            one.key, words[one.key] or unknown, one.owner, one.due_on,
            passed[one.key].asked_on if one.key in passed else one.on,
        )
        for one in found
    ]  # fmt: skip


def asked_words(
    connection: Connection, keys: Iterable[str], gates: Mapping[str, Gate[Any]]
) -> dict[str, str | None]:
    """What each of the requests asks for, by key; None where it was redacted or is not known.

    Keys are "quarterly/12/1", the first of the meeting of instance 12, or "promise/7/q1/2".
    """
    read: dict[str, Sequence[Any]] = {}
    found: dict[str, str | None] = {}
    for key in keys:
        asked_at, _, line = key.rpartition("/")
        if asked_at not in read:
            read[asked_at] = [*_asked_at(connection, asked_at.split("/"), gates)]
        lines = read[asked_at]
        place = int(line) - 1 if line.isdecimal() else len(lines)
        found[key] = text_or_none(lines[place].what) if place < len(lines) else None
    return found


def _asked_at(
    connection: Connection, parts: Sequence[str], gates: Mapping[str, Gate[Any]]
) -> Iterator[Any]:
    """What the minutes of a meeting, or the reception of a report, ask for, line by line."""
    kind, instance, *quarter = parts
    if not instance.isdecimal():
        return
    answers = answers_of(connection, int(instance), gates)
    if kind == PROMISE:
        yield from _promised(answers, quarter)
        return
    minutes = answers.last(MinutesV1)
    for item in listed(minutes.answer.items) if minutes else ():
        yield from item.actions


def _promised(answers: Answers, quarter: Sequence[str]) -> Iterator[Any]:
    said = [
        one
        for one in answers.to(Answer)
        if one.gate.key == PROMISED_AT and one.path.split("/")[1:2] == [*quarter]
    ]
    yield from listed(getattr(said[-1].answer, "promises", ())) if said else ()


def owner_titles(
    connection: Connection, seats: Iterable[Seat], owners: Iterable[str], on: date
) -> dict[str, Named]:
    """What those are called who own requests: seats of the committee, or offices."""
    titles = {one.key: Named(one.title_th, one.title_en) for one in seats}
    offices = {one: office(connection, one, on) for one in owners if one not in titles}
    return titles | {
        ref: found.title if found else _title_of_kind(ref) for ref, found in offices.items()
    }


def _title_of_kind(ref: str) -> Named:
    """What an office is called that nobody recorded ("57/psdhs_head"), else its reference."""
    key = f"office.{ref.split('/')[1]}" if "/" in ref else ref
    said = both(key) if known(key) else Sentence(ref, ref)
    return Named(said.th, said.en)
