"""The package: what whoever comes into office finds on the first day, made from the registry."""

from collections.abc import Iterable

from sqlalchemy import Connection

from config.handover import handover_defaults
from config.words import both
from flows.engine.installation import Job
from flows.engine.paper import NewPaper, PapersOf
from flows.handover.effects import ASSEMBLE_PACKAGE, FREEZE_PACKAGE
from flows.papers.letterhead import district_letterhead, focal_point_signer, paper_base
from registry.queries.handover import decisions_owed
from registry.queries.meetings import current_members, meetings
from registry.queries.order_facts import known_district
from registry.queries.orders import orders_in_force
from registry.rules.handover import OwedDecision, PackageInputs
from registry.rules.papers.common import Statement
from registry.rules.papers.handover import HandoverPackageFacts, OwedLine
from registry.rules.papers.letter import SignedOrder

PACKAGE = "handover_package"


def package(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """Page one, as of the day in office."""
    asked = PackageInputs.model_validate(job.inputs)
    yield NewPaper(PACKAGE, page_one(connection, asked))


def page_one(connection: Connection, asked: PackageInputs) -> HandoverPackageFacts:
    """What stands on that day and what is to be decided, the most pressing first."""
    district, on = asked.district, asked.on
    area, shown = known_district(connection, district), handover_defaults().page_one
    owed = decisions_owed(connection, district, on).decisions
    stands = orders_in_force(connection, district, on)
    members = current_members(connection, district, on)
    met = [one.on for one in meetings(connection, district) if one.on <= on]
    return HandoverPackageFacts(
        **paper_base(connection, district, on),
        signer=focal_point_signer(connection, district, on),
        letterhead=district_letterhead(connection, district, on),
        to_th=both("signer.district_chief", district=area.name).th,
        in_office=on,
        order=next(
            (
                SignedOrder(
                    heading_th=one.heading,
                    number=one.full_number,
                    dated=one.dated,
                    subject_th=one.subject_th,
                )
                for one in reversed(stands)
            ),
            None,
        ),
        seats=len(members),
        vacant=sum(one is None for one in members.values()),
        last_met=max(met, default=None),
        decisions=tuple(_line(number, one) for number, one in enumerate(owed[:shown], 1)),
        more=max(0, len(owed) - shown),
    )


def _line(number: int, owed: OwedDecision) -> OwedLine:
    asked = handover_defaults().decision(owed.key)
    if asked is None:
        msg = f"no decision of handover.toml: {owed.key}"
        raise LookupError(msg)
    title, late = asked.title(owed.count), asked.late
    return OwedLine(
        key=owed.key,
        number=number,
        title=Statement(th=title.th, en=title.en),
        due=owed.due,
        late=Statement(th=late.th, en=late.en),
    )


PAPERS: tuple[PapersOf, ...] = (
    PapersOf(ASSEMBLE_PACKAGE, package, {PACKAGE: HandoverPackageFacts}),
    PapersOf(FREEZE_PACKAGE, package, {PACKAGE: HandoverPackageFacts}, one=PACKAGE),
)
