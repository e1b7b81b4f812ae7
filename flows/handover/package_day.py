"""A district on the day of its package, as known at an instant: each thing is asked once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from config.words import Named, Sentence, both
from flows.engine.gate import Gate
from flows.engine.installation import Declarations
from flows.engine.instance_titles import InstanceTitles
from flows.handover.package_entries import PackageEntries
from flows.handover.package_known_figures import KnownFigures
from flows.handover.package_money import PackageMoney
from flows.handover.package_offices import in_charge, offices_told
from flows.handover.package_papers import PackagePapers
from flows.handover.package_waiting import PackageWaiting
from flows.handover.package_words import EntrySource, entry_source, source
from flows.handover.package_years import own_years
from flows.meeting.agreed_meetings import AgreedMeeting, agreed_meetings
from flows.year.report_rows import PlannedRow, planned_rows
from registry.queries.action_items import OwnedAction, open_requests
from registry.queries.areas import DistrictRow
from registry.queries.committee_meetings import CommitteeMeeting, committee_meetings
from registry.queries.handover import decisions_owed
from registry.queries.handover_facts import HandoverFacts, facts_of
from registry.queries.holdings import HoldingRow
from registry.queries.instances import InstanceAsOf, instances_as_of
from registry.queries.meetings import (
    MeetingRow,
    TrainingRow,
    coverage,
    current_members,
    meetings,
    trainings,
)
from registry.queries.monitoring import LessonRow, ProgressRow, lessons, progress
from registry.queries.office_holders import all_holders
from registry.queries.offices import OfficeRow
from registry.queries.open_years import days_of_years
from registry.queries.order_facts import known_district
from registry.queries.orders import OrderRow, orders_in_force
from registry.queries.own_plans import OwnPlan, own_plan
from registry.queries.policy import PolicyRow, last_policy_change, policy_events
from registry.queries.seats import seats_as_ordered
from registry.queries.vacancies import vacant_among, vacant_offices, without_holder
from registry.rules.calendar import fiscal_year
from registry.rules.handover import DecisionsOwed
from registry.rules.papers.package import Claim
from registry.rules.partial_dates import PartialDate
from registry.rules.seats import Seat
from registry.rules.year_days import YearDays

YEARS_TOLD = 3
Claims = Iterator[Claim]


@dataclass(frozen=True)
class PackageDay:
    """What is known of the district on `on`; with `known`, as it was known then.

    `entry` is the day on which whoever it is for comes into office: `on` itself, or a later day
    where the package is prepared ahead. Who holds which office, and by when something is to be
    decided, is told of that day; everything else of `on`.
    """

    connection: Connection
    district: str
    on: date
    known: datetime | None
    declared: Declarations
    entry: date

    @property
    def gates(self) -> Mapping[str, Gate[Any]]:
        """The gates of this release, by key."""
        return self.declared.gates

    @property
    def ahead_of(self) -> date | None:
        """The day in office that lies ahead; None where it has come."""
        return self.entry if self.entry > self.on else None

    @property
    def year(self) -> int:
        """The running fiscal year."""
        return fiscal_year(self.on)

    @property
    def years(self) -> tuple[int, ...]:
        """The running year and the two before it, the newest first."""
        return tuple(self.year - back for back in range(YEARS_TOLD))

    @cached_property
    def area(self) -> DistrictRow:
        """The district by its names."""
        return known_district(self.connection, self.district)

    @cached_property
    def orders(self) -> list[OrderRow]:
        """The orders in force."""
        return orders_in_force(self.connection, self.district, self.on, self.known)

    @property
    def ordered_since(self) -> PartialDate:
        """The day of the last order: what its seats are is known as of then."""
        last = max(self.orders, key=lambda one: one.start, default=None)
        return last.since if last else PartialDate.of(self.on)

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """The committee's seats, as the order calls them."""
        return seats_as_ordered(self.connection, self.district, self.on, self.known)

    @cached_property
    def seat_titles(self) -> dict[str, Named]:
        """What each seat is called, by its key."""
        return {one.key: Named(one.title_th, one.title_en) for one in self.seats}

    @cached_property
    def members(self) -> dict[str, int | None]:
        """Who fills each seat, by its key."""
        return current_members(self.connection, self.district, self.on, self.known)

    @cached_property
    def vacant_seats(self) -> set[str]:
        """The keys of the seats that are vacant by what is recorded."""
        empty = [one for one in self.seats if self.members.get(one.key) is None]
        return vacant_among(self.connection, self.district, self.on, empty, self.known)

    def without(self, office: str) -> str:
        """The key of the words for an office that nobody holds: vacant, or not recorded."""
        vacant = vacant_offices(self.connection, {office}, self.entry, self.known)
        return without_holder(vacant=bool(vacant))

    @property
    def filled(self) -> int:
        """How many seats somebody fills."""
        return sum(one is not None for one in self.members.values())

    @property
    def people(self) -> int:
        """How many people fill them: one may hold several."""
        return len({one for one in self.members.values() if one is not None})

    @cached_property
    def offices(self) -> list[OfficeRow]:
        """The offices of the district, and then those of its province."""
        return offices_told(
            self.connection, self.area, self.facts, self.held, self.in_charge, self.on, self.known
        )

    @cached_property
    def in_charge(self) -> dict[int, Named]:
        """The names of the coordinators to whom the very district was given, by number."""
        return in_charge(self.connection, self.district, self.held, self.entry, self.known)

    @cached_property
    def held(self) -> list[HoldingRow]:
        """Who holds which of these offices."""
        return all_holders(self.connection, self.district, self.entry, self.known)

    def holder_of(self, kind: str) -> HoldingRow | None:
        """Who holds the district's first office of that kind, in their own right before acting."""
        return next((one for one in self.held if one.ref == f"{self.district}/{kind}"), None)

    @cached_property
    def meetings(self) -> list[MeetingRow]:
        """The meetings up to the day, oldest first."""
        found = meetings(self.connection, self.district, self.known)
        return [one for one in found if one.on <= self.on]

    @cached_property
    def agreed(self) -> list[AgreedMeeting]:
        """The meetings to come whose day was agreed on, the next first."""
        found = agreed_meetings(
            self.connection, (self.district,), self.gates, self.on, self.known,
            span=(self.on, date.max),
        )  # fmt: skip
        return sorted((one for one in found if one.ahead), key=lambda one: one.day)

    @cached_property
    def met(self) -> list[CommitteeMeeting]:
        """The same and those of which resolutions and old papers tell, oldest first."""
        return committee_meetings(self.connection, self.district, self.on, self.known)

    @cached_property
    def trainings(self) -> list[TrainingRow]:
        """The trainings up to the day, oldest first."""
        found = trainings(self.connection, self.district, self.known)
        return [one for one in found if one.on <= self.on]

    @cached_property
    def names_of_trained_unknown(self) -> bool:
        """Whether old papers tell of trainings, and nobody knows which member was there."""
        change = last_policy_change(self.connection, self.district, self.on, self.known)
        return coverage(self.connection, self.district, self.on, change, self.known).unnamed

    @cached_property
    def policies(self) -> list[PolicyRow]:
        """The changes of policy that hold here, oldest first."""
        return policy_events(self.connection, self.district, self.on, self.known)

    @cached_property
    def figures(self) -> KnownFigures:
        """The figures of the three years."""
        return KnownFigures(self.connection, self.district, self.years, self.on, self.known)

    @cached_property
    def year_days(self) -> dict[int, YearDays]:
        """The days of those of the three years that were open here: of no other is anything due."""
        return self._days_of(self.years)

    def _days_of(self, years: tuple[int, ...]) -> dict[int, YearDays]:
        found = days_of_years(self.connection, (self.district,), years, self.on, self.known)
        return {year: days for (_, year), days in found.items()}

    @cached_property
    def own_years(self) -> dict[int, YearDays]:
        """The days of the running year and the next, of each that the committee works in."""
        years, at = (self.year, self.year + 1), (self.on, self.known)
        opened = self._days_of(years)
        found = own_years(self.connection, self.district, years, opened, *at)
        return found if self.orders else {}

    @cached_property
    def plan(self) -> OwnPlan:
        """The running year's plan of the committee at work."""
        return own_plan(self.connection, self.district, self.year, self.on, self.known)

    @property
    def plan_received(self) -> date | None:
        """The day on which the running year's plan was received by the province."""
        return self.plan.newest.received if self.plan.newest else None

    @cached_property
    def planned(self) -> tuple[PlannedRow, ...]:
        """The activities of that plan, as it numbers them."""
        if self.plan.newest is None:
            return ()
        return planned_rows(self.connection, self.district, self.year, self.on, self.known)

    @cached_property
    def progress(self) -> list[ProgressRow]:
        """What was reported of the running year's activities, by quarter."""
        return progress(self.connection, (self.district,), self.year, self.on, self.known)

    @cached_property
    def of_year_before(self) -> tuple[tuple[PlannedRow, ...], list[ProgressRow]]:
        """The activities of the plan of the year before, and what was reported of them."""
        asked = self.year - 1, self.on, self.known
        return (
            planned_rows(self.connection, self.district, *asked),
            progress(self.connection, (self.district,), *asked),
        )

    @cached_property
    def money(self) -> PackageMoney:
        """The money of the running year and the next."""
        years = (self.year, self.year + 1)
        days = self._days_of(years)
        return PackageMoney(self.connection, self.district, years, days, self.on, self.known)

    @cached_property
    def lessons(self) -> list[LessonRow]:
        """The lessons of all years."""
        return lessons(self.connection, (self.district,), self.on, self.known)

    @cached_property
    def papers(self) -> PackagePapers:
        """The papers up to the day."""
        return PackagePapers(self.connection, self.district, self.on, self.known, self.instances)

    def source_of(self, entry: int | None) -> Sentence:
        """The paper by which a decision is recorded, as section 13 numbers it; else the entry."""
        kept = [one.id for one in self.papers.index if entry is not None and one.entry == entry]
        return source("document", number=kept[0]) if kept else entry_source(entry)

    @cached_property
    def entries(self) -> PackageEntries:
        """The decisions that are cited by their numbers."""
        return PackageEntries(self.connection, self.declared)

    @cached_property
    def instances(self) -> InstanceTitles:
        """What the instances are called that papers and gates are of."""
        return InstanceTitles(self.declared, self.connection)

    @cached_property
    def waiting(self) -> PackageWaiting:
        """The gates of the district that wait on the day."""
        return PackageWaiting(self.connection, self.district, self.on, self.known, self.declared)

    @cached_property
    def begun(self) -> dict[int, InstanceAsOf]:
        """What was begun in the district by the day, by its number."""
        found = instances_as_of(self.connection, (self.district,), self.on, self.known)
        return {one.id: one for one in found}

    @cached_property
    def actions(self) -> list[OwnedAction]:
        """What meetings asked for and is still open."""
        return open_requests(self.connection, self.district, self.on, self.known)

    @cached_property
    def facts(self) -> HandoverFacts:
        """What is known on the day in office of what whoever comes is asked about."""
        return facts_of(self.connection, self.district, self.entry, self.known)

    @property
    def in_post(self) -> bool:
        """Whether the Chief has held the office for long: nobody hands anything over."""
        return not self.facts.is_new

    @cached_property
    def owed(self) -> DecisionsOwed:
        """What whoever comes is asked to decide."""
        return decisions_owed(
            self.connection, self.district, self.entry, self.known, late_as_due=True
        )

    def claim(
        self,
        topic: Named | Sentence,
        said: Named | Sentence | None,
        source: Sentence,
        as_of: date | PartialDate,
    ) -> Claim:
        """A claim; where nothing is recorded it says so, and as of the package's own day."""
        words = said or both("word.not_recorded")
        return Claim(
            text_th=words.th, text_en=words.en,
            topic_th=topic.th, topic_en=topic.en,
            source_th=source.th, source_en=source.en,
            as_of=as_of if said else self.on,
            known=said is not None,
            entry=source.entry if said and isinstance(source, EntrySource) else None,
        )  # fmt: skip
