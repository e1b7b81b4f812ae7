"""Who is reminded of which gate: who records there, where the office has switched mails on.

Never a Chief, never the head of PSDHS, nobody of another office's steps (practice.md 9): the same
gates that wait in the inbox of a coordinator or a focal point. Who has answered first where two
people must is not asked to be the second.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import Connection

from config.clock import bangkok_day
from config.defaults import policy
from flows.engine.gate import recorded_by
from flows.engine.installation import Installation
from registry.journal import GateRow
from registry.queries.gates import gates_due
from registry.queries.notices import (
    MailSwitches,
    NoticeRow,
    RemindedPart,
    mail_switches,
    reminded_parts,
    stages_recorded,
)
from registry.records.notice_mails import OwedGate
from registry.rules.notices import Schedule, latest_stage, owed_notice
from registry.rules.rights import Part
from registry.transaction import COUNTRY, areas_of


def schedule() -> Schedule:
    """The stages of this release."""
    shipped = policy().reminders
    return Schedule(shipped.days_before, shipped.every_days_after)


@dataclass(frozen=True)
class RemindedPeople:
    """Who is reminded on a day: everybody, or one person."""

    office: Installation
    connection: Connection
    on: date
    person: int | None = None

    def of_gate(self, gate: str, district: str, not_by: int | None) -> dict[int, date]:
        """Who is reminded of such a gate in that district, and since when each could be."""
        found: dict[int, date] = {}
        for area in areas_of(district):
            for one in self._by_area.get(area, ()):
                if gate in self._keys[one.part] and one.person != not_by:
                    found[one.person] = min(one.start, found.get(one.person, one.start))
        return found

    def still_told(self, notice: NoticeRow) -> bool:
        """Whether what a mail is to tell holds yet: the gate waits, for that day and person."""
        holds = notice.gate_status == "open" and notice.gate_due_on == notice.due_on
        mailed = self.switches.on_since(notice.district) is not None
        told = self.of_gate(notice.gate, notice.district, notice.not_by)
        return holds and mailed and notice.person in told

    @cached_property
    def switches(self) -> MailSwitches:
        """Where mails go on that day."""
        return mail_switches(self.connection, self.on)

    @cached_property
    def _keys(self) -> dict[Part, frozenset[str]]:
        gates = self.office.declared.gates.values()
        return {part: recorded_by(gates, part) for part in (Part.COORDINATOR, Part.FOCAL_POINT)}

    @cached_property
    def _by_area(self) -> dict[str, list[RemindedPart]]:
        found: dict[str, list[RemindedPart]] = defaultdict(list)
        for one in reminded_parts(self.connection, self.on, self.person):
            found[one.area].append(one)
        return found


def due_gates(connection: Connection, on: date, areas: Iterable[str] = (COUNTRY,)) -> list[GateRow]:
    """The open gates of the areas of which a stage has come by that day."""
    first_stage = timedelta(days=schedule().days_before[0])
    return with_a_stage(gates_due(connection, on + first_stage, on, areas), on)


def with_a_stage(gates: Iterable[GateRow], on: date) -> list[GateRow]:
    """Those of the gates of which a stage has come by that day."""
    stages = schedule()
    return [
        one
        for one in gates
        if one.due_on and latest_stage(stages, one.opened_on, one.due_on, on) is not None
    ]


def owed_notices(
    people: RemindedPeople, areas: Iterable[str] = (COUNTRY,)
) -> dict[int, list[OwedGate]]:
    """What each person is to be told of the areas on that day and was not told yet."""
    found: dict[int, list[OwedGate]] = defaultdict(list)
    for person, owed in _owed(people, areas):
        found[person].append(owed)
    return found


def _owed(people: RemindedPeople, areas: Iterable[str]) -> Iterator[tuple[int, OwedGate]]:
    stages, recorded = schedule(), stages_recorded(people.connection)
    for gate in due_gates(people.connection, people.on, areas):
        switched_on = people.switches.on_since(gate.district_code)
        if switched_on is None or gate.due_on is None:
            continue
        open_since = max(switched_on, bangkok_day(gate.opened_at))
        told = people.of_gate(gate.gate, gate.district_code, gate.not_by)
        for person, start in told.items():
            owed = owed_notice(
                stages,
                opened_on=gate.opened_on,
                due_on=gate.due_on,
                today=people.on,
                reminded_since=max(start, open_since),
                recorded=recorded.get((gate.id, gate.due_on, person), ()),
            )
            if owed is not None:
                yield person, OwedGate(gate.id, gate.due_on, owed)
