"""A sheet of attendance while it is ticked: how many came, women and men, whether they resolve."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from config.meetings import VacantSeats, meeting_defaults
from config.titles import title_list, titled
from desk.web.frame.typed_fields import last_typed
from desk.web.gate.field_views import Typed, row_count
from registry.queries.members import Invitee
from registry.rules.attendance import (
    SEXES,
    BySex,
    Quorum,
    Sex,
    SheetLine,
    State,
    count,
    quorum,
    sheet_line,
    told_sex,
)

LONG = 16  # lines: a sheet of more stands in groups, each folded on a phone
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Totals:
    """What the sheet says so far; `untold` are lines that say nothing yet.

    `inferred`: whose sex only the title before the name says.
    """

    by_state: tuple[tuple[State, int], ...]
    there: BySex
    inferred: int
    untold: int
    quorum: Quorum


@dataclass(frozen=True)
class SheetGroup:
    """The lines of those whose first seat is in one body of the committee, by their places.

    `body` is empty for whoever has no seat there. `there` and `absent` are who came, who did not.
    """

    body: str
    places: tuple[int, ...]
    there: int = 0
    absent: int = 0


def groups(expected: Sequence[Invitee], typed: Typed, lines: int) -> tuple[SheetGroup, ...]:
    """So many lines body by body, guests last; one group where they are few."""
    if lines <= LONG:
        return (SheetGroup("", tuple(range(lines))),)
    bodies = {seat.key: str(seat.body) for one in expected for seat in one.member.seats}
    places: dict[str, list[int]] = {one: [] for one in bodies.values()}
    for place in range(lines):
        first = next(iter(typed.get(f"attendance.{place}.seats", ())), "")
        body = bodies.get(first, "")
        places.setdefault(body, []).append(place)
    return tuple(_group(body, own, typed) for body, own in places.items() if own)


def _group(body: str, places: Sequence[int], typed: Typed) -> SheetGroup:
    said = [_said(typed, one, "state") for one in places]
    absent = said.count("absent")
    return SheetGroup(body, tuple(places), sum(one in STATES for one in said) - absent, absent)


def totals(expected: Sequence[Invitee], typed: Typed, vacant: VacantSeats = "counted") -> Totals:
    """The totals of what was typed; `vacant` says whether seats that nobody fills count."""
    rows = [one for one in range(row_count("attendance", typed)) if not is_left_out(typed, one)]
    said = [(_said(typed, place, "state"), place) for place in rows if _is_somebody(typed, place)]
    lines = [_line(typed, place, state) for state, place in said if state in STATES]
    counted = count(lines)
    members = [one.member for one in expected]
    return Totals(
        tuple((state, counted.by_state[state].total) for state in STATES),
        counted.there,
        counted.inferred,
        sum(state not in STATES for state, _ in said),
        quorum(members, lines, meeting_defaults().share, vacant),
    )


def representable(expected: Sequence[Invitee], typed: Typed) -> set[str]:
    """The lines of those in whose place somebody may come."""
    members = [one.member for one in expected]
    seats = {seat.key for one in members if one.representative for seat in one.seats}
    rows = range(row_count("attendance", typed))
    return {
        f"attendance.{place}" for place in rows
        if seats.intersection(typed.get(f"attendance.{place}.seats", ()))
    }  # fmt: skip


def is_left_out(typed: Typed, place: int) -> bool:
    """Whether the line is of seats that nobody is recorded in, and of which nothing was said."""
    told = any(_said(typed, place, part) for part in ("person", "name_th", "state"))
    return bool(typed.get(f"attendance.{place}.seats")) and not told


def all_present(typed: dict[str, list[str]]) -> None:
    """Whoever nothing was said of yet is present; guests stay guests.

    Nobody comes from a vacant seat: it is left out until somebody is named for it.
    """
    for place in range(row_count("attendance", typed)):
        untold = not _said(typed, place, "state") and typed.get(f"attendance.{place}.seats")
        if untold and not is_left_out(typed, place):
            typed[f"attendance.{place}.state"] = ["present"]


def _is_somebody(typed: Typed, place: int) -> bool:
    """Whether the line is more than one that was added for a guest and left empty."""
    seats = typed.get(f"attendance.{place}.seats")
    return bool(seats) or bool(_said(typed, place, "name_th"))


def _line(typed: Typed, place: int, state: State) -> SheetLine:
    proxy = state == "proxy"
    said = _said(typed, place, "proxy_sex" if proxy else "sex")
    parts = ("proxy",) if proxy else ("title_th", "name_th")
    came = "".join(_said(typed, place, part) for part in parts)
    stated: Sex = next((one for one in SEXES if one == said), "not_stated")
    return sheet_line(
        state,
        told_sex(stated, came, title_list().titles()),
        reference=_said(typed, place, "person"),
        name=titled(_said(typed, place, "title_th"), _said(typed, place, "name_th")),
        seats=typed.get(f"attendance.{place}.seats", ()),
    )


def _said(typed: Typed, place: int, part: str) -> str:
    return last_typed(typed, f"attendance.{place}.{part}")
