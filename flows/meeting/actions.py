"""What was asked for and is still open: by meetings, and what the province promised of a report.

Each is told in the words of the minutes, or of the reception, that hold it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection

from config.words import Named, Sentence, Value, both, known, say
from flows.engine.answers import Answers, answered_rows, answers_of, listed
from flows.engine.gate import Answer, Gate
from flows.meeting.gates import Adoption, MinutesAdoptedV1, MinutesV1
from flows.meeting.paper_facts import meeting_key, text_or_none
from registry.queries.action_items import open_requests, passed_items
from registry.queries.decisions import entries_at
from registry.queries.gates import open_instances_past
from registry.queries.offices import office
from registry.queries.progress_reports import ProgressReport, progress_reports
from registry.rules.seats import Seat

OPEN = "open"
PROMISE, PROMISED_AT = "promise", "report_received"


Gates: TypeAlias = Mapping[str, Gate[Any]]


@dataclass(frozen=True)
class OpenAction:
    """Something that was asked for: its key, words, owner (a seat), and the day by which.

    `minutes`: the entry that asked for it, where nobody has adopted its minutes yet.
    """

    key: str
    what_th: str
    owner: str
    due_on: date | None
    asked_on: date
    minutes: int | None = None

    @property
    def is_adopted(self) -> bool:
        """Whether the minutes that ask for it were adopted."""
        return self.minutes is None


def open_actions(connection: Connection, district: str, on: date, gates: Gates) -> list[OpenAction]:
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


def followed_actions(
    connection: Connection, district: str, on: date, gates: Gates
) -> list[OpenAction]:
    """The same, and what minutes ask for that nobody has adopted yet."""
    waiting = unadopted_actions(connection, (district,), on, gates).get(district, [])
    return sorted([*open_actions(connection, district, on, gates), *waiting], key=_urgency)


def _urgency(one: OpenAction) -> tuple[date, str]:
    return one.due_on or date.max, one.key


def unadopted_actions(
    connection: Connection, areas: Iterable[str], on: date, gates: Gates
) -> dict[str, list[OpenAction]]:
    """What minutes recorded by that day ask for that nobody has adopted yet, by district.

    It is to be done from the meeting on: its day may come before the minutes are adopted.
    """
    begun = open_instances_past(connection, areas, _keys_of(gates, MinutesV1))
    told = entries_at(connection, begun, _keys_of(gates, MinutesV1, MinutesAdoptedV1))
    found: dict[str, list[OpenAction]] = {}
    for instance, district in begun.items():
        answers = Answers(told.get(instance, ()), gates)
        asked = [*_asked_by_minutes(answers, instance, on)]
        if asked:
            found.setdefault(district, []).extend(asked)
    return found


def _keys_of(gates: Gates, *forms: type[Answer]) -> set[str]:
    return {key for key, gate in gates.items() if issubclass(gate.form, forms)}


def _asked_by_minutes(answers: Answers, instance: int, on: date) -> Iterator[OpenAction]:
    """What the last minutes of an instance ask for, unless they were adopted."""
    minutes, said = answers.last(MinutesV1), answers.last(MinutesAdoptedV1)
    adopted = said is not None and said.answer.result is Adoption.ADOPTED
    if minutes is None or adopted or minutes.on > on:
        return
    key, unknown = meeting_key(minutes.gate.kind, instance), say("word.not_recorded", "th")
    asked = [one for item in listed(minutes.answer.items) for one in item.actions]
    for line, one in enumerate(asked, 1):
        yield OpenAction(
            f"{key}/{line}", text_or_none(one.what) or unknown, one.owner, one.due_on,
            minutes.on, minutes.record.id,
        )  # fmt: skip


def reports_on(
    connection: Connection,
    district: str,
    words: Mapping[str, str | None],
    known: datetime | None = None,
) -> dict[str, list[ProgressReport]]:
    """What owners reported of requests, by key, the oldest first; `words` are what each asks for.

    What was reported while nobody had adopted the minutes goes with its words: minutes that were
    written anew may ask for it in another line.
    """
    found: dict[str, list[ProgressReport]] = {}
    told = progress_reports(connection, district, known)
    for report in (one for reports in told.values() for one in reports):
        found.setdefault(_about(connection, report, words), []).append(report)
    return found


def _about(connection: Connection, report: ProgressReport, words: Mapping[str, str | None]) -> str:
    """The key of the request that a report is about as the minutes stand now."""
    if report.minutes is None:
        return report.action
    meeting, _, line = report.action.rpartition("/")
    items = answered_rows(connection, report.minutes, "items")
    asked = [one for item in items for one in item.get("actions") or ()]
    said = asked[int(line) - 1].get("what") if int(line) <= len(asked) else None
    same = [
        key for key, what in words.items()
        if what == said is not None and key.rpartition("/")[0] == meeting
    ]  # fmt: skip
    return report.action if report.action in same or not same else same[0]


def report_words(report: ProgressReport) -> dict[str, Value]:
    """How far the owner is, since when, and what was done, as a sentence takes them."""
    return {
        "state": both(f"progress.state.{report.state}"), "on": report.on,
        "said": report.said or both("word.redacted"),
    }  # fmt: skip


def asked_words(connection: Connection, keys: Iterable[str], gates: Gates) -> dict[str, str | None]:
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


def _asked_at(connection: Connection, parts: Sequence[str], gates: Gates) -> Iterator[Any]:
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
