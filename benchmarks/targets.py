"""What had to be reached, and whether it was."""

import platform
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from os import cpu_count

from benchmarks.decision_figures import Clients, Decisions, Size, Verbs
from benchmarks.paper_figures import Batch, Rendering
from benchmarks.registry_figures import Commands, Desk, Large, Loading, Planning, Simulating, Years
from benchmarks.spreads import Spread, spread

LEAST_PER_SECOND = 500
LEAST_OF_FLOOR = 0.35
LEAST_OF_POSTGRESQL = {1: 0.5, 8: 0.45}  # by clients
LEAST_OF_EIGHT = 1.0
MOST_REAL_MS = 4.0
MOST_LONG_MS = 4.0
LEAST_SCALING = 0.8
LEAST_RENDERING = 1.5
MOST_BATCH_SECONDS = 1.0
MOST_BATCH_PDF_SECONDS = 6.0
MOST_HELP_SECONDS = 0.5
MOST_DRAFT_SECONDS = 1.0
MOST_BULK_SECONDS = 180
MOST_PAGE_MS = 50
MOST_PAGE_KB = 150
MOST_SWEEP_SECONDS = 2.0
MOST_SWEEP_DUE_SECONDS = 15.0
MOST_TRANSFER_SECONDS = 5.0
MOST_SIMULATED = 1.0
MOST_YEARS_GB = 2.0
MOST_OPENING_SECONDS = 15.0
MOST_TURNING_SECONDS = 15.0
MOST_IMPORT_SECONDS = 2.0
MOST_PLAN_DECISION_MS = 8.0
MOST_SUMMARY_SECONDS = 2.0
MOST_WAITING_SECONDS = 1.0
MOST_COMMAND_SECONDS = 0.8
MOST_CHAINS_SECONDS = 15.0
MOST_VERIFY_SECONDS = 40.0
MOST_PAGE_PROCESSOR_MS = 8.0
LEAST_LOADED_PER_SECOND = 100
MOST_LOADED_P99_MS = 1000
MOST_MANY_SECONDS = 10.0
MOST_SIMULATION_SECONDS = 240.0
SIMULATED_DISTRICTS, SIMULATED_YEARS = 100, 5


@dataclass(frozen=True)
class Target:
    """What had to be reached, and what was."""

    name: str
    wanted: str
    found: float
    passed: bool


@dataclass(frozen=True)
class Results:
    """One run of the benchmark."""

    python: str
    sqlite: str
    cores: int
    runs: int
    sizes: tuple[Size, ...]
    rendering: Rendering
    batch: Batch
    help_seconds: Spread
    decision_to_draft_seconds: Spread
    large: Large
    decisions: Decisions
    targets: tuple[Target, ...]


def results(
    runs: int,
    sizes: Sequence[Size],
    rendered: Rendering,
    batched: Batch,
    help_seconds: Sequence[float],
    draft_seconds: Sequence[float],
    large: Large,
    decided: Decisions,
) -> Results:
    """Everything, with what had to be reached."""
    helped, drafted = spread(help_seconds), spread(draft_seconds)
    return Results(
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        cores=cpu_count() or 0,
        runs=runs,
        sizes=tuple(sizes),
        rendering=rendered,
        batch=batched,
        help_seconds=helped,
        decision_to_draft_seconds=drafted,
        large=large,
        decisions=decided,
        targets=(
            *targets(sizes, rendered, helped, drafted),
            *batch_targets(batched),
            *desk_targets(large.desk),
            *years_targets(large.years),
            *planning_targets(large.planning),
            *simulating_targets(large.simulating),
            *loading_targets(large.loading),
            *command_targets(large.commands),
            *verbs_targets(decided.verbs),
            *postgresql_targets(decided.postgresql),
            more_clients("a process each", decided.postgresql),
            more_clients("threads of two processes", decided.of_desk),
        ),
    )


def targets(
    sizes: Sequence[Size], rendered: Rendering, helped: Spread, drafted: Spread
) -> Iterator[Target]:
    """What had to be reached."""
    slowest = min(one.decisions_per_second.median for one in sizes)
    smallest = min(one.of_floor.median for one in sizes)
    few, many = sizes[0], sizes[-1]
    scaling = round(many.of_floor.median / few.of_floor.median, 3)
    yield _least("durable decisions per second, at every N", slowest, LEAST_PER_SECOND)
    yield _least("ours ÷ floor, at every N", smallest, LEAST_OF_FLOOR)
    name = f"(ours ÷ floor at N={many.instances}) ÷ (at N={few.instances})"
    yield _least(name, scaling, LEAST_SCALING)
    yield _least("one order: plain docxtpl ÷ ours", rendered.times, LEAST_RENDERING)
    yield _most("`prasan --help`, seconds", helped.median, MOST_HELP_SECONDS)
    yield _most(
        "from a decision to the finished draft, seconds", drafted.median, MOST_DRAFT_SECONDS
    )


def batch_targets(found: Batch) -> Iterator[Target]:
    """What a batch had to reach; nothing is claimed of PDFs that were not made."""
    name = f"{found.papers} invitations as one batch, seconds"
    yield _most(name, found.seconds.median, MOST_BATCH_SECONDS)
    name = f"{found.many:,} invitations as .docx, seconds"
    yield _most(name, found.many_seconds, MOST_MANY_SECONDS)
    if found.pdf_seconds is not None:
        name = f"PDFs of {found.papers} invitations in one call, seconds"
        yield _most(name, found.pdf_seconds.median, MOST_BATCH_PDF_SECONDS)


