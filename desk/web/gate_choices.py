"""What the forms of the gates leave open: which field belongs to which choice, what to choose."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection

from config.defaults import agencies, committee
from config.words import Named, both
from desk.web.committee_choices import COMMITTEE, LABELS, Options, in_province
from desk.web.form_fields import Chosen, Option
from desk.who import OfficeSeen, held_by
from flows.engine.deciding_offices import DEPUTIES
from flows.engine.decision import changes_asked
from flows.engine.gate import choice
from flows.establishment.gates import Advocacy
from flows.meeting.gates import Acknowledged
from registry.journal import EntryRow, GateRow
from registry.queries.agencies import agencies_of
from registry.queries.areas import district as district_row
from registry.rules.order_facts import AppointmentOrderFacts, LegalBase

When = dict[str, tuple[str, tuple[str, ...]]]
FOUND = ("finding", ("in_force", "lapsed", "unknown"))
TRAINING: When = {
    **dict.fromkeys(
        ("held_on", "until", "place", "topics", "trainers", "participants"), ("result", ("held",))
    ),
    "reason": ("result", ("cancelled",)),
}
SCORES: When = {
    **dict.fromkeys(
        ("maximum", "post_maximum", "same_test", "run_by", "scores"), ("result", ("tested",))
    ),
    "reason": ("result", ("not_tested",)),
}
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
    "inception_meeting": {
        **dict.fromkeys(
            ("held_on", "started", "ended", "place", "attendance"), ("result", ("held",))
        ),
        "reason": ("result", ("postponed",)),
    },
    "minutes_adopted": {
        "how": ("result", ("adopted",)),
        "items": ("result", ("corrections",)),
    },
    "capacity_agreed": {"items": ("result", ("changes",))},
    "training": TRAINING,
    "refresher_held": TRAINING,
    "training_scores": SCORES,
    "refresher_scores": SCORES,
    "replacement_named": {
        "person": ("result", ("named",)),
        "since": ("result", ("named", "vacant")),
    },
}

# Optional fields, and the choice with which the form insists on them.
NEEDED: dict[str, dict[str, StrEnum]] = {
    "advocacy": {"approached_on": Advocacy.NO_REPLY},
    "acknowledgement": {"seats": Acknowledged.AWAITED, "note": Acknowledged.CLOSED},
}


def chosen(
    connection: Connection,
    asked: GateRow,
    rows: Sequence[EntryRow],
    offices: list[OfficeSeen],
    on: date,
) -> Chosen:
    """The choices, captions and conditions of the gate's form as things stand."""
    when, gate = BELONGS.get(asked.gate, {}), asked.gate
    if gate == "membership":
        heading = {"heading": headings(connection, asked.district_code)}
        return Chosen(heading, hidden=frozenset({"ask"}), when=when)
    if gate == "revise_draft":
        return Chosen(captions={"replies": changes_asked(rows)}, when=when)
    options = _options(connection, asked, rows, offices, on)
    needed = {
        name: both("page.gate.needed_if", chosen=choice(one))
        for name, one in NEEDED.get(gate, {}).items()
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
