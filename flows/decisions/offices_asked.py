"""The offices that may decide at a gate, of those that are recorded: for pages, and what-ifs."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from config.words import Named, both
from flows.engine.gate import Gate, GateSubject
from registry.journal import GateRow
from registry.queries.decisions import decision
from registry.queries.seen_offices import OfficeWithHolders
from registry.rules.district_offices import CHIEF

AUTHORITY = "confirm_authority"
NOBODY = GateSubject()


def deciders(
    gate: Gate[Any],
    district: str,
    offices: Iterable[OfficeWithHolders],
    only: str | None = None,
    subject: GateSubject = NOBODY,
) -> tuple[OfficeWithHolders, ...]:
    """The offices that may decide at the gate, the one it is first of all for at the head.

    `only` names the one office that is asked. `subject` is whom the gate is about: an office that
    may decide stands at the head of its own, and other heads decide nothing there. An office that
    nobody has recorded stands under the name of its kind, vacant; so does the Chief's before others
    who may answer too.
    """
    recorded = [
        one
        for kind in gate.kinds_asked(subject.key)
        for one in sorted(offices, key=lambda seen: not seen.holders)
        if one.kind == kind and only in (None, one.ref) and gate.lets_decide(kind, one.ref, subject)
    ]
    first = gate.asked_first
    own = [one for one in recorded if one.ref == subject.key]
    if own:
        others = (one for one in recorded if one.ref != subject.key and one.kind not in gate.heads)
        return (*own, *others)
    if recorded and (only or first != CHIEF or recorded[0].kind == CHIEF):
        return tuple(recorded)
    words = both(f"office.{first}")
    ref = only or f"{district}/{first}"
    return (OfficeWithHolders(ref, first, Named(words.th, words.en), ()), *recorded)


def only_asked(connection: Connection, gate: GateRow) -> str | None:
    """The one office that is asked, where a gate is about what that office decided."""
    if gate.gate != AUTHORITY or gate.of_id is None:
        return None
    found = decision(connection, gate.of_id)
    return found.office if found else None
