"""A fiscal year begins in every district, and one plan goes its way: what each step costs.

`python -m benchmarks.planning FILE` measures over a copy of a registry that `bulk` made; every
district of it gets an order in force, as its neighbour has. Beside what is written stands the
floor: the same rows by plain sqlite3.
"""

import io
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from openpyxl import load_workbook
from sqlalchemy import func, select

from benchmarks.bench import Bench
from benchmarks.bulk import say_aside
from benchmarks.files import fresh_copy, url_of
from benchmarks.pages import PROVINCE, PageTime, look
from config.clock import moved_to
from desk.imports.plan_files import file_of_plan, preview, read_file, shown_plan
from desk.views.provincial_summary import provincial_summary
from desk.views.view import View
from desk.web.frame.app import make_app
from flows.capabilities import open_installation
from flows.decisions.decide import Decision, decide
from flows.demo.stories import recorder_of
from flows.engine.days import sweep
from flows.engine.installation import Installation
from flows.engine.perform import drain
from flows.plan.leads import plan_seats, unit_titles
from flows.plan.round_trip import take_in
from flows.plan.writing import add_rows
from flows.simulation.simulate import Extent, simulate
from flows.year.opening import FIRST_YEAR, open_years
from registry.fact_digests import add
from registry.journal import entries, instances, open_gates
from registry.models import DistrictOrder, Entry, Instance, table_of
from registry.records.province_values import set_setting
from registry.rules.plain_values import Json
from registry.store import Registry

YEAR = 2571
OPENS, PLANNING, TURNS = date(2027, 4, 1), date(2027, 7, 1), date(2027, 10, 1)
ROWS, IMPORTED, ROUNDS, HEADS = 60, 500, 3, 20
TEN_YEARS, SEED = 10, 1
SUMMARIES = 5


@dataclass
class Planning:
    """What was measured: seconds of sweeps and of the summary, milliseconds of the rest."""

    districts: int = 0
    opened: int = 0
    opening: float = 0
    opening_floor: float = 0
    turned: int = 0
    turning: float = 0
    turning_floor: float = 0
    import_500: float = 0
    import_floor: float = 0
    decisions: list[float] = field(default_factory=list)
    decision_floor: float = 0
    entries: int = 0
    plan_page: PageTime | None = None
    board: PageTime | None = None
    summary_districts: int = 0
    summary: list[float] = field(default_factory=list)
    ten_years: PageTime | None = None
    ten_years_entries: int = 0


def measure(file: Path, folder: Path) -> Planning:
    """Measure over a copy of the registry."""
    bench, found = Bench(fresh_copy(file, folder / "planning.db")), Planning()
    districts = everywhere_at_work(bench.office)
    found.districts = len(districts)
    _open_and_turn(bench, found)
    district = next(one for one in districts if one.startswith(PROVINCE))
    _plan(bench, found, district)
    _province(bench, found, [one for one in districts if one.startswith(PROVINCE)])
    bench.office.registry.dispose()
    _ten_years(folder / "ten.db", found)
    return found


def everywhere_at_work(office: Installation) -> list[str]:
    """Every district has an order in force; its province opens the year. Answers the districts."""
    order, code = table_of(DistrictOrder), table_of(Instance).c.district_code
    with office.registry.reading() as connection:
        districts = [*connection.scalars(select(code).distinct().order_by(code))]
    provinces = sorted({one[:2] for one in districts})
    with office.registry.writing("TH", *provinces, *districts) as write:
        signed = [*write.connection.execute(select(order)).mappings()]
        at_work = {one["district_code"] for one in signed}
        own = {name: value for name, value in signed[0].items() if name != "id"}
        for district in districts:
            if district not in at_work:
                add(write, order, {**own, "district_code": district, "heading": district})
        for province in provinces:
            set_setting(write, province, FIRST_YEAR, YEAR, since=write.today, by=1)
    return districts


