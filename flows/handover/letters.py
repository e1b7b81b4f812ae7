"""Papers of a handover that people send or sign, or do not.

The letter about a decision under consideration, and the order that delegates another Deputy.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from config.handover import LATE, handover_defaults
from flows.engine.installation import Job
from flows.engine.instance_start import start_known
from flows.engine.paper import NewPaper, PapersOf, Printable, PrintedFor, Printing
from flows.establishment.member_papers import delegation
from flows.handover.effects import DRAFT_CONSIDERED_LETTER
from flows.handover.offers import in_words, owed_in
from flows.handover.process import HandoverStart
from flows.meeting.paper_facts import order_cited
from flows.papers.letterhead import provinces_letter
from registry.journal import entries
from registry.queries.handover_facts import HANDOVER
from registry.queries.holdings import HoldingRow
from registry.queries.office_holders import holders
from registry.queries.order_facts import known_district, own_post, signer_called
from registry.rules.calendar import fiscal_quarter, fiscal_year
from registry.rules.district_offices import FOCAL_POINT
from registry.rules.handover import ConsideredInputs, HandoverOf
from registry.rules.papers.common import Statement
from registry.rules.papers.handover_package import ConsideredLetterFacts
from registry.rules.papers.letter import DelegationFacts

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


def delegated(at: Printing) -> Iterator[PrintedFor]:
    """Where a Deputy follows another as focal point: who it is, is recorded by then."""
    if at.process == HANDOVER and _follows(at) is not None:
        yield PrintedFor()


def _follows(at: Printing) -> HoldingRow | None:
    start = start_known(at.answers.entries, HandoverStart)
    if start is None or start.of is not HandoverOf.FOCAL_POINT:
        return None
    day, office = max(start.on, at.job.on), f"{at.job.district}/{FOCAL_POINT}"
    found = holders(at.connection, office, day)
    return next((one for one in found if one.start >= start.on), None)


def delegation_anew(at: Printing, _whom: str) -> DelegationFacts:
    """The order that names whoever is focal point now, in a committee at work."""
    held, area = _follows(at), known_district(at.connection, at.job.district)
    if held is None:
        raise LookupError(at.job.instance)
    deputy = signer_called(held.name, own_post(at.connection, held, area, held.start))
    order = order_cited(at.connection, at.job.district, at.job.on)
    return delegation(at.connection, at.job, deputy, held.start, order)


PRINTABLES: tuple[Printable, ...] = (
    Printable("delegation_record", DelegationFacts, delegated, delegation_anew),
)
LETTERS: tuple[PapersOf, ...] = (
    PapersOf(DRAFT_CONSIDERED_LETTER, considered_letter, {LETTER: ConsideredLetterFacts}),
)
