"""What was typed at a gate and not yet sent: as a draft, or carried over a new sign-in.

A form that comes after its sign-in has ended is carried along in the sign-in page itself; it
comes to rest as the draft of whoever signs in, at the gate it was typed at.
"""

import json
import re
from collections.abc import Iterable
from urllib.parse import unquote

from desk.web.asking import Asking
from desk.web.places import LAST_NUMBER
from desk.web.security import is_text
from desk.web.sheets import gate_at
from registry.journal import instance as known
from registry.queries.access import parts_of
from registry.records.drafts import save_draft
from registry.refusals import Refusal
from registry.rules.plain import Json
from registry.rules.rights import Subject, Verb, may

CARRIED = "carried"
NEVER_KEPT = {"csrf", CARRIED, "step", "password", "next"}
LONGEST = 200_000
GATE = re.compile(r"/instances/(\d{1,10})/gates/(.+)")
Typed = list[tuple[str, str]]


def typed_in(asking: Asking) -> Typed:
    """The text fields of the posted form, in order, without what belongs to its sending."""
    return [
        (name, value)
        for name, value in asking.form.multi_items()
        if isinstance(value, str) and name not in NEVER_KEPT
    ]


def as_draft(typed: Iterable[tuple[str, str]]) -> Json:
    """Fields as a draft holds them."""
    return {"typed": [[name, value] for name, value in typed]}


def typed_of(draft: Json) -> Typed:
    """The fields that a draft holds; none where it is no draft of a form."""
    pairs = draft.get("typed") if isinstance(draft, dict) else None
    if not isinstance(pairs, list):
        return []
    return [
        (str(pair[0]), str(pair[1]))
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2  # noqa: PLR2004 — a pair
    ]


def carried(asking: Asking) -> str:
    """What the sign-in page carries along: what it was sent, or the form that came too late."""
    if CARRIED in asking.typed:
        return asking.typed[CARRIED][:LONGEST]
    said = typed_in(asking)
    return json.dumps(as_draft(said), ensure_ascii=False) if said else ""


def keep_carried(asking: Asking, person: int, place: str) -> None:
    """Keep what was carried as the person's draft at the gate that they go on to."""
    meant, text = GATE.fullmatch(place), asking.typed.get(CARRIED, "")
    if meant is None or not text or len(text) > LONGEST:
        return
    try:
        typed = typed_of(json.loads(text))
    except (ValueError, RecursionError):  # nothing that a page of ours carries
        return
    if typed and is_text(text) and all(is_text(part) for pair in typed for part in pair):
        _keep(asking, person, int(meant[1]), unquote(meant[2]), typed)


def _keep(asking: Asking, person: int, instance: int, path: str, typed: Typed) -> None:
    """An identity number is not kept, and nothing at a gate that they may not prepare."""
    office, connection = asking.office, asking.connection
    row = known(connection, instance) if instance <= LAST_NUMBER else None
    if row is None or gate_at(connection, instance, path) is None:
        return
    actor = parts_of(connection, person, asking.today)
    if not may(actor, Verb.PREPARE, Subject(row.district), asking.today):
        return
    asking.fresh()
    try:
        save_draft(office.registry, person, instance, path, as_draft(typed), net=office.net)
    except Refusal:
        return