def desk_targets(found: Desk) -> Iterator[Target]:
    """What the pages had to reach."""
    yield _most("the bulk registry inserted, seconds", found.bulk_seconds, MOST_BULK_SECONDS)
    yield _most("problems that verify finds in it", found.problems, 1)
    yield _most("slowest page over it, ms in the median", found.slowest_ms, MOST_PAGE_MS)
    yield _most("heaviest page, uncached, kB", found.heaviest_kb, MOST_PAGE_KB)
    for name in ("inbox", "district", "gate"):
        said = f"the {name}'s page, ms of the processor in the median"
        yield _most(said, found.waited_for[name], MOST_PAGE_PROCESSOR_MS)


def loading_targets(found: Loading) -> Iterator[Target]:
    """What the pages had to reach where many ask at once."""
    name = f"pages a second: {found.processes} processes, {found.connections} connections"
    yield _least(name, found.per_second, LEAST_LOADED_PER_SECOND)
    yield _most("the same, ms of the 99th of a hundred", found.p99_ms, MOST_LOADED_P99_MS)


def command_targets(found: Commands) -> Iterator[Target]:
    """What commands from cold and a verification had to reach, in seconds of the processor."""
    name = f"`prasan waiting`, {found.districts} districts, of the processor"
    yield _most(name, found.waiting, MOST_WAITING_SECONDS)
    for word, spent in (("why", found.why), ("show", found.show), ("decide", found.decide)):
        yield _most(f"`prasan {word}` from cold, of the processor", spent, MOST_COMMAND_SECONDS)
    yield _most("the chains verified, seconds of the processor", found.chains, MOST_CHAINS_SECONDS)
    name = "the whole registry verified, seconds of the processor"
    yield _most(name, found.verified, MOST_VERIFY_SECONDS)


def years_targets(found: Years) -> Iterator[Target]:
    """What the sweep and a transfer order had to reach."""
    nothing = found.tick_seconds.median
    yield _most("a whole tick with nothing due, seconds", nothing, MOST_SWEEP_SECONDS)
    name = "a sweep with one wait due in every district, seconds"
    yield _most(name, found.due_seconds, MOST_SWEEP_DUE_SECONDS)
    name = f"{found.transferred} districts by one transfer file, seconds"
    yield _most(name, found.transfer_seconds, MOST_TRANSFER_SECONDS)
    yield _most("the registry of ten years, GB", found.gigabytes, MOST_YEARS_GB)


def planning_targets(found: Planning) -> Iterator[Target]:
    """What a year's beginning and a plan had to reach."""
    name = f"{found.opened} years opened in one sweep, seconds"
    yield _most(name, found.opening_seconds, MOST_OPENING_SECONDS)
    name = f"1 October: {found.districts} quarters turn in one sweep, seconds"
    yield _most(name, found.turning_seconds, MOST_TURNING_SECONDS)
    yield _most("a plan's page of 60 rows, ms", found.plan_page_ms, MOST_PAGE_MS)
    yield _most("a plan's page of 60 rows, uncached, kB", found.plan_page_kb, MOST_PAGE_KB)
    yield _most("a plan's workbook of 500 rows, seconds", found.import_seconds, MOST_IMPORT_SECONDS)
    name = "a decision in a plan's third round, ms in the median"
    yield _most(name, found.decision_ms.median, MOST_PLAN_DECISION_MS)
    yield _most("the year board of a province, ms", found.board_ms, MOST_PAGE_MS)
    yield _most("a district's page after ten years, ms", found.ten_years_ms, MOST_PAGE_MS)
    name = f"the provincial summary of {found.summary_districts} districts, seconds"
    yield _most(name, found.summary_seconds.median, MOST_SUMMARY_SECONDS)


def simulating_targets(found: Simulating) -> Iterator[Target]:
    """A simulated decision costs no more than one that people take."""
    name = "a simulated decision ÷ one by the verbs that people use"
    yield _most(name, round(found.simulated_ms / found.verbs_ms, 2), MOST_SIMULATED)
    many = SIMULATED_DISTRICTS * SIMULATED_YEARS * found.in_a_district_and_year
    extent = f"{SIMULATED_DISTRICTS} districts × {SIMULATED_YEARS} years"
    name = f"{extent} by that, seconds by the clock in {found.processes} processes"
    yield _most(name, round(found.clock_ms * many / 1000), MOST_SIMULATION_SECONDS)


def verbs_targets(found: Verbs) -> Iterator[Target]:
    """What a real decision may cost, and one at the end of a long journal."""
    name = "a decision at real gates, ms of the processor in the median"
    yield _most(name, found.real_ms.median, MOST_REAL_MS)
    name = f"a decision at {found.entries} entries, ms of the processor in the median"
    yield _most(name, found.long_ms.median, MOST_LONG_MS)


def postgresql_targets(found: Sequence[Clients]) -> Iterator[Target]:
    """What decisions on PostgreSQL had to reach."""
    by_number = {one.clients: one for one in found}
    for number, least in LEAST_OF_POSTGRESQL.items():
        name = f"PostgreSQL, ours ÷ floor, clients: {number}"
        yield _least(name, by_number[number].of_floor.median, least)


def more_clients(who: str, found: Sequence[Clients]) -> Target:
    """That thirty-two make no fewer decisions than eight."""
    eight, most = found[-2:]
    times = most.decisions_per_second.median / eight.decisions_per_second.median
    name = f"PostgreSQL, decisions of {most.clients} clients ÷ of {eight.clients}, {who}"
    return _least(name, round(times, 2), LEAST_OF_EIGHT)


def _least(name: str, found: float, wanted: float) -> Target:
    return Target(name, f"≥ {wanted:g}", found, found >= wanted)


def _most(name: str, found: float, wanted: float) -> Target:
    return Target(name, f"< {wanted:g}", found, found < wanted)


def as_dict(found: Results) -> dict[str, object]:
    """For JSON."""
    return asdict(found)
