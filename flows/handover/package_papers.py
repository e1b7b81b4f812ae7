"""The papers of a district that a package lists: what each is called, and its day."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from config.words import Sentence, both
from flows.engine.instance_titles import InstanceTitles
from flows.order.effects import ORDER_KIND
from flows.papers.kind_titles import KIND, kind_title
from flows.plan.effects import ACTION_PLAN
from registry.queries.area_documents import attested_papers
from registry.queries.documents import DocumentRow, documents
from registry.queries.instances import these_as_of
from registry.queries.orders import OrderRow, orders
from registry.queries.void_committees import void_instances
from registry.rules.partial_dates import WrittenDate
from registry.rules.year_days import year_of_period

MOST_PAPERS = 40
MINUTES = "minutes"
OF_COMMITTEE = (ORDER_KIND, MINUTES, ACTION_PLAN)


@dataclass(frozen=True)
class PackagePapers:
    """The papers of the district up to the day; `instances` says what each is about."""

    connection: Connection
    district: str
    on: date
    known: datetime | None
    instances: InstanceTitles

    @cached_property
    def kept(self) -> list[DocumentRow]:
        """The papers that count and are no drafts, oldest first."""
        found = documents(self.connection, district=self.district, on=self.on, known=self.known)
        void = void_instances(self.connection, (self.district,), self.known)
        return [
            one
            for one in found
            if (one.settled or one.status == "evidence") and self.dated(one).first <= self.on
            if one.instance not in void
        ]

    @cached_property
    def index(self) -> list[DocumentRow]:
        """The newest papers in Thai, oldest first: those that section 13 lists."""
        return [one for one in self.kept if one.language == "th"][-MOST_PAPERS:]

    @property
    def older(self) -> int:
        """How many in Thai there are beside those."""
        return max(0, sum(one.language == "th" for one in self.kept) - MOST_PAPERS)

    @cached_property
    def enclosed(self) -> tuple[DocumentRow, ...]:
        """Those that leave the registry with a package, what a Chief needs first before all others.

        The orders, minutes and plans that were settled, which members have; then those of which a
        person vouched that they name no victim. The newest of each first.
        """
        settled = [
            one
            for one in reversed(self.kept)
            if one.settled and one.kind in OF_COMMITTEE and one.language == "th"
        ]
        vouched = attested_papers(self.connection, self.district, self.on, self.known)
        return (*settled, *(one for one in reversed(vouched) if one not in settled))

    @cached_property
    def issued(self) -> dict[int, OrderRow]:
        """The orders by the number of the paper that each of them is."""
        found = orders(self.connection, self.district, self.known)
        return {one.document: one for one in found if one.document is not None}

    def dated(self, paper: DocumentRow) -> WrittenDate:
        """The day of the paper, as far as an old one names it.

        An order is dated as it was registered, not as it was drafted.
        """
        order = self.issued.get(paper.id)
        return order.dated if order is not None else paper.dated

    def called(self, paper: DocumentRow) -> Sentence:
        """What the register calls the paper, by its kind; a plan with its year."""
        key = self.instances.paper_kind(paper.kind, paper.instance)
        said = kind_title(key.removeprefix(KIND)) or both("package.a_paper")
        year = self._plan_years.get(paper.instance) if paper.kind == ACTION_PLAN else None
        return both("package.plan_paper", what=said, year=year) if year else said

    @cached_property
    def _plan_years(self) -> dict[int | None, str]:
        """The fiscal year of each plan, by the number of its instance."""
        made = {one.instance for one in self.kept if one.kind == ACTION_PLAN and one.instance}
        found = these_as_of(self.connection, made, self.on, self.known)
        return {one.id: year_of_period(one.period) for one in found}
