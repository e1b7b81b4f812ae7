"""What the gate of the register checks, writes and offers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, Term, Value, both
from flows.classified_paper.gates import ClassifiedPaperV1
from flows.classified_paper.process import CLASSIFIED_PAPER
from flows.classified_paper.register import same_number, with_number
from flows.decisions.days import refuse_later
from flows.decisions.refusals import UnknownInstance
from flows.engine.answers import answer_of
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.misfit import told_at_once
from flows.engine.offers import GateContext, Offers, Option
from flows.engine.paper import Correctable
from flows.meeting.paper_facts import text_or_none
from registry.fact_restoration import take_back
from registry.journal import EntryRow, InstanceRow
from registry.queries.classified_papers import resting_on
from registry.queries.instances import InstanceAsOf, instances_as_of
from registry.queries.orders import orders
from registry.records.classified_papers import register_classified_paper
from registry.refusals import Refusal
from registry.transaction import Write


class PaperReliedOn(Refusal):
    """A decision names the paper in place of a scan."""


def _work(connection: Connection, district: str, on: date) -> dict[str, InstanceAsOf]:
    """The district's instances that a paper may belong to, by number, the newest first."""
    found = instances_as_of(connection, (district,), on)
    return {str(one.id): one for one in reversed(found) if one.process != CLASSIFIED_PAPER.key}


def check_paper(deciding: Deciding) -> None:
    """It was written by then, and belongs to work of the district."""
    answer: ClassifiedPaperV1 = deciding.answer
    told_at_once(
        lambda: refuse_later(deciding, answer.dated.first, "dated"),
        lambda: _refuse_work(deciding),
    )


def _refuse_work(deciding: Deciding) -> None:
    named: str | None = deciding.answer.belongs_to
    known = _work(deciding.write.connection, deciding.district, deciding.write.today)
    if named is not None and named not in known:
        raise UnknownInstance(field="belongs_to", value=named)


def warn_paper(deciding: Deciding) -> Sequence[Sentence]:
    """A paper of that number and year stands in the register already, or an order bears it."""
    said: ClassifiedPaperV1 = deciding.answer
    number, today = text_or_none(said.number) or "", deciding.write.today
    connection, district = deciding.write.connection, deciding.district
    return [
        *(
            both("classified.registered_already", number=one.number, registered=one.registered)
            for one in with_number(connection, (district,), number, today)
            if one.dated.year == said.dated.year and one.registered != deciding.instance.id
        ),
        *(
            both("classified.number_of_order", order=one.full_number, dated=one.dated.named)
            for one in orders(connection, district)
            if same_number(one.full_number, number)
        ),
    ]


def write_paper(deciding: Deciding, entry_id: int) -> None:
    """Its class, its day and what it belongs to, without its words."""
    said: ClassifiedPaperV1 = deciding.answer
    register_classified_paper(
        deciding.write,
        deciding.district,
        f"{deciding.instance.process}/{deciding.instance.id}",
        said.secrecy_level,
        said.dated,
        instance_id=None if said.belongs_to is None else int(said.belongs_to),
        entry_id=entry_id,
    )


def is_relied_on(connection: Connection, row: InstanceRow) -> bool:
    """Whether a decision that counts names the paper in place of a scan."""
    return resting_on(connection, row.district, row.id) is not None


def check_corrected(deciding: Deciding, _: EntryRow, answer: ClassifiedPaperV1) -> None:
    """The same of the corrected paper, once a second person confirms it."""
    check_paper(replace(deciding, answer=answer))


def write_corrected(
    deciding: Deciding, decision: EntryRow, answer: ClassifiedPaperV1, entry_id: int
) -> None:
    """The register says it as it was put right."""
    gate = deciding.office.declared.gates[decision.gate or ""]
    take_back(deciding.write, answer_of(deciding.entries, decision, gate).record.id)
    write_paper(replace(deciding, answer=answer), entry_id)


RELIED_ON = Correctable(
    ClassifiedPaperV1,
    frozenset(ClassifiedPaperV1.model_fields),
    warn=lambda deciding, answer: warn_paper(replace(deciding, answer=answer)),
    needed=is_relied_on,
    propose=check_paper,
    check=check_corrected,
    write=write_corrected,
)


def refuse_relied_on(write: Write, row: InstanceRow) -> None:
    """Raises PaperReliedOn where a decision that counts names the paper in place of a scan."""
    if (found := resting_on(write.connection, row.district, row.id)) is not None:
        instance, gate = found
        raise PaperReliedOn(field="gate", gate=Term(f"gate.{gate}"), instance=instance)


def offer_work(at: GateContext) -> Offers:
    """The district's instances."""
    work: dict[str, Value] = {
        number: both("classified.work", process=Term(f"process.{one.process}"), number=number)
        for number, one in _work(at.connection, at.district, at.on).items()
    }
    options = tuple(Option(number, called) for number, called in work.items())
    return Offers({"belongs_to": options}, named={"belongs_to": work})


RECORDINGS: dict[type[Answer], Recording] = {
    ClassifiedPaperV1: Recording(
        check_paper,
        write_paper,
        warn=warn_paper,
        offer=offer_work,
        check_withdrawal=refuse_relied_on,
        corrected=RELIED_ON,
    )
}