def _open_and_turn(bench: Bench, found: Planning) -> None:
    office = bench.on(OPENS)
    sweep(office, clock_is_right=True)  # whatever the stories had left to fall due
    opened = bench.timed(lambda: open_years(office, clock_is_right=True))
    found.opened, found.opening, found.opening_floor = opened.answer, opened.seconds, opened.floor
    say_aside(f"{opened.answer} years opened in {opened.seconds:.1f} s, floor {opened.floor:.1f}")
    sweep(bench.on(PLANNING), clock_is_right=True)
    for _ in drain(bench.office):
        pass
    later = bench.on(TURNS)
    turned = bench.timed(lambda: sweep(later, clock_is_right=True))
    found.turned, found.turning, found.turning_floor = turned.answer, turned.seconds, turned.floor
    say_aside(f"1 October: {turned.answer} in {turned.seconds:.1f} s, floor {turned.floor:.1f}")


def _plan(bench: Bench, found: Planning, district: str) -> None:
    """One plan: 60 rows looked at, 500 brought in, then three rounds with many heads."""
    office = bench.office
    with office.registry.reading() as connection:
        seats = plan_seats(connection, district, office.registry.today)
        plan = next(
            one.id for one in instances(connection, district=district)
            if (one.process, one.period) == ("plan", str(YEAR))
        )  # fmt: skip
    units = unit_titles(seats)
    leads = [next(key for key, seat in seats.items() if seat.unit == unit) for unit in units]
    rows = [a_row(place, lead) for place, lead in enumerate(islice(cycle(leads), ROWS))]
    who = recorder_of(district)
    add_rows(office, plan, rows, recorded_by=who)
    app = make_app(office)
    found.plan_page = look(app, f"/plans/{plan}", f"/plans/{plan}", recorder_of(PROVINCE))
    _import(bench, found, plan, [a_row(place, leads[0]) for place in range(ROWS, IMPORTED)])
    Rounds(bench, found, district, plan, rows).walk()


def a_row(place: int, lead: str) -> dict[str, Json]:
    """A whole row, as a form sends it."""
    return {
        "group": "prevention", "kind": "training", "activity": f"กิจกรรมที่ {place + 1} ของแผน",
        "aim": "ให้ประชาชนในพื้นที่รู้วิธีแจ้งเหตุ", "duties": ["inspect_prevent_monitor"],
        "target_group": "ประชาชน", "indicator": "จำนวนผู้เข้าร่วม", "target": "60", "unit": "คน",
        "quarters": ["q1", "q3"], "lead": lead, "days": "2",
    }  # fmt: skip


def _import(bench: Bench, found: Planning, plan: int, more: Sequence[dict[str, Json]]) -> None:
    """A workbook in which every one of 500 rows was changed."""
    office, who = bench.office, recorder_of(PROVINCE)
    add_rows(office, plan, more, recorded_by=who)
    with office.registry.reading() as connection:
        copy = shown_plan(office, connection, plan)
        if copy is None:
            raise LookupError(plan)
        book = load_workbook(io.BytesIO(file_of_plan(copy)[1]))
    page = book.worksheets[1]
    aim = next(cell.column for cell in page[2] if cell.value == "aim")
    for number in range(3, 3 + IMPORTED):
        page.cell(number, aim, f"ใหม่ {number}")
    kept = io.BytesIO()
    book.save(kept)

    def bring_in() -> int:
        raw = read_file(kept.getvalue(), 20, file="plan.xlsx")
        with office.registry.reading() as connection:
            seen = preview(office, connection, plan, raw)
        return len(take_in(office, plan, seen.file, recorded_by=who, state=seen.copy.state))

    brought = bench.timed(bring_in)
    found.import_500, found.import_floor = brought.seconds, brought.floor
    say_aside(f"{brought.answer} rows brought in: {brought.seconds:.2f} s")


