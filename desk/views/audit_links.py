"""Links of the audit as people read them: what was done, where, by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from config.words import Named, Sentence, Term, both, known
from registry.queries.areas import names as area_names
from registry.queries.audit import LinkBody, LinkRow, link
from registry.queries.people import names as people_names
from registry.refusals import Refusal


class UnknownLink(Refusal):
    """No link of that number."""


@dataclass(frozen=True)
class LinkSummary:
    """A link of an area's chain in words; `who` is None for what the machine did."""

    link: LinkRow
    what: Sentence
    area: Named
    who: Named | None


def link_summaries(connection: Connection, rows: Sequence[LinkRow]) -> tuple[LinkSummary, ...]:
    """The links in words, in the order of the rows."""
    areas = area_names(connection, {one.area for one in rows})
    people = people_names(connection, {one.actor for one in rows if one.actor})
    return tuple(
        LinkSummary(one, what_was_done(one), areas[one.area], people.get(one.actor or 0))
        for one in rows
    )


def what_was_done(one: LinkRow) -> Sentence:
    """What a link is of: an act by its name, an entry of a journal with the gate that it is at."""
    key = f"audit.{one.action}"
    if one.kind is None:
        return both(key) if known(key) else Sentence(one.action, one.action)
    kind = both(key if known(key) else f"history.{one.kind}")
    return both("history.at_gate", kind=kind, gate=Term(f"gate.{one.gate}")) if one.gate else kind


def known_link(connection: Connection, number: int) -> LinkBody:
    """The link of that number with what it says. Raises UnknownLink."""
    found = link(connection, number)
    if found is None:
        raise UnknownLink(field="number", value=str(number))
    return found
