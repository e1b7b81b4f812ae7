"""The figures of a run as a table, for people."""

from collections.abc import Iterator, Sequence

from benchmarks.decision_figures import Clients, Size, Verbs
from benchmarks.registry_figures import Commands, Desk, Loading, Planning, Simulating, Years
from benchmarks.spreads import Spread
from benchmarks.targets import Results


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
    yield from _desk(found.large.desk)
    yield ""
    yield from _years(found.large.years)
    yield ""
    yield from _planning(found.large.planning)
    yield ""
    yield from _simulating(found.large.simulating)
    yield ""
    yield from _commands(found.large.commands)
    yield ""
    yield from _loading(found.large.loading)
    yield ""
    yield from _verbs(found.decisions.verbs)
    yield ""
    yield from _postgresql("a process each", found.decisions.postgresql)
    yield ""
    yield from _postgresql("threads of two processes", found.decisions.of_desk)
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
    empty = found.waited_for["empty"]
    for name in ("inbox", "district", "gate"):
        spent = found.waited_for[name]
        yield f"| the {name}'s page, ms of the processor (an empty answer {empty:g}) | {spent:g} |"
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
    yield f"| of the clock, in {found.processes} processes | {found.clock_ms:g} |"
    verbs = f"by the verbs that people use, of {found.verbs_decisions}, papers rendered"
    yield f"| {verbs} | {found.verbs_ms:g} |"


def _commands(found: Commands) -> Iterator[str]:
    yield "| from cold | seconds of the processor | ÷ libraries or floor |"
    yield "|---|---|---|"
    yield f"| Python and the libraries alone | {found.libraries:g} | |"
    for name, spent in (
        (f"`prasan waiting`, {found.districts} districts", found.waiting),
        ("`prasan why`", found.why),
        ("`prasan show`", found.show),
        ("`prasan decide`", found.decide),
    ):
        yield f"| {name} | {spent:g} | {spent / found.libraries:.1f} |"
    times = found.chains / found.chains_floor
    chains = f"the chains verified; read and hashed {found.chains_floor:.2g}"
    yield f"| {chains} | {found.chains:g} | {times:.1f} |"
    times = found.verified / found.chains_floor
    yield f"| the whole verified | {found.verified:g} | {times:.1f} |"


def _loading(found: Loading) -> Iterator[str]:
    yield (
        f"| inbox, district and gate over PostgreSQL: {found.processes} processes,"
        f" {found.connections} connections | |"
    )
    yield "|---|---|"
    yield f"| pages a second | {found.per_second:g} |"
    times = found.per_second / found.health_per_second
    yield f"| ÷ empty answers a second ({found.health_per_second:g}) | {times:.3f} |"
    yield f"| a page, ms, median and 99th of a hundred | {found.median_ms:g}, {found.p99_ms:g} |"
    yield f"| a page, ms of the servers' processor | {found.processor_ms:g} |"


def _verbs(found: Verbs) -> Iterator[str]:
    yield "| a decision, its effects left out | ms of the processor |"
    yield "|---|---|"
    yield f"| at real gates, an establishment up to its order | {_range(found.real_ms)} |"
    yield f"| at a journal of {found.entries} entries | {_range(found.long_ms)} |"


def _postgresql(who: str, found: Sequence[Clients]) -> Iterator[str]:
    numbers = " | ".join(str(one.clients) for one in found)
    yield f"| clients of PostgreSQL, {who} | {numbers} |"
    yield "|---" * (len(found) + 1) + "|"
    for name, cells in (
        ("decisions per second", [_range(one.decisions_per_second) for one in found]),
        ("floor: the same rows by psycopg", [_range(one.floor_per_second) for one in found]),
        ("ours ÷ floor", [_range(one.of_floor) for one in found]),
    ):
        yield f"| {name} | " + " | ".join(cells) + " |"


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
