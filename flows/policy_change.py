"""A change of policy: manuals are out of date, and every committee learns anew (R65).

The event is a fact of the country or a province; each district whose committee was appointed
begins a `refresher` for it. Recorded again, it changes nothing and begins what is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from flows.advance import advance, begin, record_lapses
from flows.forms import refuse_unfit_texts
from flows.gates.capacity import Topic
from flows.office import Office
from flows.processes.refresher import REFRESHER_AFTER_POLICY, RefresherStart
from flows.refusals import ActInFuture
from flows.withdraw import recorder_who_may
from registry.journal import instances
from registry.queries.orders import districts_with_order
from registry.records.policy import record_policy
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.store import Write, areas_of


class TopicsMissing(Refusal):
    """A change of policy names at least one of the five topics."""

    code = "topics_missing"


class TitleMissing(Refusal):
    """A change of policy bears a title in Thai and in English."""

    code = "policy_title_missing"


@dataclass(frozen=True)
class PolicyChange:
    """What changed: its key, titles, the topics that it makes old, and from which day."""

    area: str
    key: str
    title_th: str
    title_en: str
    topics: tuple[Topic, ...]
    on: date


@dataclass(frozen=True)
class Refreshing:
    """The districts in which a refresher began, and those in which it had begun before."""

    begun: tuple[str, ...]
    before: tuple[str, ...]


def change_policy(office: Office, change: PolicyChange, *, recorded_by: str) -> Refreshing:
    """Record the change and begin a refresher in each district that has a committee.

    Raises TopicsMissing, TitleMissing, ActInFuture, MayNot and the refusals of the screening.
    """
    if not change.topics:
        raise TopicsMissing(field="topics")
    if not (change.title_th.strip() and change.title_en.strip()):
        raise TitleMissing(field="title_th" if not change.title_th.strip() else "title_en")
    refuse_unfit_texts(office, {"title_th": change.title_th, "title_en": change.title_en})
    with office.registry.writing(change.area) as write:
        who = recorder_who_may(write, recorded_by, Verb.RECORD_EVENT, change.area)
        if change.on > write.today:
            raise ActInFuture(field="--on", value=change.on, today=write.today)
        record_policy(
            write, change.area, change.key, change.title_th, change.title_en,
            [str(topic) for topic in change.topics], on=change.on, recorded_by=who.id,
        )  # fmt: skip
        districts = _concerned(write.connection, change)
    begun = tuple(one for one in districts if _begin(office, change, one, who.id))
    return Refreshing(begun, tuple(one for one in districts if one not in begun))


def _concerned(connection: Connection, change: PolicyChange) -> Sequence[str]:
    found = districts_with_order(connection, change.on)
    return [one for one in found if change.area in areas_of(one)]


def _begin(office: Office, change: PolicyChange, district: str, by: int) -> bool:
    with office.registry.writing(district) as write:
        record_lapses(office, write, district)
        if _known(write, change.key, district):
            return False
        start = RefresherStart(district=district, policy=change.key, topics=change.topics)
        row = begin(write, REFRESHER_AFTER_POLICY, district, change.key, start, change.on, by)
        advance(office, write, row)
        return True


def _known(write: Write, key: str, district: str) -> bool:
    return any(
        row.process == REFRESHER_AFTER_POLICY.key and row.period == key and row.status != "stopped"
        for row in instances(write.connection, district=district)
    )
