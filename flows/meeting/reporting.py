"""The owner of a request reports how far it is: heard at the next meeting, settling nothing."""

from dataclasses import dataclass

from config.words import Term
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from flows.meeting.actions import OpenAction, followed_actions
from flows.meeting.posts import posts_of
from flows.meeting.settling import NoSuchAction
from registry.queries.parts import parts_of
from registry.queries.people import person
from registry.queries.progress_reports import REPORTED, Progress, ProgressReport
from registry.records.rights import MayNot
from registry.refusals import Refusal
from registry.rules.rights import Subject, Verb, may
from registry.transaction import Write

MOST = 1000  # signs: what an agenda and minutes can hold beside the request


class ProgressUnsaid(Refusal):
    """A report says nothing of what was done."""


class ProgressTooLong(Refusal):
    """A report is longer than an agenda can hold."""


class ProgressUnknown(Refusal):
    """A report does not say how far the request is."""


def report_progress(
    office: Installation, district: str, key: str, state: str, said: str, *, recorded_by: str
) -> ProgressReport:
    """Records what the owner of an open request says of it today.

    Raises what `report_read` and `take_report` do.
    """
    told = report_read(office, state, said)
    with office.registry.writing(district) as write:
        return take_report(office, write, district, key, told, recorded_by=recorded_by)


@dataclass(frozen=True)
class GivenReport:
    """How far the owner says that the request is, and what was done, as they may be recorded."""

    state: Progress
    said: str


def report_read(office: Installation, state: str, said: str) -> GivenReport:
    """The report that was given.

    Raises ProgressUnknown, ProgressUnsaid, ProgressTooLong, and what the net refuses in the text.
    """
    told = _text_given(office, said)
    if state not in set(Progress):
        raise ProgressUnknown(field="progress", value=state)
    return GivenReport(Progress(state), told)


def take_report(
    office: Installation, write: Write, district: str, key: str, given: GivenReport, *,
    recorded_by: str,
) -> ProgressReport:  # fmt: skip
    """Record the report in the transaction. Raises NoSuchAction and MayNot."""
    write.lock(district)
    who = person(write.connection, recorded_by, field="recorded_by")
    actor = parts_of(write.connection, who.id, write.today)
    asked = _asked(office, write, district, key)
    posts = posts_of(write.connection, district, who.id, write.today)
    may_report = may(actor, Verb.REPORT_OWN, Subject(district), write.today)
    if not may_report or not posts.own(asked.owner):
        act = Term(f"verb.{Verb.REPORT_OWN}")
        raise MayNot(field="recorded_by", person=who.name, act=act)
    report = ProgressReport(key, given.state, write.today, given.said, asked.minutes)
    body = {
        "action": key, "state": str(given.state), "on": report.on.isoformat(), "said": given.said,
        "minutes": report.minutes,
    }  # fmt: skip
    write.audit(district, REPORTED, actor=who.id, body=body)
    return report


def _text_given(office: Installation, said: str) -> str:
    told = said.strip()
    if not told:
        raise ProgressUnsaid(field="progress_said")
    if len(told) > MOST:
        raise ProgressTooLong(field="progress_said", most=MOST, length=len(told))
    refuse_unfit_texts(office, {"progress_said": told})
    return told


def _asked(office: Installation, write: Write, district: str, key: str) -> OpenAction:
    gates = office.declared.gates
    asked = followed_actions(write.connection, district, write.today, gates)
    found = next((one for one in asked if one.key == key), None)
    if found is None:
        raise NoSuchAction(field="action", value=key)
    return found
