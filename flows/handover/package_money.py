"""The money of a district in the running fiscal year and the next, as a package tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from flows.year.year_lines import YearLines, year_lines
from registry.queries.plans import MoneyRow, NeedRow, local_rows, money, needs
from registry.rules.year_days import YearDays


@dataclass(frozen=True)
class PackageMoney:
    """The money of two years; `days` are those of the years that are open in the district."""

    connection: Connection
    district: str
    years: tuple[int, int]
    days: Mapping[int, YearDays]
    on: date
    known: datetime | None

    @cached_property
    def needs(self) -> list[NeedRow]:
        """The lines of money of both years."""
        return [
            one
            for year in self.years
            for one in needs(self.connection, (self.district,), year, self.on, self.known)
        ]

    @cached_property
    def steps(self) -> dict[str, MoneyRow]:
        """How far each of these lines has come, by its year and key."""
        return {
            f"{one.year}/{one.need}": one
            for year in self.years
            for one in money(self.connection, (self.district,), year, self.on, self.known)
        }

    @cached_property
    def lines(self) -> dict[int, YearLines]:
        """The lines of each year, as the year board counts them."""
        found = {}
        for year in self.years:
            rows = local_rows(self.connection, (self.district,), year, self.on, self.known)
            found[year] = year_lines(
                [one for one in self.needs if one.year == year],
                [one for one in self.steps.values() if one.year == year],
                rows, self.days.get(year), self.on,
            )  # fmt: skip
        return found
