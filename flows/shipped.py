"""What this release declares, brought together: the office that the desk works with."""

from functools import cache

from config.calendar import government_holidays
from config.screening import screening_words
from config.settings import Settings
from flows.effects import TASKS, by_hand
from flows.gates.table import GATES
from flows.office import Declared, Office
from flows.processes.table import PROCESSES
from flows.reads import READS
from flows.recordings import capacity, establishment, inception, order, replacement, standing
from registry.rules.calendar import WorkingCalendar
from registry.rules.screening import Net, weave
from registry.store import Registry

RECORDINGS = (
    establishment.RECORDINGS
    | order.RECORDINGS
    | inception.RECORDINGS
    | capacity.RECORDINGS
    | replacement.RECORDINGS
    | standing.RECORDINGS
)


@cache
def net() -> Net:
    """The net over free text, woven once."""
    return weave(screening_words())


def declared() -> Declared:
    """The processes, gates, questions, recordings and tasks of this release."""
    return Declared(PROCESSES, GATES, READS, RECORDINGS, TASKS, by_hand)


def open_office(registry: Registry, settings: Settings | None = None) -> Office:
    """An office at work over a registry."""
    return Office(
        registry=registry,
        declared=declared(),
        settings=settings or Settings(),
        calendar=WorkingCalendar(government_holidays),
        net=net(),
    )
