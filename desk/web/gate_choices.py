"""What the forms of the gates leave open: which field belongs to which choice, what to choose."""

from collections.abc import Sequence

from sqlalchemy import Connection

from config.defaults import agencies, committee
from config.words import Named
from desk.web.form_fields import Chosen, Option
from desk.who import OfficeSeen, held_by
from flows.gates.establishment import DEPUTIES
from registry.journal import EntryRow, GateRow
from registry.queries.agencies import agencies_of
from registry.queries.areas import district as district_row
from registry.rules.order_facts import AppointmentOrderFacts, LegalBase

When = dict[str, tuple[str, tuple[str, ...]]]
FOUND = ("finding", ("in_force", "lapsed", "unknown"))
BELONGS: dict[str, When] = {
    "earlier_order": {"earlier": FOUND, "purpose": FOUND},
    "advocacy": {
        "questions": ("result", ("more_information",)),
        "until": ("result", ("deferred", "not_now")),
        "reason": ("result", ("not_now", "deferred")),
        "follow_up": ("result", ("no_reply",)),
    },
    "representative": {"person": ("result", ("named",))},
    "deputy_review": {"items": ("result", ("changes",))},
    "chief_review": {
        "items": ("result", ("changes",)),
        "until": ("result", ("not_now",)),
        "reason": ("result", ("not_now",)),
    },
    "registration": {
        "changes": ("printed", ("with_changes",)),
        "other_changes": ("printed", ("with_changes",)),
    },
    "confirm_as_signed": {"reason": ("result", ("not_so",))},
    "confirm_correction": {"reason": ("result", ("not_so",))},
    "incident": {"by_hand": ("result", ("done_by_hand",))},
}


def chosen(
    connection: Connection, asked: GateRow, rows: Sequence[EntryRow], offices: list[OfficeSeen]
) -> Chosen:
    """The choices, captions and conditions of the gate's form as things stand."""
    when, gate = BELONGS.get(asked.gate, {}), asked.gate
    if gate == "delegation":
        return Chosen({"deputy": deputies(asked.district_code, offices)}, when=when)
    if gate == "working_team":
        return Chosen({"agencies": team(connection, asked.district_code)}, when=when)
    if gate == "membership":
        heading = {"heading": headings(connection, asked.district_code)}
        return Chosen(heading, hidden=frozenset({"ask"}), when=when)
    if gate == "legal_bases":
        return Chosen({"confirmed": bases(rows)}, when=when)
    if gate == "revise_draft":
        return Chosen(captions={"replies": feedback(rows)}, when=when)
    return Chosen(when=when)


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
    return tuple(Option(one.key, _in_province(one.name, place)) for one in found)


def _in_province(name: Named, place: Named) -> Named:
    """The names of agencies that every province has hold a place for its name."""
    return Named(name.th.replace("{province}", place.th), name.en.replace("{province}", place.en))


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


def feedback(rows: Sequence[EntryRow]) -> tuple[str, ...]:
    """The items that the last review asked to change, in order."""
    asked = [
        one
        for one in rows
        if one.live and one.kind == "decision" and one.gate in ("deputy_review", "chief_review")
    ]
    items = asked[-1].body["answer"].get("items", []) if asked else []
    return tuple(str(one) for one in items) if isinstance(items, list) else ()
