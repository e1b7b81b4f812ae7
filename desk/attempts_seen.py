"""What the attempts log holds, in words: who, at which page or file, and what came of it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from config.words import LANGUAGES, Sentence, Term, Value, catalogue, known
from registry.queries.audit import AttemptRow
from registry.queries.people import UnknownPerson, person

LEFT_OUT = "…"  # the log never holds what was typed
OF_FIELD = "{field}: "
OTHER = "page.attempts.at.other"
# The first that fits names the place; a route's parts in braces are never filled in the log.
PLACES = (
    (r"/instances/[^/]+/gates", "page.attempts.at.gate"),
    (r"/instances/[^/]+/catch-up", "page.catch_up"),
    (r"/instances/[^/]+/(correct|withdraw)", "page.attempts.at.correct"),
    (r"/instances/[^/]+/due", "page.instance.move_due"),
    (r"/instances/[^/]+/stop", "page.instance.stop"),
    (r"/(instances|documents|people)/[^/]+/redact|/?redactions", "page.redactions"),
    (r"/instances", "page.attempts.at.instance"),
    (r"/districts/[^/]+/adopt|adoption/", "page.adopt"),
    (r"/districts/[^/]+/replace", "page.attempts.at.replace"),
    (r"/districts/[^/]+/settings", "page.own_words"),
    (r"/districts/[^/]+/papers|/?documents?", "page.menu.documents"),
    (r"/districts", "page.menu.districts"),
    (r"/?offices", "page.menu.offices"),
    (r"/people/[^/]+/merge|/merges", "page.attempts.at.merge"),
    (r"/people", "page.menu.people"),
    (r"/me|person/", "page.attempts.at.own"),
    (r"/province", "page.menu.province"),
    (r"/start", "page.start"),
    (r"/directives", "page.directives"),
    (r"/raising", "page.raising"),
    (r"/board", "page.menu.board"),
    (r"/orders", "page.menu.orders"),
    (r"/audit", "page.audit"),
    (r"/attempts", "page.attempts"),
    (r"/sign|/password|/invitation", "page.attempts.at.account"),
    (r"registry|backup", "page.attempts.at.registry"),
)


@dataclass(frozen=True)
class AttemptSeen:
    """An attempt as its page tells it; `row` is what the log holds."""

    row: AttemptRow
    who: Value
    at: Term
    outcome: Value


def attempts_seen(connection: Connection, rows: Iterable[AttemptRow]) -> list[AttemptSeen]:
    """The rows in words."""
    listed = list(rows)
    people = {one: _who(connection, one) for one in {row.actor for row in listed}}
    return [
        AttemptSeen(row, people[row.actor], place_named(row.target), outcome_named(row.code))
        for row in listed
    ]


def place_named(target: str) -> Term:
    """The page, file or part of the system that was tried."""
    place = re.sub(r"^desk ([A-Z]+ )?(?=/)", "", target)
    return Term(next((key for fits, key in PLACES if re.match(fits, place)), OTHER))


def outcome_named(code: str) -> Value:
    """What came of it: taken out, or why it was refused, without what was typed."""
    if known(f"page.attempts.did.{code}"):
        return Term(f"page.attempts.did.{code}")
    key = f"refusal.{code}"
    if not known(key):
        return Term("page.attempts.refused")
    texts = (catalogue(language)[key].removeprefix(OF_FIELD) for language in LANGUAGES)
    said = dict(zip(LANGUAGES, texts, strict=True))
    blank: defaultdict[str, str] = defaultdict(lambda: LEFT_OUT)
    return Sentence(said["th"].format_map(blank), said["en"].format_map(blank))


def _who(connection: Connection, ref: str) -> Value:
    try:
        return person(connection, ref, field="actor").name
    except UnknownPerson:
        return Term("page.attempts.somebody")