@dataclass
class Rounds:
    """The plan drafted again and again: its heads' answers are timed in the last round."""

    bench: Bench
    found: Planning
    district: str
    plan: int
    rows: list[dict[str, Json]]

    def walk(self) -> None:
        """All rounds."""
        for turn in range(1, ROUNDS + 1):
            self.draft(turn)
            if turn < ROUNDS:
                for path in self.heads():
                    self.take(path, {"result": "endorsed"})
                self.take("plan_signed", {"result": "signed"}, "district_chief")
                self.take("plan_sent", {})
                remarks: Json = [
                    {"row": f"row-{place}", "asked": "ระบุพื้นที่"} for place in range(1, ROWS + 1)
                ]
                adjust: Json = {"result": "adjust", "remarks": remarks}
                self.take("plan_received", adjust, f"{PROVINCE}/psdhs_coordinator/1")
        self.measure()

    def draft(self, turn: int) -> None:
        """Every row changed, so that every head is asked."""
        rows: Json = [
            {"key": f"row-{place}", **row, "aim": f"รอบที่ {turn}"}
            for place, row in enumerate(self.rows, 1)
        ]
        self.take("plan_draft", {"situation": "ชายแดน", "rows": rows})
        on = self.bench.office.registry.today.isoformat()
        self.take("resolution", {"result": "agreed", "meeting": "3/2570", "held_on": on})

    def measure(self) -> None:
        """Twenty heads, one after another; their effects wait."""
        heads, seconds = self.heads()[:HEADS], self.found.decisions

        def answers() -> int:
            for path in heads:
                begun = time.perf_counter()
                decide(self.bench.office, self.decision(path, {"result": "endorsed"}))
                seconds.append(time.perf_counter() - begun)
            return len(heads)

        timed = self.bench.timed(answers)
        self.found.decision_floor = timed.floor / timed.answer
        with self.bench.office.registry.reading() as connection:
            self.found.entries = len(entries(connection, self.plan))
        say_aside(f"{timed.answer} heads: {median(seconds) * 1000:.1f} ms a decision")

    def heads(self) -> list[str]:
        """The endorsements that are asked for."""
        with self.bench.office.registry.reading() as connection:
            gates = open_gates(connection, instance_id=self.plan)
        return [one.path for one in gates if one.gate == "endorsement"]

    def decision(self, gate: str, answer: Json, by: str = "focal_point") -> Decision:
        """Of today, as the district's coordinator records it."""
        office = self.bench.office
        ref = by if "/" in by else f"{self.district}/{by}"
        today = office.registry.today
        return Decision(self.plan, gate, ref, today, answer, recorder_of(self.district))

    def take(self, gate: str, answer: Json, by: str = "focal_point") -> None:
        """One decision, and the effects that follow."""
        decide(self.bench.office, self.decision(gate, answer, by))
        for _ in drain(self.bench.office):
            pass


def _province(bench: Bench, found: Planning, districts: Sequence[str]) -> None:
    app, url = make_app(bench.office), f"/board/year?year={YEAR}"
    found.board = look(app, "/board/year", url, recorder_of(PROVINCE))
    found.summary_districts = len(districts)
    for _ in range(SUMMARIES):
        with bench.office.registry.reading() as connection:
            view = View(bench.office, connection, bench.office.registry.today)
            begun = time.perf_counter()
            provincial_summary(view, PROVINCE, YEAR, 1)
            found.summary.append(time.perf_counter() - begun)
    say_aside(f"board {found.board.milliseconds} ms, summary {median(found.summary):.2f} s")


def _ten_years(file: Path, found: Planning) -> None:
    """A district in which scripted offices worked for ten years, as its coordinator sees it."""
    registry = Registry(url_of(file))
    made = simulate(registry, Extent(1, TEN_YEARS, SEED), lambda *_: None)
    registry.clock = moved_to(made.last)
    app = make_app(open_installation(registry))
    app.state.kind = "demo"  # nobody signs in: whoever is named looks at it
    with registry.reading() as connection:
        entry, area = table_of(Entry).c.id, table_of(Instance).c.district_code
        found.ten_years_entries = connection.scalar(select(func.count(entry))) or 0
        district = connection.scalar(select(area).limit(1)) or ""
    found.ten_years = look(
        app, "/districts/{district}", f"/districts/{district}", recorder_of(district)
    )
    registry.dispose()
    say_aside(f"ten years, {found.ten_years_entries} entries: {found.ten_years.milliseconds} ms")


def main() -> None:
    """Measure over a registry made in bulk."""
    (file,) = map(Path, sys.argv[1:])
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        print(json.dumps(asdict(measure(file, Path(folder)))))


if __name__ == "__main__":
    main()
