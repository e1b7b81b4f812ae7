"""Which part of what waits an inbox shows: a district, a gate, an office, what is late or near."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from config.words import Sentence, both
from flows.capabilities import GATES
from flows.engine.deciding_offices import PSDHS
from flows.engine.gate_titles import INCIDENT
from registry.queries.scoped_gates import GateKind, Scope
from registry.rules.inbox_lines import GroupLine

NO_DAY = "none"  # in an address: gates without a due day
MEMBERS = "member_agency"  # beside kinds of offices: the heads of the members' agencies
PROVINCE = "psdhs"  # beside them: the provincial office, whichever of its posts is recorded
NEAR = timedelta(days=7)


class DuePeriod(StrEnum):
    """Gates whose due day has passed, or comes within seven days."""

    LATE = "late"
    NEAR = "near"

    def last(self, on: date) -> date:
        """The last due day of the period on that day."""
        return on - timedelta(days=1) if self is DuePeriod.LATE else on + NEAR


@dataclass(frozen=True)
class InboxFilter:
    """What is chosen; nothing: all of it.

    `gate`: a gate's key. `day`: gates of one due day, NO_DAY those without any. `office`: the kind
    of office that a gate is first of all for.
    """

    district: str = ""
    gate: str = ""
    day: str = ""
    period: DuePeriod | None = None
    office: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is chosen."""
        return self != InboxFilter()

    @property
    def kind(self) -> GateKind | None:
        """The gates of one key that are shown one by one; None where lines hold like ones."""
        if not self.gate:
            return None
        if self.day == NO_DAY:
            return GateKind(self.gate)
        if self.day:
            return GateKind(self.gate, date.fromisoformat(self.day))
        return GateKind(self.gate, any_day=True)

    def narrowed(self, scopes: Iterable[Scope], on: date) -> list[Scope]:
        """The scopes without the gates that are for other offices, or due outside the period."""
        due_by = None if self.period is None else self.period.last(on)
        return [
            replace(one, gates=frozenset(self._for_office(one.gates)), due_by=due_by)
            for one in scopes
        ]

    def _for_office(self, gates: Iterable[str]) -> Iterator[str]:
        return (one for one in gates if self.office in ("", first_decider(one)))

    def of_line(self, line: GroupLine) -> str:
        """The place that shows each gate of the line."""
        first = line.first
        asked = {"district": first.district}
        if len(line.kinds) == 1:
            asked["gate"] = first.gate
            if line.days == 1:
                asked["due"] = first.due_on.isoformat() if first.due_on else NO_DAY
        if self.office:
            asked["office"] = self.office
        if self.period is not None and "due" not in asked:
            asked["due"] = self.period.value
        return f"/?{urlencode(asked)}"


def first_decider(gate: str) -> str:
    """The kind of office that the gate is first of all for, or MEMBERS or PROVINCE."""
    first = GATES[gate].asked_first
    return MEMBERS if GATES[gate].heads else PROVINCE if first in PSDHS else first


def filter_asked(district: str, gate: str, due: str, office: str) -> InboxFilter:
    """The filter that an address names; what no gate, day or office is called is left out."""
    gate = gate if gate in GATES else ""
    period = next((one for one in DuePeriod if one == due), None)
    offices = {first_decider(one) for one in GATES}
    return InboxFilter(
        district.strip(),
        gate,
        _day(due) if gate else "",
        period,
        office if office in offices else "",
    )


def _day(due: str) -> str:
    if due == NO_DAY:
        return due
    try:
        return date.fromisoformat(due).isoformat()
    except ValueError:
        return ""


@dataclass(frozen=True)
class FilterChoices:
    """What there is to choose from: gates and offices that something waits for, in words."""

    gates: Sequence[tuple[str, Sentence]]
    offices: Sequence[tuple[str, Sentence]]
    periods: Sequence[tuple[str, Sentence]]


def filter_choices(waiting: Iterable[str]) -> FilterChoices:
    """The choices that gates of these keys give, in the order in which processes ask them."""
    found = set(waiting)
    keys = [one for one in GATES if one in found]
    kinds = dict.fromkeys(first_decider(one) for one in keys if one != INCIDENT)
    return FilterChoices(
        [(one, both(f"gate.{one}")) for one in keys],
        [
            (one, both(f"page.inbox.{one}" if one in (MEMBERS, PROVINCE) else f"office.{one}"))
            for one in kinds
        ],
        [(one.value, both(f"page.inbox.filter.due.{one}")) for one in DuePeriod],
    )
