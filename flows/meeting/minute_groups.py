"""The working groups of minutes: those that resolutions appoint, and those that they end."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from config.words import say
from flows.engine.answers import listed
from flows.engine.gate import Gate
from flows.meeting.committee_gates import CommitteeMinutesV1, ResolvedGroup
from flows.meeting.gates import MinutesV1
from flows.meeting.groups import groups_said
from flows.meeting.paper_facts import Roster, text_or_none
from registry.rules.membership import title_of
from registry.rules.papers.meeting import MinutesGroup


def appointed_groups(said: MinutesV1, people: Roster) -> tuple[MinutesGroup, ...]:
    """The working groups that the resolutions appoint, their members by seat."""
    if not isinstance(said, CommitteeMinutesV1):
        return ()
    titles = {seat.key: title_of(seat).th for seat in people.seats}
    return tuple(_group(one, titles) for one in listed(said.groups))


def _group(said: ResolvedGroup, titles: Mapping[str, str]) -> MinutesGroup:
    unknown = say("word.not_recorded", "th")
    return MinutesGroup(
        title_th=text_or_none(said.title_th) or unknown,
        task_th=text_or_none(said.task) or unknown,
        members_th=tuple(dict.fromkeys(titles.get(key, unknown) for key in said.members)),
        until=said.until,
    )


def ended_groups(
    connection: Connection, said: MinutesV1, gates: Mapping[str, Gate[Any]]
) -> tuple[str, ...]:
    """What the working groups are called that the resolutions end."""
    if not isinstance(said, CommitteeMinutesV1):
        return ()
    known = groups_said(connection, listed(said.ended_groups), gates)
    unknown = say("word.not_recorded", "th")
    return tuple((text_or_none(one.title_th) if one else None) or unknown for one in known.values())
