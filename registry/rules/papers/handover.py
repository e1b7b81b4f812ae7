"""The facts of the papers of a handover."""

from datetime import date

from registry.rules.papers.common import Statement
from registry.rules.papers.letter import Letter, SignedOrder
from registry.rules.seats import Value


class OwedLine(Value):
    """A decision as page one asks for it: what, by when, and what follows if it is late."""

    key: str
    number: int
    title: Statement
    due: date
    late: Statement


class HandoverPackageFacts(Letter):
    """Page one: the focal point tells whoever comes into office what stands and what to decide.

    `in_office` is the day, as of which the facts are told.
    """

    in_office: date
    order: SignedOrder | None
    seats: int
    vacant: int
    last_met: date | None
    decisions: tuple[OwedLine, ...]
    more: int


class ConsideredLetterFacts(Letter):
    """The province offers its help with what is under consideration, until a day if one is said."""

    decision: Statement
    until: date | None
