"""What the keys and references of an answer are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from config.words import Named, Value
from flows.capabilities import GATES, declared
from flows.engine.answers import Answers
from flows.engine.offers import GateContext
from flows.engine.widgets import Widget, field_with
from flows.establishment.offers import settled_seats
from flows.order.offers import cited
from registry.journal import EntryRow, InstanceRow
from registry.queries.seats import seats
from registry.queries.seen_offices import offices_seen
from registry.rules.seats import Seat


@dataclass(frozen=True)
class AnswerNames:
    """What keys and references of answers are called, and the seats that changes are about.

    `of_field` are those of one field alone, by its name.
    """

    names: Mapping[str, Value]
    seats: Sequence[Seat] = ()
    of_field: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def name(self, key: str) -> Value:
        """What the key is called, the key itself where it is not known."""
        return self.names.get(key, key)

    def seat(self, key: str) -> Value:
        """The title of the seat."""
        return next((Named(s.title_th, s.title_en) for s in self.seats if s.key == key), key)

    def called(self, key: str, field_name: str = "") -> Value:
        """What a key or the key of a seat is called, in that field."""
        own = self.of_field.get(field_name, {})
        if key in own:
            return own[key]
        name = self.name(key)
        return self.seat(key) if name == key else name


NOTHING_KNOWN = AnswerNames({})


def known_of(
    connection: Connection, row: InstanceRow, rows: Sequence[EntryRow], on: date
) -> AnswerNames:
    """What the keys and references of the instance's answers are called; no more is looked up.

    Offices as they are called on that day.
    """
    district = row.district
    answers = Answers(rows, GATES)
    at = GateContext(connection, row.id, district, on, answers)
    found: dict[str, Value] = {}
    of_field: dict[str, Mapping[str, Value]] = {}
    for gate in dict.fromkeys(one.gate for one in rows if one.gate in GATES):
        form = GATES[gate or ""].form
        if field_with(form, Widget.OFFICE):
            for one in offices_seen(connection, district, on):
                found[one.ref] = found[one.ref.removeprefix(f"{district}/")] = one.title
        offers = declared().recording(GATES[gate or ""]).offer(at)
        of_field.update(offers.named)
        for options in offers.options.values():
            found |= {one.value: one.label for one in options if not one.value.isdecimal()}
    found |= {one.key: Named(one.citation_th, one.citation_en) for one in cited(rows)}
    before = seats(connection, district, row.started_on)  # that an order of a committee changes
    return AnswerNames(found, (*settled_seats(answers), *before), of_field)
