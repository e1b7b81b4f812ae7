"""The courteous letter about a decision under consideration: a person sends it, or does not."""

from collections.abc import Iterable

from sqlalchemy import Connection

from flows.engine.installation import Job
from flows.engine.paper import NewPaper, PapersOf
from flows.handover.effects import DRAFT_CONSIDERED_LETTER
from flows.handover.offers import in_words, owed_in
from flows.papers.letterhead import provinces_letter
from registry.journal import entries
from registry.rules.handover import ConsideredInputs
from registry.rules.papers.common import Statement
from registry.rules.papers.handover_package import ConsideredLetterFacts

LETTER = "considered_letter"


def considered_letter(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The province offers its help with the decision; of a reason it knows nothing."""
    asked = ConsideredInputs.model_validate(job.inputs)
    owed = next(one for one in owed_in(entries(connection, job.instance)) if one.key == asked.key)
    title = in_words(owed)
    facts = ConsideredLetterFacts(
        **provinces_letter(connection, job.district, job.on),
        decision=Statement(th=title.th, en=title.en),
        until=asked.until,
    )
    yield NewPaper(LETTER, facts, f"{asked.key}-{asked.turn}")


LETTERS: tuple[PapersOf, ...] = (
    PapersOf(DRAFT_CONSIDERED_LETTER, considered_letter, {LETTER: ConsideredLetterFacts}),
)
