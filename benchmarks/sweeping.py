"""Ten years on: what the daily sweep costs over the bulk registry, and one transfer order.

`python -m benchmarks.sweeping FILE` measures over a copy of a registry that `bulk --year` made. The
tables that the sweep asks get ten years of ended rows, the rest of history stays one year. A whole
tick is measured beside the sweep: what it asks of every committee at work (years to open,
newcomers, items of partners, packages, people to remind) costs though nothing is due. Beside each
duration stands what of it was spent by the processor: others may use the machine too.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Table, and_, func, insert, literal, select

from benchmarks.bulk import say_aside
from benchmarks.files import fresh_copy, url_of
from config.clock import moved_to
from flows.capabilities import open_installation
from flows.decisions.decide import Decision, decide
from flows.decisions.rotate import rotate
from flows.decisions.start import start
from flows.demo.stories import recorder_of
from flows.engine.days import sweep
from flows.engine.installation import Installation
from flows.handover.renewing import RELEASE
from flows.order.rotation_what_if import rotation_what_if
from flows.runtime.tick import tick
from registry.facts import end
from registry.models import DistrictOrder, EffectRequest, Event, Instance, OpenGate, table_of
from registry.queries.events import EventRow
from registry.queries.packages import heads_of
from registry.records.events import ANNOUNCED, announce, told
from registry.records.packages import PutTogether, keep_fresh
from registry.records.transfer_form import TransferOrder
from registry.rules.packages import Quality
from registry.store import Registry

YEARS, SWEEPS = 10, 5
ENDED = ("finished", "stopped", "answered", "lapsed", "closed", "event", "done", "cancelled")
MANY = 1000  # more than there are attempts in a year
TRANSFERRED = 31
PERIOD = "benchmark"
FOLLOW_UP = 30  # days after which silence is followed up (config/policy.toml)


class TimeSpent(NamedTuple):
    """How long something took, and how long of it the processor, both in seconds."""

    seconds: float
    processor: float


@dataclass(frozen=True)
class Sweeping:
    """What was measured; `rows` are those of the tables that the sweep asks."""

    districts: int
    rows: int
    bytes: int
    nothing_due: list[TimeSpent]
    ticks: list[TimeSpent]
    due: int
    one_due_each: TimeSpent
    transferred: int
    transfer: TimeSpent
    transfer_what_if: TimeSpent


def measure(file: Path, folder: Path) -> Sweeping:
    """Measure over a copy of the registry."""
    copy = fresh_copy(file, folder / "years.db")
    office = open_installation(Registry(url_of(copy)))
    districts = _districts(office)
    grow(office, districts)
    say_aside(f"{_rows(office):,} rows in the tables that a sweep asks")
    put_together(office, districts)
    tick(office, clock_is_right=True)  # whatever the stories had left to fall due
    nothing = [timed(lambda: sweep(office, clock_is_right=True)) for _ in range(SWEEPS)]
    ticks = [timed(lambda: tick(office, clock_is_right=True)) for _ in range(SWEEPS)]
    say_aside(f"nothing due: {nothing}; a whole tick: {ticks}")
    moved, tried, recorded = transferred(office, districts)
    say_aside(f"{moved} districts: {recorded}, what would follow: {tried}")
    today = wait_everywhere(office, districts)
    say_aside("a wait in every district")
    later = open_installation(Registry(url_of(copy), moved_to(today + timedelta(days=2))))
    count: list[int] = []
    each = timed(lambda: count.append(sweep(later, clock_is_right=True)))
    rows = _rows(office)
    for one in (office, later):
        one.registry.dispose()
    return Sweeping(
        len(districts), rows, copy.stat().st_size, nothing, ticks, count[0], each, moved, recorded,
        tried,
    )  # fmt: skip


def grow(office: Installation, districts: list[str]) -> None:
    """Ten years of ended rows in place of one, beside what is still open."""
    with office.registry.making() as connection:
        for table, turned in ((Instance, "attempt"), (OpenGate, ""), (EffectRequest, "request")):
            _again(connection, table_of(table), turned)
    with office.registry.writing(*districts) as write:
        for district, turn in product(districts, range(YEARS)):
            on, about = date(2012 + turn, 10, 1), f"{district}/district_chief"
            event = EventRow(district, "chief_rotated", about, on, ANNOUNCED)
            announce(write, event)
            told(write, event)


def _again(connection: Connection, table: Table, turned: str) -> None:
    """The ended rows nine times more; the column `turned` tells those of one year from others."""
    last = connection.scalar(select(func.max(table.c.id))) or 0
    names = [one for one in table.c if one.name != "id"]
    ended = and_(table.c.status.in_(ENDED), table.c.id <= last)
    for turn in range(1, YEARS):
        otherwise = {turned: table.c[turned] + literal(MANY * turn)} if turned else {}
        otherwise |= {"inputs": literal("{}")} if "inputs" in table.c else {}  # no sweep reads it
        chosen = [otherwise.get(one.name, one) for one in names]
        query = select(*chosen).where(ended)
        connection.execute(insert(table).from_select([one.name for one in names], query))


def put_together(office: Installation, districts: list[str]) -> None:
    """Every committee has a package of this moment: making them is measured by `packaging`."""
    for district in districts:
        with office.registry.writing(district) as write:
            heads = heads_of(write.connection, district)
            keep_fresh(
                write,
                PutTogether(
                    district,
                    "",
                    RELEASE,
                    Quality(complete=0, fresh=None, traced=None, signs=0, gaps=0),
                    heads,
                ),
            )


def wait_everywhere(office: Installation, districts: list[str]) -> date:
    """In every district a Chief is silent, which is followed up tomorrow. Answers today.

    The committees have ended before: none is established beside one at work.
    """
    today = office.registry.today
    for district in districts:
        with office.registry.writing(district) as write:
            end(write, DistrictOrder, {"district_code": district}, on=today)
    silent = today - timedelta(days=FOLLOW_UP - 1)
    for district in districts:
        who, by = recorder_of(district), f"{district[:2]}/psdhs_coordinator/1"
        begun = start(
            office, "establishment", district, on=silent, recorded_by=who, period=PERIOD
        ).instance
        answers = (
            ("earlier_order", {"finding": "none"}),
            ("advocacy", {"result": "no_reply", "approached_on": silent.isoformat()}),
        )
        for gate, answer in answers:
            decide(office, Decision(begun, gate, by, silent, answer, who))
    return today


def transferred(office: Installation, districts: list[str]) -> tuple[int, TimeSpent, TimeSpent]:
    """One order for a province of 31 districts: how many moved, cost of it and of a what-if."""
    largest = max({one[:2] for one in districts}, key=lambda area: _in(area, districts))
    moving = [one for one in districts if one.startswith(largest)][:TRANSFERRED]
    today = office.registry.today
    moves = [
        {"district": code, "title_th": "นาย", "name_th": f"ผู้มาใหม่{place} สมมุติ"}
        for place, code in enumerate(moving)
    ]
    order = TransferOrder.model_validate(
        {"number": "1/2600", "dated": today, "on": today, "moves": moves}
    )
    who = recorder_of(largest)
    tried = timed(lambda: rotation_what_if(office, order, recorded_by=who))
    recorded = timed(lambda: rotate(office, order, recorded_by=who))
    return len(moving), recorded, tried


def _in(area: str, districts: list[str]) -> int:
    return sum(one.startswith(area) for one in districts)


def timed(do: Callable[[], object]) -> TimeSpent:
    """What it takes."""
    begun, before = time.perf_counter(), time.process_time()
    do()
    return TimeSpent(time.perf_counter() - begun, time.process_time() - before)


def _districts(office: Installation) -> list[str]:
    code = table_of(Instance).c.district_code
    with office.registry.reading() as connection:
        return [*connection.scalars(select(code).distinct().order_by(code))]


def _rows(office: Installation) -> int:
    counted = (table_of(one) for one in (Event, OpenGate, EffectRequest, Instance))
    with office.registry.reading() as connection:
        return sum(connection.scalar(select(func.count()).select_from(one)) or 0 for one in counted)


def main() -> None:
    """Measure over a registry made in bulk."""
    (file,) = map(Path, sys.argv[1:])
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        print(json.dumps(asdict(measure(file, Path(folder)))))


if __name__ == "__main__":
    main()
