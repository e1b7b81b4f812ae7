"""Where a district's packages went: to whom, as of which day, and when the page came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from config.clock import bangkok_day
from config.words import Named
from desk.views.handover_quality import HandoverQuality, handover_quality
from desk.views.instance_summary import entries_then
from desk.views.view import View
from flows.handover.gates import BRIEFING, RECEIPT
from flows.handover.process import HANDOVER, HandoverOutcome
from registry.journal import entries
from registry.queries.documents import DocumentRow, documents
from registry.queries.holdings import HoldingRow
from registry.queries.office_terms import terms_of_kind
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.handover import PAGE_ONE

ANSWERS = ("decision", "correction")


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


def packages_handed_over(
    view: View, district: str, known: datetime | None = None
) -> list[PackageHandedOver]:
    """The packages of the handovers that had begun by the day of the view, the newest first.

    Of a rotation that was called off nobody came into office, and no page is awaited.
    """
    connection = view.connection
    begun = [
        one
        for one in view.begun((district,), known)
        if one.process == HANDOVER.key and one.outcome != HandoverOutcome.CALLED_OFF
    ]
    if not begun:
        return []
    papers: dict[int | None, list[DocumentRow]] = {}
    for paper in documents(connection, district=district, known=known):
        if paper.kind == PAGE_ONE and paper.language == "th":
            papers.setdefault(paper.instance, []).append(paper)
    terms = {
        kind: terms_of_kind(connection, kind, (district,), known).get(district, [])
        for kind in (CHIEF, FOCAL_POINT)
    }
    found = []
    for one in begun:
        if one.id in papers:
            rows = entries(connection, one.id)
            if view.is_past(known):
                rows = entries_then(view, one.id, rows, known)
            days = {row.gate: row.act_date for row in rows if row.live and row.kind in ANSWERS}
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
                        rows,
                        in_office,
                        bangkok_day(papers[one.id][0].recorded_at),
                        _next_came(terms[office or CHIEF], in_office, view.on),
                    ),
                )
            )
    return sorted(found, key=lambda one: one.in_office, reverse=True)


def _came(terms: Sequence[HoldingRow], on: date) -> Named | None:
    return next((one.name for one in terms if one.start == on), None)


def _next_came(terms: Sequence[HoldingRow], after: date, by: date) -> date | None:
    """The day, `by` which it is looked at, on which another came into the office for good."""
    own = (one.start for one in terms if one.capacity == "own")
    return min((start for start in own if after < start <= by), default=None)
