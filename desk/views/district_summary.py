"""A district on one page: the place, where it stands, who is in office, who sits, what was done."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from config.words import Named, Sentence, both
from desk.views.chief_terms import ChiefTerm, chief_terms
from desk.views.committee_summary import (
    CommitteeSummary,
    SeatSummary,
    committee_summary,
    members_by_sex,
)
from desk.views.district_status import Standing, standings
from desk.views.group_list import GroupShown, groups_shown
from desk.views.instance_summary import TOLD, entry_label
from desk.views.left_leads import LeadNotice, lead_notices
from desk.views.long_seated import long_seated
from desk.views.past_summary import PastSummary, past_summary
from desk.views.profile import ProfileLine, profile_of
from desk.views.reason import Reason
from desk.views.view import View
from desk.views.waiting_list import waiting
from desk.views.work_done import WorkDone, work_of
from desk.views.year_card import YearCard, year_card
from flows.activity.activity_words import YearActivities, latest_happened
from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.engine.deciding_offices import DEPUTIES
from flows.establishment.neighbours import NeighbourEvidence, neighbour_evidence
from flows.order.queue import WaitingOrder, waiting_orders
from flows.partners.ended_partners import ended_partners
from registry.journal import EntryRow
from registry.queries.area_documents import how_many_documents, latest_documents
from registry.queries.committee_day import CommitteeDay
from registry.queries.decisions import latest_entries
from registry.queries.directives import DirectiveRow, directives_about
from registry.queries.documents import DocumentRow
from registry.queries.groups import ThinnedGroup, thinned_groups
from registry.queries.instances import InstanceAsOf
from registry.queries.newcomers import newcomers_of
from registry.queries.offices import offices_of, titles
from registry.queries.orders import OrderRow, orders
from registry.queries.people import names as person_names
from registry.queries.seen_offices import OfficeWithHolders, offices_with
from registry.rules.attendance import BySex
from registry.rules.directive_results import DirectiveResult
from registry.rules.partners import EndedPartner

LINES, PAPERS, HAPPENED, HELD = 10, 5, 3, 3
DAY = "day"  # a reason that is a wait for a day
BEGINS_OR_ENDS = frozenset({"start", "end"})
TOLD_APART = (ACTIVITY.key, COORDINATION.key)  # each is listed as what it tells
LEADING = ("district_chief", "focal_point", *DEPUTIES)


@dataclass(frozen=True)
class EntrySummary:
    """A line of the district's history, and the instance in which it stands."""

    instance: int
    entry: EntryRow
    label: Sentence
    office: Named | None
    person: Named | None
    recorded_by: Named | None


@dataclass(frozen=True)
class DistrictSummary:
    """All that a district's page tells; `newcomers` say by seat since when somebody is new."""

    profile: tuple[ProfileLine, ...]
    standing: Standing
    chief: ChiefTerm
    instances: tuple[InstanceAsOf, ...]
    waits: tuple[Reason, ...]
    history: tuple[EntrySummary, ...]
    documents: tuple[DocumentRow, ...]
    document_count: int
    offices: tuple[OfficeWithHolders, ...]
    of_province: tuple[OfficeWithHolders, ...]
    committee: CommitteeSummary
    members: BySex
    groups: tuple[GroupShown, ...]
    orders: tuple[OrderRow, ...]
    waiting_orders: tuple[WaitingOrder, ...]
    letters: tuple[tuple[DirectiveRow, DirectiveResult], ...]
    past: PastSummary
    work: WorkDone
    year: YearCard | None
    happened: YearActivities
    evidence: NeighbourEvidence | None
    ended: tuple[EndedPartner, ...] = ()
    newcomers: Mapping[str, date] = field(default_factory=dict)
    thinned: tuple[ThinnedGroup, ...] = ()
    long_seated: tuple[SeatSummary, ...] = ()
    leads_left: tuple[LeadNotice, ...] = ()

    @property
    def asked(self) -> list[Reason]:
        """What waits for people, or for the machine."""
        return [one for one in self.waits if one.kind != DAY]

    @property
    def days(self) -> list[Reason]:
        """The days that are waited for, the next first: nobody has anything to do."""
        found = [one for one in self.waits if one.kind == DAY]
        return sorted(found, key=lambda one: one.due or date.max)

    @property
    def leading(self) -> list[OfficeWithHolders]:
        """The Chief, the focal point and the Deputies."""
        found = [one for one in self.offices if one.kind in LEADING]
        return sorted(found, key=lambda one: LEADING.index(one.kind))

    @property
    def others(self) -> list[OfficeWithHolders]:
        """The district's other offices."""
        return [one for one in self.offices if one.kind not in LEADING]


