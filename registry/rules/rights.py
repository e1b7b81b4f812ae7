"""Who may do what: one pure function, asked by every door. Deny by default (privacy.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from registry.rules.terms import covers, last_day


class Part(StrEnum):
    """The part a person plays in an area."""

    ADMIN = "admin"
    COORDINATOR = "coordinator"
    FOCAL_POINT = "focal_point"
    CHIEF = "chief"
    MEMBER = "member"
    PARTNER = "partner"
    OBSERVER = "observer"


class Verb(StrEnum):
    """What can be done."""

    READ = "read"
    READ_INTERNAL = "read_internal"
    SEE_AGGREGATES = "see_aggregates"
    SEE_EXACT = "see_exact"
    SEE_CONTACTS = "see_contacts"
    SEE_CLASSIFIED = "see_classified"
    SEE_REPORTS = "see_reports"
    SEE_AUDIT = "see_audit"
    SEE_OWN = "see_own"
    REPORT_OWN = "report_own"
    PREPARE = "prepare"
    RECORD = "record"
    START = "start"
    REPLACE = "replace"
    RECORD_EVENT = "record_event"
    STOP = "stop"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    MOVE_DUE = "move_due"
    LOAD = "load"
    SETTINGS = "settings"
    ADMINISTER = "administer"
    INVITE = "invite"
    REDACT = "redact"
    PUBLISH = "publish"
    TAKE_OVER = "take_over"


@dataclass(frozen=True)
class Subject:
    """What it is done to: an area, and for RECORD the parts that the gate lets record."""

    area: str
    recorders: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartHeld:
    """A part in an area from a day up to, not including, another."""

    part: Part
    area: str
    start: date
    stop: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day with it; None where no end is known."""
        return last_day(self.stop)

    def in_force(self, on: date) -> bool:
        """Whether it gives anything on that day."""
        return covers(self, on)

    def covers(self, area: str) -> bool:
        """Whether it reaches the area: one in a province its districts, in the country all."""
        return self.area == "TH" or area.startswith(self.area)


@dataclass(frozen=True)
class Actor:
    """A person and the parts they hold, by office or by assignment."""

    person: int
    parts: tuple[PartHeld, ...]

    def parts_in_force(self, on: date) -> tuple[PartHeld, ...]:
        """The parts that the person has on that day."""
        return tuple(one for one in self.parts if one.in_force(on))


OFFICE_PARTS = {
    "psdhs_coordinator": Part.COORDINATOR,
    "psdhs_head": Part.COORDINATOR,
    "focal_point": Part.FOCAL_POINT,
    "district_chief": Part.CHIEF,
}
_LEADING = {Part.ADMIN, Part.COORDINATOR}
_OF_THE_DISTRICT = _LEADING | {Part.FOCAL_POINT}
_IN_OFFICE = _OF_THE_DISTRICT | {Part.CHIEF}
_COUNTING = _IN_OFFICE - {Part.ADMIN}  # between them the exact figures go
_ALLOWED: dict[Verb, frozenset[Part]] = {
    Verb.READ: frozenset(Part) - {Part.OBSERVER, Part.MEMBER},
    Verb.READ_INTERNAL: frozenset({Part.COORDINATOR}),
    Verb.SEE_AGGREGATES: frozenset(Part) - {Part.MEMBER},
    Verb.SEE_EXACT: frozenset(_COUNTING),
    Verb.SEE_CONTACTS: frozenset(_IN_OFFICE),
    Verb.SEE_CLASSIFIED: frozenset(_IN_OFFICE),
    Verb.SEE_REPORTS: frozenset(_COUNTING),
    Verb.SEE_AUDIT: frozenset(_LEADING),
    Verb.SEE_OWN: frozenset(Part),
    Verb.REPORT_OWN: frozenset(_IN_OFFICE - {Part.ADMIN} | {Part.MEMBER}),
    Verb.PREPARE: frozenset(_OF_THE_DISTRICT | {Part.PARTNER}),
    Verb.START: frozenset(_LEADING),
    Verb.REPLACE: frozenset(_OF_THE_DISTRICT),
    Verb.RECORD_EVENT: frozenset(_LEADING),
    Verb.STOP: frozenset(_LEADING),
    Verb.WITHDRAW: frozenset(_LEADING),
    Verb.CORRECT: frozenset(_OF_THE_DISTRICT),
    Verb.MOVE_DUE: frozenset(_LEADING),
    Verb.LOAD: frozenset(_LEADING),
    Verb.SETTINGS: frozenset(_LEADING),
    Verb.ADMINISTER: frozenset({Part.ADMIN}),
    Verb.INVITE: frozenset(_LEADING),
    Verb.REDACT: frozenset(_LEADING),
    Verb.PUBLISH: frozenset({Part.COORDINATOR, Part.FOCAL_POINT}),
    Verb.TAKE_OVER: frozenset({Part.COORDINATOR, Part.FOCAL_POINT, Part.CHIEF}),
}
# What of the work asks for more than READ, by its process or by the kind of its paper: the register
# of classified papers stands in instances of its own, and in the annex of a package. The reports of
# the year, and the scans that came with them, hide counts by a threshold alone (decision 0058).
APART: Mapping[str, Verb] = MappingProxyType(
    {
        "classified_paper": Verb.SEE_CLASSIFIED,
        "handover_annex": Verb.SEE_CLASSIFIED,
        **dict.fromkeys(
            (
                "quarter_report", "annual_report",
                "scan.progress", "scan.report_sent", "scan.closing",
            ),
            Verb.SEE_REPORTS,
        ),
    }
)  # fmt: skip


def reading(kind: str) -> Verb:
    """What lets read an instance of that process, or a paper of that kind."""
    return APART.get(kind, Verb.READ)


def may(actor: Actor, verb: Verb, subject: Subject, on: date) -> bool:
    """Whether the actor may do it on that day. A part ended that day gives nothing any more.

    RECORD asks the gate which parts may record; the admin administers and records nothing by that.
    """
    held = {one.part for one in actor.parts_in_force(on) if one.covers(subject.area)}
    return bool(held & parts_letting(verb, subject))


def parts_letting(verb: Verb, subject: Subject) -> frozenset[Part]:
    """The parts that let somebody do it."""
    if verb is Verb.RECORD:
        return frozenset(map(Part, subject.recorders))
    return _ALLOWED[verb]
