"""The reception of a plan reaches the year whose plan it is."""

from flows.engine.advance import resolve
from flows.engine.decision import Deciding
from flows.engine.replay import Event, EventKind
from flows.engine.run import replay
from flows.engine.typed_journal import journal_of
from registry.journal import instance_in, journal, open_instance
from registry.queries.monitoring import CYCLE


def tell_year(deciding: Deciding, year: int, version: int) -> None:
    """Tell the year's own instance: what waits for a version of the plan goes on by this one.

    A lane that has not come so far reads the newest version once it does. Of a version that it
    was told of already, as by a reception that is corrected, nothing goes on again.
    """
    desk, write = deciding.office, deciding.write
    known = open_instance(write.connection, CYCLE, deciding.district, str(year))
    row = instance_in(write, known.id) if known is not None else None
    if row is None:
        return
    rows, about = journal(write, row), f"{year}/{version}"
    if any(one.live and one.kind == "event" and one.body["about"] == about for one in rows):
        return
    found = replay(desk.declared.processes[CYCLE], journal_of(desk, row, rows))
    waits = [one for one in found.waits if EventKind.PLAN_RECEIVED in one.unless]
    # A version may be received before the year begins and be typed in after that.
    on = max((deciding.decided_on, *(one.today for one in waits)))
    paths = [one.path for one in waits if one.last_day is None or on <= one.last_day]
    if paths:
        happened = Event(kind=EventKind.PLAN_RECEIVED, on=on, about=about)
        resolve(desk, write, row, happened, paths, by=deciding.recorder.id)
