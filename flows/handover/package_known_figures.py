"""What is known of a district's figures in the years that a package tells of."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from config.defaults import policy
from flows.year.recorded_figures import with_recorded
from flows.year.report_figures import YearFigures, year_figures
from registry.queries.computed_figures import computed_figures
from registry.rules.calendar import QUARTERS
from registry.rules.figures import ToDate

COMPUTED = (
    "meetings_held", "seats_filled", "members_trained", "knowledge_gain", "plan_on_time",
    "lao_activities", "baht_secured", "cross_border_contacts", "agencies_attending",
    "activities_done", "lessons_closed",
)  # fmt: skip


@dataclass(frozen=True)
class KnownFigures:
    """The figures of these years, each by its year."""

    connection: Connection
    district: str
    years: tuple[int, ...]
    on: date
    known: datetime | None

    @cached_property
    def computed(self) -> dict[int, dict[str, ToDate]]:
        """What the registry works out itself, by indicator."""
        found = {}
        for year in self.years:
            rows = computed_figures(
                self.connection, (self.district,), year, None, self.on,
                keys=COMPUTED, known=self.known,
            )  # fmt: skip
            found[year] = {key: own[self.district] for key, own in rows.items()}
        return found

    @cached_property
    def reported(self) -> dict[int, YearFigures]:
        """What was reported, and what is recorded where nobody reported."""
        return {year: self._reported(year) for year in self.years}

    def _reported(self, year: int) -> YearFigures:
        found = year_figures(
            self.connection, self.district, year, QUARTERS[-1], None, policy().year.least_shown,
            on=self.on, known=self.known,
        )  # fmt: skip
        areas = (self.district,)
        now = with_recorded(self.connection, found.now, areas, year, self.on, self.known)
        return replace(found, now=now)
