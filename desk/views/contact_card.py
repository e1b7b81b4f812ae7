"""The contact card of a district on a page: whom its paper names, then its other offices."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from config.handover import handover_defaults
from config.words import Named, Value, both
from flows.engine.installation import Declarations
from flows.handover.package_facts import contact_card
from flows.handover.package_tables import holder_named
from registry.queries.contacts import contacts_of_several
from registry.queries.office_holders import all_holders
from registry.queries.offices import offices_of
from registry.queries.vacancies import vacant_offices, without_holder


@dataclass(frozen=True)
class CardRow:
    """An office and one of its holders, and how they are reached at work.

    `vacant`: nobody holds it. `unknown`: no number is recorded.
    """

    office: Value
    holder: Value
    reached: Value
    vacant: bool
    unknown: bool


@dataclass(frozen=True)
class DistrictCard:
    """The rows of the paper, those of everybody else, and the hotlines.

    `reached`: who looks may know how people are reached.
    """

    rows: tuple[CardRow, ...]
    others: tuple[CardRow, ...]
    hotlines: tuple[Named, ...]
    reached: bool = True

    @property
    def without_numbers(self) -> "DistrictCard":
        """The same for who works with the district and is of no office of it."""
        rows, others = ([replace(one, reached=None) for one in each] for each in
                        (self.rows, self.others))  # fmt: skip
        return DistrictCard(tuple(rows), tuple(others), self.hotlines, reached=False)


def district_card(
    connection: Connection, district: str, on: date, declared: Declarations
) -> DistrictCard:
    """Whom to call in the district as of a day."""
    card = contact_card(connection, district, on, declared)
    return DistrictCard(
        tuple(
            CardRow(
                Named(one.post_th, one.post_en),
                Named(one.name_th, one.name_en),
                Named(one.reached_th, one.reached_en),
                one.vacant,
                not (one.at_office or one.known),
            )
            for one in card.contacts
        ),
        _others(connection, district, on),
        tuple(Named(one.text_th, one.text_en) for one in card.hotlines),
    )


def _others(connection: Connection, district: str, on: date) -> tuple[CardRow, ...]:
    """The offices that the paper leaves out, the district's first; nobody whom it names already."""
    on_paper = handover_defaults().contacts
    held = all_holders(connection, district, on)
    called = {one.person for one in held if one.kind in on_paper}
    contacts = contacts_of_several(connection, {one.person for one in held})
    found = []
    offices = [one for one in offices_of(connection, district, on) if one.kind not in on_paper]
    empty = {one.ref for one in offices} - {one.ref for one in held}
    vacant = vacant_offices(connection, empty, on)
    for office in sorted(offices, key=lambda one: one.area != district):
        own = [one for one in held if one.ref == office.ref]
        for one in own:
            if one.person not in called:
                reached = ", ".join(each.value for each in contacts.get(one.person, ()))
                found.append(
                    CardRow(office.called, holder_named(one), reached or None, False, not reached)
                )
        if not own:
            without = both(without_holder(vacant=office.ref in vacant))
            found.append(CardRow(office.called, without, None, True, True))
    return tuple(found)
