"""Figures out of raw measurements, the table, and what had to be reached."""

import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from os import cpu_count
from statistics import median, quantiles
from typing import Any

LEAST_PER_SECOND = 500
LEAST_OF_FLOOR = 0.2
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


@dataclass(frozen=True)
class Spread:
    """Several runs of the same: their median, and the ends."""

    median: float
    least: float
    most: float


@dataclass(frozen=True)
class Size:
    """What was found with `instances` instances of 22 decisions."""

    instances: int
    decisions_per_second: Spread
    floor_per_second: Spread
    of_floor: Spread
    latency_ms_median: float
    latency_ms_p95: float
    bytes_per_instance: int
    peak_mib: float
    floor_peak_mib: float
    statements: dict[str, int]


@dataclass(frozen=True)
class Rendering:
    """One order as a .docx, in milliseconds; `times` is plain ÷ ours."""

    ours_ms: Spread
    plain_docxtpl_ms: Spread
    times: float


@dataclass(frozen=True)
class Batch:
    """All invitations of a meeting, and their PDFs; None where LibreOffice is not installed."""

    papers: int
    seconds: Spread
    pdf_seconds: Spread | None


@dataclass(frozen=True)
class Desk:
    """The pages over the bulk registry: the slowest and the heaviest, and which these are.

    A page's size is that of its first visit, style, script and fonts beside it, before packing.
    """

    districts: int
    entries: int
    documents: int
    bulk_seconds: float
    verify_seconds: float
    problems: int
    pages: int
    median_page_ms: float
    slowest_ms: float
    slowest: str
    heaviest_kb: float
    heaviest: str
    slowest_download_ms: float
    slowest_download: str
    not_measured: tuple[str, ...]


@dataclass(frozen=True)
class Years:
    """The daily sweep with ten years of rows in the tables that it asks; one transfer order.

    `due` were written down by the sweep for which in every district something was due.
    """

    districts: int
    rows: int
    gigabytes: float
    nothing_due_seconds: Spread
    tick_seconds: Spread
    tick_processor: Spread
    due: int
    due_seconds: float
    due_processor: float
    transferred: int
    transfer_seconds: float
    transfer_what_if_seconds: float


@dataclass(frozen=True)
class Planning:
    """A fiscal year that begins in every district, and one plan on its way.

    A floor is the same rows by plain sqlite3. The decision's instance has `entries` entries.
    """

    districts: int
    opened: int
    opening_seconds: float
    opening_floor: float
    turned: int
    turning_seconds: float
    turning_floor: float
    import_seconds: float
    import_floor: float
    entries: int
    decision_ms: Spread
    decision_floor_ms: float
    plan_page_ms: float
    plan_page_kb: float
    board_ms: float
    ten_years_ms: float
    ten_years_entries: int
    summary_districts: int
    summary_seconds: Spread


@dataclass(frozen=True)
class Simulating:
    """A decision of a simulation beside one by the verbs that people use, of the processor."""

    decisions: int
    in_a_district_and_year: float
    simulated_ms: float
    verbs_decisions: int
    verbs_ms: float


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
    desk: Desk
    years: Years
    planning: Planning
    simulating: Simulating
    targets: tuple[Target, ...]


def spread(values: Sequence[float], digits: int = 3) -> Spread:
    """Median, least and most."""
    return Spread(*(round(one, digits) for one in (median(values), min(values), max(values))))


@dataclass(frozen=True)
class Raw:
    """The measurements at one size: decisions a second of ours and of the floor, run by run."""

    instances: int
    ours: list[float]
    floor: list[float]
    latency_seconds: list[float]
    bytes_per_instance: float
    peak_mib: float
    floor_peak_mib: float
    statements: dict[str, int]


def size(raw: Raw) -> Size:
    """One size's figures. The ratio is taken of each pair of runs, which stand side by side."""
    pairs = [ours / floor for ours, floor in zip(raw.ours, raw.floor, strict=True)]
    return Size(
        instances=raw.instances,
        decisions_per_second=spread(raw.ours, 0),
        floor_per_second=spread(raw.floor, 0),
        of_floor=spread(pairs),
        latency_ms_median=round(median(raw.latency_seconds) * 1000, 2),
        latency_ms_p95=round(quantiles(raw.latency_seconds, n=20)[-1] * 1000, 2),
        bytes_per_instance=round(raw.bytes_per_instance),
        peak_mib=round(raw.peak_mib, 1),
        floor_peak_mib=round(raw.floor_peak_mib, 1),
        statements=raw.statements,
    )


