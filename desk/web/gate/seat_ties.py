"""What a seat that is added may be tied to: an office of the directory, a person who is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from config.words import Named, Sentence, Value, both
from flows.decisions.named_people import person_label
from registry.queries.namesakes import KnownPerson, known_people
from registry.queries.offices import OfficeRow, offices_of
from registry.queries.seen_offices import OfficeWithHolders, held_by
from registry.rules.seats import Seat
from registry.rules.thai import sort_key

BY_OFFICE = "office"


@dataclass(frozen=True)
class SeatTies:
    """Offices by reference and people by id, each with the words that offer it.

    `english` are the English titles that are known, by the Thai ones.
    """

    offices: Mapping[str, OfficeRow] = field(default_factory=dict)
    people: Mapping[str, KnownPerson] = field(default_factory=dict)
    english: Mapping[str, str] = field(default_factory=dict)
    office_words: Mapping[str, Value] = field(default_factory=dict)

    @property
    def office_options(self) -> list[tuple[str, Value]]:
        """The offices as a form offers them, by title."""
        found = sorted(self.offices.values(), key=lambda one: sort_key(one.called.th))
        return [(one.ref, self.office_words[one.ref]) for one in found]

    @property
    def people_options(self) -> list[tuple[str, Value]]:
        """The people as a form offers them, by first name."""
        return [(key, person_label(one)) for key, one in self.people.items()]

    def fillers(self, seat: Seat) -> list[tuple[str, Value]]:
        """Who may fill the seat in place of who does: whoever holds its office, or a person."""
        holds = [(BY_OFFICE, both("page.gate.by_office"))] if seat.office else []
        return [*holds, *self.people_options]

    def titled(self, thai: str, english: str, office: OfficeRow | None = None) -> Named:
        """The titles of a seat: as typed, else of its office; English as it is known, or none."""
        if not thai and office is not None:
            thai = office.called.th
        if not english and office is not None and thai == office.called.th:
            english = office.called.en
        return Named(thai, english or self.english.get(thai, thai))


NO_TIES = SeatTies()


def seat_ties(
    connection: Connection,
    district: str,
    on: date,
    seats: Sequence[Seat],
    held: Mapping[str, OfficeWithHolders],
) -> SeatTies:
    """The offices of the district and its province that day, and the people of the district."""
    offices = {one.ref: one for one in offices_of(connection, district, on)}
    words = {
        ref: _with_holder(one, held[ref]) if ref in held else one.called
        for ref, one in offices.items()
    }
    people = {str(one.id): one for one in known_people(connection, district, on)}
    english = {one.called.th: one.called.en for one in offices.values()}
    english |= {one.title_th: one.title_en for one in seats}
    return SeatTies(offices, people, english, words)


def _with_holder(one: OfficeRow, held: OfficeWithHolders) -> Sentence:
    who = held_by(held)
    return Sentence(f"{one.called.th}: {who.th}", f"{one.called.en}: {who.en}")
