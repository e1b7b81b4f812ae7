"""A change of policy: manuals are out of date, and every committee learns anew (R65).

The event is a fact of the country or a province; each district whose committee was appointed
begins a `refresher` for it. Recorded again, it changes nothing and begins what is missing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from sqlalchemy import Connection

from config.words import Named
from flows.decisions.days import refuse_future
from flows.engine.advance import advance, begin
from flows.engine.days import bring_to_date
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from flows.training.gates import Topic
from flows.training.refresher import REFRESHER_AFTER_POLICY, RefresherStart
from registry.queries.orders import districts_with_order
from registry.queries.policy import PolicyRow, policies_called
from registry.queries.void_committees import counted_instances
from registry.records.policy import record_policy
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.mistyped_years import refuse_before_law
from registry.rules.rights import Verb
from registry.transaction import COUNTRY, Write, areas_of

KEY = re.compile(r"[a-z0-9-]{2,40}", re.ASCII)


class TopicsMissing(Refusal):
    """A change of policy names at least one of the five topics."""


class PolicyKeyUnfit(Refusal):
    """The short name of a change is not of small letters, figures and hyphens."""


class PolicyKeyKnown(Refusal):
    """Another change bears that short name already, where both would hold."""


class TitleMissing(Refusal):
    """A change of policy bears a title; an English one as far as there is one."""

    code = "policy_title_missing"


@dataclass(frozen=True)
class PolicyChange:
    """What changed: its key, titles, the topics that it makes old, and from which day.

    Without a key it is recorded under one of its day.
    """

    area: str
    key: str
    title_th: str
    title_en: str
    topics: tuple[Topic, ...]
    on: date


@dataclass(frozen=True)
class Refreshers:
    """The districts in which a refresher began, and those in which it had begun before.

    `key` is what the change is recorded under.
    """

    key: str
    begun: tuple[str, ...]
    before: tuple[str, ...]


def change_policy(office: Installation, change: PolicyChange, *, recorded_by: str) -> Refreshers:
    """Record the change and begin a refresher in each district that has a committee.

    Raises PolicyKeyUnfit, PolicyKeyKnown, TopicsMissing, TitleMissing, ActInFuture, BeforeLaw,
    MayNot and the refusals of the screening.
    """
    if change.key and not KEY.fullmatch(change.key):
        raise PolicyKeyUnfit(field="key")
    if not change.topics:
        raise TopicsMissing(field="topics")
    if not change.title_th.strip():
        raise TitleMissing(field="title_th")
    change = replace(change, title_en=change.title_en.strip() or change.title_th)
    typed = {"key": change.key, "title_th": change.title_th, "title_en": change.title_en}
    refuse_unfit_texts(office, typed)
    with office.registry.writing(change.area) as write:
        who = who_may(write, recorded_by, Verb.RECORD_EVENT, change.area)
        refuse_future(write, change.on)
        refuse_before_law(change.on, "--on")
        if not change.key:  # drawn under the lock: two of one day get a key each
            change = with_own_key(write.connection, change)
        _refuse_known(write.connection, change)
        record_policy(
            write, change.area, change.key, change.title_th, change.title_en,
            [str(topic) for topic in change.topics], on=change.on, recorded_by=who.id,
        )  # fmt: skip
        districts = concerned(write.connection, change)
    begun = tuple(one for one in districts if _begin(office, change, one, who.id))
    return Refreshers(change.key, begun, tuple(one for one in districts if one not in begun))


def with_own_key(connection: Connection, change: PolicyChange) -> PolicyChange:
    """The change with a key of its day that no other change bears; it may come again."""
    day = f"policy-{change.on.isoformat()}"
    for number in count(1):
        named = replace(change, key=day if number == 1 else f"{day}-{number}")
        if _other_of_key(connection, named) is None:
            return named
    raise AssertionError  # numbers do not end


def _refuse_known(connection: Connection, change: PolicyChange) -> None:
    """Raises PolicyKeyKnown for another change of that key; the same one may come again."""
    one = _other_of_key(connection, change)
    if one is not None:
        title = Named(one.title_th, one.title_en)
        raise PolicyKeyKnown(field="key", value=change.key, title=title, on=one.on)


def _other_of_key(connection: Connection, change: PolicyChange) -> PolicyRow | None:
    """Another change of that key that holds where this one would."""
    topics = ",".join(sorted(change.topics))
    same = (
        change.area, change.title_th, change.title_en or change.title_th, topics, change.on,
    )  # fmt: skip
    return next(
        (
            one
            for one in policies_called(connection, change.key)
            if (COUNTRY in (one.area, change.area) or one.area == change.area)
            and (one.area, one.title_th, one.title_en, one.topics, one.on) != same
        ),
        None,
    )


def concerned(connection: Connection, change: PolicyChange) -> Sequence[str]:
    """The districts that have a committee on the day of the change, where it holds."""
    found = districts_with_order(connection, change.on)
    return [one for one in found if change.area in areas_of(one)]


def _begin(office: Installation, change: PolicyChange, district: str, by: int) -> bool:
    with office.registry.writing(district) as write:
        bring_to_date(office, write, district)
        if _known(write, change.key, district):
            return False
        start = RefresherStart(district=district, policy=change.key, topics=change.topics)
        row = begin(write, REFRESHER_AFTER_POLICY, district, change.key, start, change.on, by)
        advance(office, write, row)
        return True


def _known(write: Write, key: str, district: str) -> bool:
    return any(
        row.process == REFRESHER_AFTER_POLICY.key and row.period == key and row.status != "stopped"
        for row in counted_instances(write.connection, district)
    )
