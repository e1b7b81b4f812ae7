"""Facts of the provincial summary of a quarter: a line a district, for the provincial committee."""

from datetime import date

from registry.rules.papers.common import Paper
from registry.rules.seats import Value


class DistrictLine(Value):
    """A district in the quarter; None where nothing is recorded, or nothing was due.

    `meetings` of `meetings_due` quarters so far; `done` of `planned` activities that are of the
    quarters so far; `secured` of `asked` baht of local governments. `wanted_th` is what the
    district asks the province for.
    """

    number: int
    name_th: str
    order_th: str | None
    plan_sent: date | None
    plan_received: date | None
    plan_taken_in: bool
    meetings: int | None
    meetings_due: int
    done: int | None
    planned: int
    secured: str | None
    asked: str | None
    wanted_th: tuple[str, ...]


class PromisedLine(Value):
    """What the province promised a district, by when."""

    district_th: str
    what_th: str | None
    due_on: date | None
    late: bool


class NotedLine(Value):
    """Something about a district that the provincial committee is to know, since when."""

    district_th: str
    subject_th: str
    since: date


class ProvincialSummary(Paper):
    """The summary of a quarter of a fiscal year, as it stood on its own date.

    `starts` and `ends` are the quarter's first and last day. Of `count` districts so many have an
    order in force (`established`).
    """

    year: int
    quarter: int
    starts: date
    ends: date
    districts: tuple[DistrictLine, ...]
    count: int
    established: int
    promised: tuple[PromisedLine, ...]
    noted: tuple[NotedLine, ...]
