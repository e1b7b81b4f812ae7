"""What the forms of the gates leave open: which field belongs to which choice, what to choose."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from pydantic import BaseModel
from sqlalchemy import Connection

from config.defaults import agencies, committee
from config.words import Named, both
from desk.web.committee_choices import COMMITTEE, LABELS, Options, in_province
from desk.web.form_fields import Chosen, Option
from desk.who import OfficeSeen, held_by
from flows.capabilities import GATES
from flows.engine.conditions import conditions_of
from flows.engine.deciding_offices import DEPUTIES
from flows.engine.decision import changes_asked
from flows.engine.misfit import choice
from registry.journal import EntryRow, GateRow
from registry.queries.agencies import agencies_of
from registry.queries.areas import district as district_row
from registry.rules.order_facts import AppointmentOrderFacts, LegalBase

When = dict[str, tuple[str, tuple[str, ...]]]


def shown_when(form: type[BaseModel]) -> When:
    """The fields that a page shows with some choices of another field, with which."""
    found = {name: (one.of, one.asked) for name, one in conditions_of(form) if one.asked}
    return {name: (of, tuple(map(str, asked))) for name, (of, asked) in found.items()}


def needed_with(form: type[BaseModel]) -> dict[str, StrEnum]:
    """The fields that a page always shows, and the choice with which the form insists on them."""
    conditions = conditions_of(form)
    asked = {name for name, one in conditions if one.asked}
    return {name: one.needed[0] for name, one in conditions if one.needed and name not in asked}


def chosen(
    connection: Connection,
    asked: GateRow,
    rows: Sequence[EntryRow],
    offices: list[OfficeSeen],
    on: date,
) -> Chosen:
    """The choices, captions and conditions of the gate's form as things stand."""
    gate, form = asked.gate, GATES[asked.gate].form
    when = shown_when(form)
    if gate == "membership":
        heading = {"heading": headings(connection, asked.district_code)}
        return Chosen(heading, hidden=frozenset({"ask"}), when=when)
    if gate == "revise_draft":
        return Chosen(captions={"replies": changes_asked(rows)}, when=when)
    options = _options(connection, asked, rows, offices, on)
    needed = {
        name: both("page.gate.needed_if", chosen=choice(one))
        for name, one in needed_with(form).items()
    }
    return Chosen(options, when=when, labels=LABELS.get(gate, {}), needed=needed)


def _options(
    connection: Connection,
    asked: GateRow,
    rows: Sequence[EntryRow],
    offices: list[OfficeSeen],
    on: date,
) -> Options:
    gate, district = asked.gate, asked.district_code
    if gate == "delegation":
        return {"deputy": deputies(district, offices)}
    if gate == "working_team":
        return {"agencies": team(connection, district)}
    if gate == "legal_bases":
        return {"confirmed": bases(rows)}
    return COMMITTEE[gate](connection, district, on, rows) if gate in COMMITTEE else {}


def deputies(district: str, offices: list[OfficeSeen]) -> tuple[Option, ...]:
    """The district's Deputies with who holds each office."""
    return tuple(
        Option(one.ref, one.title, held_by(one))
        for one in offices
        if one.kind in DEPUTIES and one.ref.startswith(f"{district}/") and one.holders
    )


def team(connection: Connection, district: str) -> tuple[Option, ...]:
    """The agencies that may be of the working team, the case study's six first."""
    usual = [one.key for one in agencies().working_team]
    area = district_row(connection, district)
    place = area.province_name if area else Named("", "")
    found = agencies_of(connection, district, usual)
    found.sort(key=lambda one: usual.index(one.key) if one.key in usual else len(usual))
    return tuple(Option(one.key, in_province(one.name, place)) for one in found)


def headings(connection: Connection, district: str) -> tuple[Option, ...]:
    """The headings that an order can be issued under."""
    area = district_row(connection, district)
    name = area.name if area else Named("", "")
    return tuple(
        Option(
            one.key,
            Named(one.th.format(district=name.th), one.en.format(district=name.en)),
        )
        for one in committee().headings
    )


def bases(rows: Sequence[EntryRow]) -> tuple[Option, ...]:
    """Each base that the draft would cite and nobody has verified, with its text."""
    return tuple(
        Option(one.key, Named(one.citation_th, one.citation_en))
        for one in cited(rows)
        if not one.verified
    )


def cited(rows: Sequence[EntryRow]) -> tuple[LegalBase, ...]:
    """The bases of the facts that were read last for a draft."""
    for entry in reversed(rows):
        if entry.kind == "read" and entry.live and "order_facts" in entry.path:
            facts = AppointmentOrderFacts.model_validate(entry.body["value"])
            return (*facts.legal_reasons, *facts.legal_powers)
    return ()
