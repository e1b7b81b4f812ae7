"""Meetings, trainings, attendance, actions and scores: written as facts by their decisions."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from registry.facts import put
from registry.models import ActionItem, Attendance, Meeting, Score, Training
from registry.queries.action_items import OwnedAction, actions
from registry.queries.meetings import meetings_of_year
from registry.rules.thai import be_year
from registry.transaction import Write


class AttendanceRow(NamedTuple):
    """One line of the sheet: the person or participant's code, how they were there, sex."""

    person: int | None
    code: str | None
    state: str
    sex: str


class ActionRow(NamedTuple):
    """Something to do: its owner (a seat), the day by which."""

    owner: str
    due_on: date | None


def record_meeting(
    write: Write, district: str, key: str, kind: str, *, on: date, entry_id: int
) -> int:
    """A meeting that was held; answers its number among the year's (thai-documents.md 1.5)."""
    number = 1 + meetings_of_year(write.connection, district, be_year(on), before=key)
    values = {"kind": kind, "number": number, "year_be": be_year(on)}
    same = {"district_code": district, "key": key}
    put(write, Meeting, same, values, valid_from=on, entry_id=entry_id)
    return number


def record_training(
    write: Write,
    district: str,
    key: str,
    topics: Sequence[str],
    days: tuple[date, date],
    *,
    entry_id: int,
) -> None:
    """A training that was held from the first to the last of `days`, about these topics."""
    first, last = days
    values = {"topics": ",".join(sorted(topics)), "last_day": last}
    same = {"district_code": district, "key": key}
    put(write, Training, same, values, valid_from=first, entry_id=entry_id)


def record_attendance(
    write: Write,
    district: str,
    event: str,
    rows: Sequence[AttendanceRow],
    *,
    on: date,
    entry_id: int,
) -> None:
    """Who was there, line by line as the sheet has them."""
    for line, row in enumerate(rows):
        same = {"district_code": district, "event": event, "line": line}
        values = {"person_id": row.person, "code": row.code, "state": row.state, "sex": row.sex}
        put(write, Attendance, same, values, valid_from=on, entry_id=entry_id)


def record_actions(
    write: Write, district: str, event: str, rows: Sequence[ActionRow], *, on: date, entry_id: int
) -> None:
    """What the adopted minutes ask for, open from that day on."""
    for line, row in enumerate(rows):
        same = {"district_code": district, "key": f"{event}/{line + 1}"}
        values = {"owner": row.owner, "due_on": row.due_on, "status": "open"}
        put(write, ActionItem, same, values, valid_from=on, entry_id=entry_id)


def settle_action(
    write: Write, district: str, key: str, status: str, *, on: date, entry_id: int | None = None
) -> None:
    """From that day on the request is done, dropped, or open still; owner and day stay.

    Where no decision settles it, it stays that of the decision that asked for it.
    """
    row = next((one for one in actions(write.connection, district) if one.key == key), None)
    if row is not None and row.status != status:
        same = {"district_code": district, "key": key}
        values = {"owner": row.owner, "due_on": row.due_on, "status": status}
        by = row.entry if entry_id is None else entry_id
        put(write, ActionItem, same, values, valid_from=max(on, row.on), entry_id=by)


def pass_action(write: Write, district: str, item: OwnedAction, owner: str, *, on: date) -> None:
    """From that day on somebody else owns the request.

    It stays the decision's that asked for it: withdrawn with that, it is gone with it.
    """
    same = {"district_code": district, "key": item.key}
    values = {"owner": owner, "due_on": item.due_on, "status": item.status}
    put(write, ActionItem, same, values, valid_from=on, entry_id=item.entry)


def record_scores(
    write: Write,
    district: str,
    event: str,
    scores: Sequence[tuple[str, Decimal | None, Decimal | None]],
    maxima: tuple[Decimal, Decimal],
    *,
    on: date,
    entry_id: int,
) -> None:
    """Points before and after by participant code, out of the maximum of each test."""
    before, after = maxima
    for code, pre, post in scores:
        same = {"district_code": district, "event": event, "code": code}
        values = {
            "pre": _text(pre),
            "post": _text(post),
            "maximum": str(before),
            "post_maximum": None if after == before else str(after),
        }
        put(write, Score, same, values, valid_from=on, entry_id=entry_id)


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(points)
