"""The instances of a district in a list."""

from dataclasses import dataclass
from datetime import date

from config.words import Sentence
from desk.views.view import View
from registry.journal import instances
from registry.queries.void_committees import void_instances


@dataclass(frozen=True)
class InstanceLine:
    """An instance in a list; `void` where it was of a committee that was never there."""

    instance: int
    process: str
    label: Sentence
    district: str
    period: str
    attempt: int
    revision: int
    status: str
    phase: str
    outcome: str | None
    started_on: date
    finished_on: date | None
    void: bool


def instance_list(view: View, district: str) -> tuple[InstanceLine, ...]:
    """The instances of the district as they stand now, oldest first."""
    void = void_instances(view.connection, (district,))
    rows = instances(view.connection, district=district)
    view.titles.read(rows)
    return tuple(
        InstanceLine(
            one.id, one.process, view.called(one), one.district, one.period, one.attempt,
            one.revision, one.status, one.phase, one.outcome, one.started_on, one.finished_on,
            one.id in void,
        )
        for one in rows
    )  # fmt: skip
