"""What a handover is about: who leaves which office, and what whoever comes is asked to decide."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field

from registry.rules.calendar import WorkingCalendar
from registry.rules.effects import OfDistrict
from registry.rules.seats import Value
from registry.rules.terms import DAY

PAGE_ONE, ANNEX = "handover_page_one", "handover_annex"
SIGNED_BACK = (PAGE_ONE, ANNEX)  # what whoever comes into office signs for, by one receipt


class HandoverOf(StrEnum):
    """Whose work is handed over."""

    CHIEF = "district_chief"
    FOCAL_POINT = "focal_point"
    REPRESENTATIVE = "representative"
    COORDINATOR = "coordinator"


class OwedDecision(Value):
    """A decision that the facts call for: its key, its due day, how many the facts tell of.

    `since`: it was asked in the handover before this one from that day on, and was left open.
    """

    key: str
    due: date
    count: int = 1
    since: date | None = None


class DecisionsOwed(Value):
    """What whoever comes into office is asked, the most pressing first."""

    decisions: tuple[OwedDecision, ...]

    def without(self, keys: Collection[str]) -> Self:
        """The same without these."""
        left = tuple(one for one in self.decisions if one.key not in keys)
        return self.model_copy(update={"decisions": left})

    def printed(
        self, most: int, noted: Collection[str], rests_on: Mapping[str, str]
    ) -> tuple[OwedDecision, ...]:
        """The most pressing, as many as page one takes, in the order of their days.

        What is only taken note of (`noted`) takes the place of no decision: it stands behind them
        where they leave room. What another of them `rests_on` stands before that.
        """
        taken = [one for one in self.decisions if one.key not in noted][:most]
        first = {
            one.key: min(own.due for own in taken if one.key in (own.key, rests_on.get(own.key)))
            for one in taken
        }
        told = [one for one in self.decisions if one.key in noted]
        return (*sorted(taken, key=lambda one: first[one.key]), *told)[:most]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the decisions, in order."""
        return tuple(one.key for one in self.decisions)


# Left out where it says nothing: what an earlier journal asked for is found under its own words.
Told = Annotated[date | None, Field(exclude_if=lambda told: told is None)]


class HandoverArgs(OfDistrict):
    """A handover of a district: of which work, from which day on the other holds the office.

    `told`: the day on which it was told of, where that day had passed by then. What is asked, and
    what the papers tell, is what stands on `told`; it is due counted from `on`.
    """

    of: HandoverOf
    on: date
    told: Told = None


class HandoverDays(Value):
    """The days that a handover goes by, counted from the day in office."""

    outgoing_until: date
    briefing: date
    receipt: date
    feedback_until: date


class OfficeHeld(Value):
    """Whether somebody holds the office that day, or acts in it."""

    held: bool


class Briefed(Value):
    """Whether who came into office was told in person before."""

    briefed: bool


class PackageInputs(OfDistrict):
    """A package: its facts are those of the day `on`, as they were known at that instant.

    `rotation` is the event by which another comes into office; None where nobody does. Of one
    that was `told` of after its day the facts are those of the day of telling.
    """

    on: date
    told: Told = None
    known: datetime | None = None
    rotation: int | None = None


class WorkPassed(Value):
    """From whom work passes to whom, by their numbers; with an agency's `seat` the work of that."""

    leaver: int | None = None
    successor: int | None = None
    seat: str | None = None


class WorkNoteInputs(HandoverArgs, WorkPassed):
    """The note of work that passes from one person to another."""


class ConsideredInputs(HandoverArgs):
    """A decision that is not confirmed, or not yet: a courteous letter asks to think of it."""

    key: str
    turn: int
    until: date | None = None


class AmendmentBegun(Value):
    """The order that amends for whoever came has begun, or waits its turn."""

    purpose: str


def working_day_from(day: date, calendar: WorkingCalendar) -> date:
    """The day, or the next on which offices are open."""
    return day if calendar.is_working_day(day) else calendar.add_working_days(day, 1)


def days_after(on: date, days: int) -> date:
    """The day so many calendar days after another."""
    return on + days * DAY