def district_summary(view: View, district: str, known: datetime | None = None) -> DistrictSummary:
    """The district on the day of the view, as known at `known`."""
    connection = view.connection
    sitting = CommitteeDay(connection, district, view.on, known)
    listed = offices_of(connection, district, view.on, known)
    offices = offices_with(connection, sitting.holders, listed, view.on, known)
    dated_by = view.on if view.is_past(known) else None  # a paper may bear a day that is to come
    every = view.begun([district], known)
    begun = [one for one in every if view.reader.opens(one.process, district)]
    apart = {one.id for one in every} - {one.id for one in begun}
    view.titles.read(begun)
    waits = tuple(waiting(view, known, district=district, offices={district: offices}))
    committee = committee_summary(sitting, offices)
    return DistrictSummary(
        profile=profile_of(view, district, listed),
        standing=standings(view, [district], known)[district],
        chief=chief_terms(view, [district], known)[district],
        instances=tuple(
            one for one in begun if one.process not in TOLD_APART or one.status == "open"
        ),
        waits=waits,
        history=_history(view, district, known, begun, apart),
        documents=tuple(
            view.opened(latest_documents(connection, district, PAPERS, on=dated_by, known=known))
        ),
        document_count=how_many_documents(connection, district, on=dated_by, known=known),
        offices=tuple(one for one in offices if one.ref.startswith(f"{district}/")),
        of_province=tuple(one for one in offices if not one.ref.startswith(f"{district}/")),
        committee=committee,
        members=members_by_sex(sitting) if committee.bodies else BySex(),
        groups=tuple(groups_shown(view, district, known)),
        orders=tuple(orders(connection, district, known)),
        waiting_orders=() if view.is_past(known) else waiting_orders(connection, district),
        letters=tuple(
            (letter, one.result) for letter, one in directives_about(connection, district)
        ),
        past=past_summary(view, district, known),
        work=work_of(sitting, most=HELD),
        year=year_card(view, district, waits, known),
        evidence=None
        if committee.bodies
        else neighbour_evidence(connection, district, view.on, known),
        happened=latest_happened(connection, district, view.on, HAPPENED, known),
        ended=ended_partners(connection, district, view.on, known),
        newcomers={seat.key: one.since for one in newcomers_of(sitting) for seat in one.seats},
        thinned=thinned_groups(sitting),
        long_seated=tuple(long_seated(view, district, committee)),
        leads_left=tuple(lead_notices(view, [district], known)),
    )


def _history(
    view: View,
    district: str,
    known: datetime | None,
    instances: Iterable[InstanceAsOf],
    apart: Collection[int],
) -> tuple[EntrySummary, ...]:
    rows = [one for one in _latest_told(view, district, known) if one[0] not in apart]
    said = [row for _, row in rows]
    people = person_names(
        view.connection,
        {one for row in said for one in (row.person_id, row.recorded_by) if one is not None},
    )
    offices = titles(view.connection, {row.decided_by for row in said if row.decided_by})
    processes = {one.id: one.process for one in instances}
    return tuple(
        EntrySummary(
            instance, row, _entry_label(view, row, instance, processes.get(instance)),
            offices.get(row.decided_by or 0),
            people.get(row.person_id or 0),
            people.get(row.recorded_by or 0),
        )
        for instance, row in rows
    )  # fmt: skip


def _latest_told(view: View, district: str, known: datetime | None) -> list[tuple[int, EntryRow]]:
    """The newest lines, as many as the page has: an event in many journals takes one of them."""
    most = LINES
    while True:
        rows = latest_entries(view.connection, district, TOLD, most, on=view.on, known=known)
        told = _each_event_once(rows)
        if len(told) >= LINES or len(rows) < most:
            return told[:LINES]
        most *= 4


def _each_event_once(rows: Iterable[tuple[int, EntryRow]]) -> list[tuple[int, EntryRow]]:
    """What happened to a district stands in the journal of each open instance."""
    found = {
        (row.body["event"], row.body.get("about"), row.act_date) if row.kind == "event" else row.id:
        (instance, row)
        for instance, row in rows
    }  # fmt: skip
    return [*found.values()]


def _entry_label(view: View, row: EntryRow, instance: int, process: str | None) -> Sentence:
    """Of a beginning and an end, whose it was."""
    label = entry_label(row)
    if row.kind not in BEGINS_OR_ENDS or process is None:
        return label
    return both("history.at_gate", kind=label, gate=view.titles.title(instance, process))
