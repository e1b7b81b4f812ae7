"""What meetings asked for and is still open, in the words of the minutes that asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from config.words import say
from flows.engine.answers import answers_of, listed
from flows.engine.gate import Gate
from flows.meeting.gates import ActionLine, MinutesV1
from flows.meeting.paper_facts import text_or_none
from registry.queries.meetings import actions, passed_items

OPEN = "open"


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
    found = [one for one in actions(connection, district) if one.status == OPEN and one.on <= on]
    words: dict[str, Sequence[ActionLine]] = {}
    for one in found:
        meeting = one.key.rpartition("/")[0]
        if meeting not in words:
            words[meeting] = [*_asked_at(connection, meeting, gates)]
    passed = passed_items(connection, district, on)
    return [
        OpenAction(
            one.key, _what(words, one.key), one.owner, one.due_on,
            passed[one.key].asked_on if one.key in passed else one.on,
        )
        for one in found
    ]  # fmt: skip


def _what(words: Mapping[str, Sequence[ActionLine]], key: str) -> str:
    meeting, _, line = key.rpartition("/")
    asked = words[meeting]
    place = int(line) - 1 if line.isdecimal() else len(asked)
    said = text_or_none(asked[place].what) if place < len(asked) else None
    return said or say("word.not_recorded", "th")


def _asked_at(
    connection: Connection, meeting: str, gates: Mapping[str, Gate[Any]]
) -> Iterator[ActionLine]:
    """What the minutes of a meeting ask for, line by line as they are kept."""
    instance = meeting.rpartition("/")[2]
    minutes = answers_of(connection, int(instance), gates).last(MinutesV1)
    for item in listed(minutes.answer.items) if minutes else ():
        yield from item.actions
