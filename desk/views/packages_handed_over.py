"""Where a district's packages went: to whom, as of which day, and when the page came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.clock import bangkok_day
from config.words import Named
from desk.views.handover_quality import HandoverQuality, handover_quality
from flows.handover.gates import BRIEFING, RECEIPT
from flows.handover.process import HANDOVER
from registry.queries.decisions import entries_at
from registry.queries.documents import DocumentRow, documents
from registry.queries.holdings import HoldingRow
from registry.queries.office_terms import terms_of_office
from registry.queries.void_committees import counted_instances
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.handover import PAGE_ONE


@dataclass(frozen=True)
class PackageHandedOver:
    """A package that was put into somebody's hands: page one is the paper of that number.

    `name` is who came into office on that day; None where nobody is recorded. `briefed_on` and
    `signed_on` are the days of the briefing and of the page that came back, as far as they were.
    """

    instance: int
    document: int
    in_office: date
    name: Named | None
    briefed_on: date | None
    signed_on: date | None
    quality: HandoverQuality


def packages_handed_over(connection: Connection, district: str) -> list[PackageHandedOver]:
    """The packages of the district's handovers, the newest first."""
    begun = [one for one in counted_instances(connection, district) if one.process == HANDOVER.key]
    if not begun:
        return []
    papers: dict[int | None, list[DocumentRow]] = {}
    for paper in documents(connection, district=district):
        if paper.kind == PAGE_ONE and paper.language == "th":
            papers.setdefault(paper.instance, []).append(paper)
    terms = {
        kind: terms_of_office(connection, f"{district}/{kind}") for kind in (CHIEF, FOCAL_POINT)
    }
    said = entries_at(connection, [one.id for one in begun], (BRIEFING.key, RECEIPT.key))
    found = []
    for one in begun:
        days = {row.gate: row.act_date for row in said.get(one.id, ()) if row.live}
        if one.id in papers:
            office, _, day = one.period.rpartition("/")
            in_office = date.fromisoformat(day)
            found.append(
                PackageHandedOver(
                    instance=one.id,
                    document=papers[one.id][-1].id,
                    in_office=in_office,
                    name=_came(terms[office or CHIEF], in_office),
                    briefed_on=days.get(BRIEFING.key),
                    signed_on=days.get(RECEIPT.key),
                    quality=handover_quality(
                        connection, one, in_office, bangkok_day(papers[one.id][0].recorded_at)
                    ),
                )
            )
    return sorted(found, key=lambda one: one.in_office, reverse=True)


def _came(terms: Sequence[HoldingRow], on: date) -> Named | None:
    return next((one.name for one in terms if one.start == on), None)
