"""What the attempts log holds, in words: who, at which page, file or command, what came of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from config.words import LANGUAGES, Sentence, Term, Value, both, catalogue, known, without_values
from flows.capabilities import GATES
from registry.queries.audit import AttemptRow
from registry.queries.people import UnknownPerson, person

LEFT_OUT = "…"  # the log never holds what was typed
OF_FIELD = "{field}: "
OTHER = "page.attempts.at.other"
# What each command that may be refused is about.
COMMANDS = {
    "areas": "page.areas",
    "audit": "page.audit",
    "load": "page.attempts.at.load",
    "adopt": "page.adopt",
    "start": "page.start",
    "decide": "page.attempts.at.gate",
    "withdraw": "page.attempts.at.correct",
    "correct": "page.attempts.at.correct",
    "due": "page.instance.move_due",
    "stop": "page.instance.stop",
    "redact": "page.redactions",
    "release": "page.raising",
    "event": "page.policy",
    "rotate": "page.rotations",
    "dissolve": "page.amend",
    "withdraw-adoption": "page.amend",
    "export": "page.attempts.at.registry",
    "publish": "page.publish",
    "package": "page.package",
    "figures": "page.old_figures",
    "backup": "page.attempts.at.registry",
    "settings": "page.menu.province",
    "province": "page.menu.province",
    "people merge": "page.attempts.at.merge",
    "people rename": "page.renaming.record",
    "people": "page.menu.people",
    "template": "page.templates",
    "village": "page.villages",
    "mail": "page.notices",
    "import": "page.attempts.at.workbook",
    "return": "page.attempts.at.return",
    "agreement": "page.agreements",
    "pack import": "page.replication",
    "pack export": "page.replication",
    "actions": "page.actions",
    "activity": "page.happened",
    "classified": "page.classified_papers",
    "calendar-link": "page.calendars",
    "token": "page.tokens",
    "pack": "page.pack",
}
# The first that fits names the place; a route's parts in braces are never filled in the log.
PLACES = (
    (r"/instances/[^/]+/(gates|several)", "page.attempts.at.gate"),
    (r"/instances/[^/]+/catch-up", "page.catch_up"),
    (r"/instances/[^/]+/(correct|withdraw)", "page.attempts.at.correct"),
    (r"/instances/[^/]+/pack", "page.pack"),
    (r"/me/calendars|/calendars|calendar/", "page.calendars"),
    (r"/instances/[^/]+/due", "page.instance.move_due"),
    (r"/instances/[^/]+/stop", "page.instance.stop"),
    (r"/(instances|documents|people)/[^/]+/redact|/?redactions", "page.redactions"),
    (r"/instances", "page.attempts.at.instance"),
    (r"/districts/[^/]+/adopt|adoption/", "page.adopt"),
    (r"/districts/[^/]+/package|package/", "page.package"),
    (r"/districts/[^/]+/replace", "page.attempts.at.replace"),
    (r"/districts/[^/]+/settings", "page.own_words"),
    (r"/districts/[^/]+/classified-papers", "page.classified_papers"),
    (r"/districts/[^/]+/papers|/?documents?", "page.menu.documents"),
    (r"/districts", "page.menu.districts"),
    (r"/offices/rename|/people/[^/]+/rename|/renamings", "page.renaming.record"),
    (r"/?offices", "page.menu.offices"),
    (r"/people/[^/]+/merge|/merges", "page.attempts.at.merge"),
    (r"/people/[^/]+/tokens", "page.tokens"),
    (r"/people/[^/]+/identities|/identities", "page.identities"),
    (r"/people", "page.menu.people"),
    (r"/me|person/", "page.attempts.at.own"),
    (r"/areas", "page.areas"),
    (r"/province/[^/]+/packs", "page.replication"),
    (r"/province", "page.menu.province"),
    (r"/start", "page.start"),
    (r"/directives", "page.directives"),
    (r"/rotations|transfer-order/", "page.rotations"),
    (r"/?villages", "page.villages"),
    (r"/raising", "page.raising"),
    (r"/board", "page.menu.board"),
    (r"/publish|publication/", "page.publish"),
    (r"/figures", "page.old_figures"),
    (r"/notices", "page.notices"),
    (r"/plans", "process.plan"),
    (r"/returns", "page.attempts.at.return"),
    (r"/orders", "page.menu.orders"),
    (r"/audit", "page.audit"),
    (r"/attempts", "page.attempts"),
    (r"/sign|/password|/invitation", "page.attempts.at.account"),
    (r"registry", "page.attempts.at.registry"),
)


@dataclass(frozen=True)
class AttemptWords:
    """An attempt as its page tells it; `row` is what the log holds.

    `aims` are the gates of a command, else the command itself; of a page there are none.
    """

    row: AttemptRow
    who: Value
    at: Term
    aims: tuple[Value, ...]
    outcome: Value


def in_words(connection: Connection, rows: Iterable[AttemptRow]) -> list[AttemptWords]:
    """The rows in words."""
    listed = list(rows)
    people = {one: _who(connection, one) for one in {row.actor for row in listed}}
    return [
        AttemptWords(
            row,
            people[row.actor],
            place_named(row.target),
            aims_named(row.target),
            outcome_named(row.code),
        )
        for row in listed
    ]


def _command(target: str) -> str | None:
    """The command that was tried; None of a page or file."""
    words = target.split(" ")
    return next((one for one in COMMANDS if words[: one.count(" ") + 1] == one.split(" ")), None)


def aims_named(target: str) -> tuple[Value, ...]:
    """The gates that a command was aimed at, each with its instance, else the command itself."""
    if _command(target) is None:
        return ()
    gates = re.findall(r"([0-9]+) ([a-z_]+)", target)
    named = tuple(
        both("page.attempts.of_gate", instance=int(instance), gate=Term(f"gate.{gate}"))
        for instance, gate in gates
        if gate in GATES
    )
    return named or (f"prasan {target}",)


def place_named(target: str) -> Term:
    """The page, file or part of the system that was tried."""
    if (command := _command(target)) is not None:
        return Term(COMMANDS[command])
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
    return Sentence(*(without_values(one, LEFT_OUT) for one in texts))


def _who(connection: Connection, ref: str) -> Value:
    if not ref:
        return Term("page.attempts.command_line")
    try:
        return person(connection, ref, field="actor").name
    except UnknownPerson:
        return Term("page.attempts.somebody")
