"""The courteous letter about a decision under consideration: a person sends it, or does not."""

from collections.abc import Iterable

from sqlalchemy import Connection

from config.handover import LATE, handover_defaults
from flows.engine.installation import Job
from flows.engine.paper import NewPaper, PapersOf
from flows.handover.effects import DRAFT_CONSIDERED_LETTER
from flows.handover.offers import in_words, owed_in
from flows.papers.letterhead import provinces_letter
from registry.journal import entries
from registry.rules.calendar import fiscal_quarter, fiscal_year
from registry.rules.handover import ConsideredInputs
from registry.rules.papers.common import Statement
from registry.rules.papers.handover_package import ConsideredLetterFacts

LETTER = "considered_letter"


def considered_letter(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The province offers its help with the decision; of a reason it knows nothing."""
    asked = ConsideredInputs.model_validate(job.inputs)
    owed = next(one for one in owed_in(entries(connection, job.instance)) if one.key == asked.key)
    facts = ConsideredLetterFacts(
        **provinces_letter(connection, job.district, job.on),
        decision=Statement(th=_considered(asked), en=in_words(owed).en),
        until=asked.until,
    )
    yield NewPaper(LETTER, facts, f"{asked.key}-{asked.turn}")


def _considered(asked: ConsideredInputs) -> str:
    """What is under consideration; of a decision that an earlier release asked for, no more than
    that something is.
    """
    words, day = handover_defaults(), asked.told or asked.on
    known = words.decision(asked.key) or words.decision(LATE)
    if known is None:
        raise LookupError(asked.key)
    return known.letter(f"{fiscal_quarter(day)}/{fiscal_year(day)}")


LETTERS: tuple[PapersOf, ...] = (
    PapersOf(DRAFT_CONSIDERED_LETTER, considered_letter, {LETTER: ConsideredLetterFacts}),
)