def rendering(ours: Sequence[float], plain: Sequence[float]) -> Rendering:
    """Both in milliseconds."""
    return Rendering(
        spread([one * 1000 for one in ours], 2),
        spread([one * 1000 for one in plain], 2),
        round(median(plain) / median(ours), 2),
    )


def batch(found: Mapping[str, Sequence[float]]) -> Batch:
    """Out of what the worker told."""
    converted = found["converted"]
    return Batch(
        round(found["papers"][0]),
        spread(found["rendered"]),
        spread(converted) if converted else None,
    )


def results(
    runs: int,
    sizes: Sequence[Size],
    rendered: Rendering,
    batched: Batch,
    help_seconds: Sequence[float],
    draft_seconds: Sequence[float],
    pages: Desk,
    years: Years,
    planned: Planning,
    simulated: Simulating,
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
        desk=pages,
        years=years,
        planning=planned,
        simulating=simulated,
        targets=(
            *targets(sizes, rendered, helped, drafted),
            *batch_targets(batched),
            *desk_targets(pages),
            *years_targets(years),
            *planning_targets(planned),
            *simulating_targets(simulated),
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
    if found.pdf_seconds is not None:
        name = f"PDFs of {found.papers} invitations in one call, seconds"
        yield _most(name, found.pdf_seconds.median, MOST_BATCH_PDF_SECONDS)


def desk(bulk: Mapping[str, Any], pages: Mapping[str, Any]) -> Desk:
    """Out of what `bulk` and `pages` told."""
    measured = [one for one in pages["measured"] if one["is_page"]]
    downloads = [one for one in pages["measured"] if not one["is_page"]]
    longest = max(downloads, key=lambda one: one["milliseconds"])
    slowest = max(measured, key=lambda one: one["milliseconds"])
    heaviest = max(measured, key=lambda one: one["bytes"])
    return Desk(
        districts=bulk["districts"],
        entries=bulk["entries"],
        documents=bulk["documents"],
        bulk_seconds=round(bulk["stories_seconds"] + bulk["insert_seconds"], 1),
        verify_seconds=round(bulk["verify_seconds"], 1),
        problems=bulk["problems"],
        pages=len({one["path"] for one in measured}),
        median_page_ms=median(one["milliseconds"] for one in measured),
        slowest_ms=slowest["milliseconds"],
        slowest=f"{slowest['path']} as {slowest['seen_by']}",
        heaviest_kb=round((heaviest["bytes"] + pages["asset_bytes"]) / 1000, 1),
        heaviest=heaviest["path"],
        slowest_download_ms=longest["milliseconds"],
        slowest_download=longest["path"],
        not_measured=tuple(pages["left"]),
    )


def desk_targets(found: Desk) -> Iterator[Target]:
    """What the pages had to reach."""
    yield _most("the bulk registry inserted, seconds", found.bulk_seconds, MOST_BULK_SECONDS)
    yield _most("problems that verify finds in it", found.problems, 1)
    yield _most("slowest page over it, ms in the median", found.slowest_ms, MOST_PAGE_MS)
    yield _most("heaviest page, uncached, kB", found.heaviest_kb, MOST_PAGE_KB)


def years(found: Mapping[str, Any]) -> Years:
    """Out of what `sweeping` told: of each measurement the seconds, and the processor's of them."""
    return Years(
        districts=found["districts"],
        rows=found["rows"],
        gigabytes=round(found["bytes"] / 1e9, 2),
        nothing_due_seconds=spread([one[0] for one in found["nothing_due"]]),
        tick_seconds=spread([one[0] for one in found["ticks"]]),
        tick_processor=spread([one[1] for one in found["ticks"]]),
        due=found["due"],
        due_seconds=round(found["one_due_each"][0], 1),
        due_processor=round(found["one_due_each"][1], 1),
        transferred=found["transferred"],
        transfer_seconds=round(found["transfer"][0], 2),
        transfer_what_if_seconds=round(found["transfer_what_if"][0], 2),
    )


def years_targets(found: Years) -> Iterator[Target]:
    """What the sweep and a transfer order had to reach."""
    nothing = found.tick_seconds.median
    yield _most("a whole tick with nothing due, seconds", nothing, MOST_SWEEP_SECONDS)
    name = "a sweep with one wait due in every district, seconds"
    yield _most(name, found.due_seconds, MOST_SWEEP_DUE_SECONDS)
    name = f"{found.transferred} districts by one transfer file, seconds"
    yield _most(name, found.transfer_seconds, MOST_TRANSFER_SECONDS)
    yield _most("the registry of ten years, GB", found.gigabytes, MOST_YEARS_GB)


def planning(found: Mapping[str, Any], asset_bytes: int) -> Planning:
    """Out of what `planning` told; a page's first visit loads `asset_bytes` beside it."""
    plan_page, decisions = found["plan_page"], [one * 1000 for one in found["decisions"]]
    return Planning(
        districts=found["districts"],
        opened=found["opened"],
        opening_seconds=round(found["opening"], 1),
        opening_floor=round(found["opening_floor"], 1),
        turned=found["turned"],
        turning_seconds=round(found["turning"], 1),
        turning_floor=round(found["turning_floor"], 1),
        import_seconds=round(found["import_500"], 2),
        import_floor=round(found["import_floor"], 3),
        entries=found["entries"],
        decision_ms=spread(decisions, 2),
        decision_floor_ms=round(found["decision_floor"] * 1000, 2),
        plan_page_ms=plan_page["milliseconds"],
        plan_page_kb=round((plan_page["bytes"] + asset_bytes) / 1000, 1),
        board_ms=found["board"]["milliseconds"],
        ten_years_ms=found["ten_years"]["milliseconds"],
        ten_years_entries=found["ten_years_entries"],
        summary_districts=found["summary_districts"],
        summary_seconds=spread(found["summary"], 2),
    )


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


def simulating(found: Mapping[str, Any]) -> Simulating:
    """Out of what `simulating` told."""
    return Simulating(**found)


def simulating_targets(found: Simulating) -> Iterator[Target]:
    """A simulated decision costs no more than one that people take."""
    name = "a simulated decision ÷ one by the verbs that people use"
    yield _most(name, round(found.simulated_ms / found.verbs_ms, 2), MOST_SIMULATED)


def _least(name: str, found: float, wanted: float) -> Target:
    return Target(name, f"≥ {wanted:g}", found, found >= wanted)


def _most(name: str, found: float, wanted: float) -> Target:
    return Target(name, f"< {wanted:g}", found, found < wanted)


def as_dict(found: Results) -> dict[str, object]:
    """For JSON."""
    return asdict(found)


def table(found: Results) -> Iterator[str]:
    """All figures as Markdown."""
    yield (
        f"Python {found.python}, SQLite {found.sqlite}, {found.cores} cores; medians of"
        f" {found.runs} interleaved runs, least and most in brackets."
    )
    yield ""
    yield from _sizes(found.sizes)
    yield ""
    yield "| | ours | plain docxtpl |"
    yield "|---|---|---|"
    one = found.rendering
    yield f"| one order rendered, ms | {_range(one.ours_ms)} | {_range(one.plain_docxtpl_ms)} |"
    yield ""
    yield "| | seconds |"
    yield "|---|---|"
    yield f"| `prasan --help` | {_range(found.help_seconds)} |"
    drafted = found.decision_to_draft_seconds
    yield f"| with `up`: from a decision to the finished draft | {_range(drafted)} |"
    batched = found.batch
    yield f"| {batched.papers} invitations rendered | {_range(batched.seconds)} |"
    pdfs = _range(batched.pdf_seconds) if batched.pdf_seconds else "not measured: no LibreOffice"
    yield f"| their PDFs in one call of LibreOffice | {pdfs} |"
    yield ""
    yield from _desk(found.desk)
    yield ""
    yield from _years(found.years)
    yield ""
    yield from _planning(found.planning)
    yield ""
    yield from _simulating(found.simulating)
    yield ""
    yield "| what it must reach | wanted | found | |"
    yield "|---|---|---|---|"
    for target in found.targets:
        verdict = "pass" if target.passed else "**miss**"
        yield f"| {target.name} | {target.wanted} | {target.found:g} | {verdict} |"


def _desk(found: Desk) -> Iterator[str]:
    yield (
        f"| the desk over {found.districts} districts, {found.entries:,} entries,"
        f" {found.documents:,} papers | |"
    )
    yield "|---|---|"
    yield f"| inserted, seconds | {found.bulk_seconds:g} |"
    yield f"| verified, seconds | {found.verify_seconds:g} |"
    yield f"| pages of the route table measured | {found.pages} |"
    yield f"| a page, ms, median of all | {found.median_page_ms:g} |"
    yield f"| the slowest: `{found.slowest}`, ms | {found.slowest_ms:g} |"
    yield f"| the heaviest: `{found.heaviest}`, first visit, kB | {found.heaviest_kb:g} |"
    download, spent = found.slowest_download, found.slowest_download_ms
    yield f"| the slowest download: `{download}`, ms | {spent:g} |"
    for said in found.not_measured:
        yield f"| not measured | {said} |"


def _years(found: Years) -> Iterator[str]:
    yield (
        f"| {found.districts} districts, {found.rows:,} rows in the tables that a sweep asks,"
        f" {found.gigabytes:g} GB | seconds |"
    )
    yield "|---|---|"
    yield f"| a sweep with nothing due | {_range(found.nothing_due_seconds)} |"
    yield f"| a whole tick with nothing due | {_range(found.tick_seconds)} |"
    yield f"| the same, of the processor | {_range(found.tick_processor)} |"
    yield f"| a sweep that writes {found.due} lapses and events down | {found.due_seconds:g} |"
    yield f"| the same, of the processor | {found.due_processor:g} |"
    moved = f"| {found.transferred} districts by one transfer file"
    yield f"{moved} | {found.transfer_seconds:g} |"
    yield f"{moved}, what would follow | {found.transfer_what_if_seconds:g} |"


def _planning(found: Planning) -> Iterator[str]:
    yield f"| a fiscal year in {found.districts} districts | ours | floor |"
    yield "|---|---|---|"
    opened, turned = found.opening_seconds, found.turning_seconds
    yield f"| {found.opened} years opened, seconds | {opened:g} | {found.opening_floor:g} |"
    name = f"1 October: {found.turned} written down, seconds"
    yield f"| {name} | {turned:g} | {found.turning_floor:g} |"
    brought = found.import_seconds
    yield f"| 500 rows of a workbook brought in, seconds | {brought:g} | {found.import_floor:g} |"
    decided, floor = _range(found.decision_ms), found.decision_floor_ms
    yield f"| a decision beside {found.entries} entries, ms | {decided} | {floor:g} |"
    page = f"{found.plan_page_ms:g} ms, {found.plan_page_kb:g} kB"
    yield f"| a plan's page of 60 rows, first visit | {page} | |"
    yield f"| the year board of {found.summary_districts} districts, ms | {found.board_ms:g} | |"
    ten = f"a district's page after ten years, {found.ten_years_entries} entries, ms"
    yield f"| {ten} | {found.ten_years_ms:g} | |"
    yield f"| the provincial summary, seconds | {_range(found.summary_seconds)} | |"


def _simulating(found: Simulating) -> Iterator[str]:
    yield "| a decision with its papers and effects | ms of the processor |"
    yield "|---|---|"
    each = f"{found.in_a_district_and_year:g} a district and year"
    simulated = f"simulated, of {found.decisions} ({each}), papers by their facts"
    yield f"| {simulated} | {found.simulated_ms:g} |"
    verbs = f"by the verbs that people use, of {found.verbs_decisions}, papers rendered"
    yield f"| {verbs} | {found.verbs_ms:g} |"


def _sizes(sizes: Sequence[Size]) -> Iterator[str]:
    yield (
        "| N instances of 22 decisions | " + " | ".join(str(one.instances) for one in sizes) + " |"
    )
    yield "|---" * (len(sizes) + 1) + "|"
    for name, cells in (
        ("decisions per second", [_range(one.decisions_per_second) for one in sizes]),
        ("floor: the same rows by plain sqlite3", [_range(one.floor_per_second) for one in sizes]),
        ("ours ÷ floor", [_range(one.of_floor) for one in sizes]),
        ("reopen and advance, ms, median", [f"{one.latency_ms_median:g}" for one in sizes]),
        ("reopen and advance, ms, 95th percentile", [f"{one.latency_ms_p95:g}" for one in sizes]),
        ("bytes per instance", [f"{one.bytes_per_instance:,}" for one in sizes]),
        ("peak memory, MiB", [f"{one.peak_mib:g}" for one in sizes]),
    ):
        yield f"| {name} | " + " | ".join(cells) + " |"


def _range(one: Spread) -> str:
    return f"{one.median:g} ({one.least:g} – {one.most:g})"
