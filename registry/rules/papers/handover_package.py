"""The facts of the letters and notes of a handover."""

from datetime import date

from registry.rules.order_facts import Signer
from registry.rules.papers.common import Paper, Statement
from registry.rules.papers.letter import Letter, Reference
from registry.rules.seats import Value


class ConsideredLetterFacts(Letter):
    """The province offers its help with what is under consideration, until a day if one is said."""

    decision: Statement
    until: date | None


class OpenWork(Value):
    """Something that is open: what it is, how it stands, what is to be done, by when, by whom."""

    number: int
    what_th: str
    state_th: str
    next_th: str
    due: date | None
    owner_th: str


class HeldPapers(Value):
    """Papers of a kind: how many, and the number of the newest; None where no file is kept."""

    number: int
    title_th: str
    count: int
    newest: int | None


class WorkNote(Paper):
    """Work that passes to somebody else from a day on: what is open, and its papers.

    `of` says whose: a focal point's, an agency's representative's, a coordinator's. `more_work` and
    `more_papers` are how many there are beside those that are printed. `classified` papers stand in
    the register, of which no file is kept. Where it is written and by which order the work passes
    is `written_at_th` and `ordered`, as far as that is known.
    """

    of: str
    since: date
    leaver: Signer
    successor: Signer
    work: tuple[OpenWork, ...]
    more_work: int
    papers: tuple[HeldPapers, ...]
    more_papers: int
    classified: int = 0
    written_at_th: str | None = None
    ordered: Reference | None = None
