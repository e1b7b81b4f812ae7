"""The facts of the letters of a handover."""

from datetime import date

from registry.rules.papers.common import Statement
from registry.rules.papers.letter import Letter


class ConsideredLetterFacts(Letter):
    """The province offers its help with what is under consideration, until a day if one is said."""

    decision: Statement
    until: date | None
