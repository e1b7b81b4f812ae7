"""Changes of policy in a province: who of the members learned since, which manuals are old."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.sessions import proposed_sessions
from config.training import training
from config.words import Named
from flows.training.refresher import REFRESHER_AFTER_POLICY
from registry.queries.areas import names
from registry.queries.instances import STOPPED, InstanceAsOf, instances_as_of
from registry.queries.meetings import TrainingRow, attendance, current_members, trainings
from registry.queries.orders import districts_with_order
from registry.queries.policy import PolicyRow, manuals_used, policy_events
from registry.rules.attendance import THERE
from registry.transaction import areas_of


@dataclass(frozen=True)
class DistrictCoverage:
    """A district: how many of its current members were trained since in what changed."""

    district: str
    name: Named
    members: int
    trained: int
    refresher: InstanceAsOf | None

    @property
    def percent(self) -> int | None:
        """Of the members, None where nobody is known to sit."""
        half_up = 200 * self.trained + self.members
        return half_up // (2 * self.members) if self.members else None


@dataclass(frozen=True)
class PolicySummary:
    """A change of policy and its districts."""

    event: PolicyRow
    topics: tuple[str, ...]
    districts: tuple[DistrictCoverage, ...]

    @property
    def members(self) -> int:
        """The current members of all its districts."""
        return sum(one.members for one in self.districts)

    @property
    def trained(self) -> int:
        """Those of them who were trained since in what changed."""
        return sum(one.trained for one in self.districts)


@dataclass(frozen=True)
class ManualSummary:
    """A manual: the version taught, since when; `outdated_by` a later change of its topics."""

    key: str
    title: Named
    version: str
    since: date | None
    outdated_by: PolicyRow | None


@dataclass(frozen=True)
class _District:
    code: str
    name: Named
    members: frozenset[int]
    came: tuple[tuple[TrainingRow, frozenset[int]], ...]
    refreshers: dict[str, InstanceAsOf]

    def covered(self, event: PolicyRow) -> DistrictCoverage:
        """By trainings of a topic that changed: any other one teaches nothing of it."""
        came = {who for held, people in self.came if held.teaches(event) for who in people}
        trained = len(self.members & came)
        return DistrictCoverage(
            self.code, self.name, len(self.members), trained, self.refreshers.get(event.key)
        )


def policy_summaries(
    connection: Connection, province: str, on: date, known: datetime | None = None
) -> list[PolicySummary]:
    """The changes that hold in the province on that day, the newest first."""
    events = policy_events(connection, province, on, known)[::-1]
    codes = [
        one
        for one in districts_with_order(connection, on, known=known)
        if province in areas_of(one)
    ]
    named = names(connection, set(codes))
    districts = (
        [_district(connection, code, named[code], on, known) for code in codes] if events else []
    )
    return [
        PolicySummary(
            one,
            tuple(one.topics.split(",")),
            tuple(each.covered(one) for each in districts),
        )
        for one in events
    ]


def _district(
    connection: Connection, code: str, name: Named, on: date, known: datetime | None
) -> _District:
    filled = current_members(connection, code, on, known)
    held = {one.key: one for one in trainings(connection, code, known) if one.on <= on}
    came: dict[str, set[int]] = {key: set() for key in held}
    for one in attendance(connection, code, known=known):
        if one.event in held and one.state in THERE and one.person is not None:
            came[one.event].add(one.person)
    return _District(
        code,
        name,
        frozenset(person for person in filled.values() if person is not None),
        tuple((held[key], frozenset(people)) for key, people in came.items()),
        {
            row.period: row for row in instances_as_of(connection, (code,), on, known)
            if row.process == REFRESHER_AFTER_POLICY.key and row.status != STOPPED
        },
    )  # fmt: skip


def manual_summaries(
    connection: Connection,
    area: str,
    on: date,
    events: Sequence[PolicyRow],
    known: datetime | None = None,
) -> list[ManualSummary]:
    """The manuals as they are taught in the province, or a district of it.

    `events` are the changes of policy that concern it.

    One is outdated where a change about its topics is later than its version in use; where
    no version was recorded, any such change makes it so.
    """
    used = manuals_used(connection, area, on, known)
    found = []
    for one in training().manuals:
        now = used.get(one.key)
        since = now.since if now else None
        found.append(
            ManualSummary(
                one.key,
                Named(one.title_th, one.title_en),
                now.version if now else one.version,
                since,
                _outdated(events, _topics(one.key), since),
            )
        )
    return found


def _topics(manual: str) -> set[str]:
    """The topics that are taught from it."""
    return {topic for one in proposed_sessions() if manual in one.manuals for topic in one.topics}


def _outdated(
    events: Sequence[PolicyRow], topics: set[str], since: date | None
) -> PolicyRow | None:
    later = [
        one for one in events
        if topics & set(one.topics.split(",")) and (since is None or one.on > since)
    ]  # fmt: skip
    return later[-1] if later else None
