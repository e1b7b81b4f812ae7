"""What is measured over registries of the size of a province or the country."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.spreads import Spread, spread


@dataclass(frozen=True)
class Desk:
    """The pages over the bulk registry: the slowest and the heaviest, and which these are.

    A page's size is that of its first visit, style, scripts and fonts beside it, before packing.
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
    waited_for: Mapping[str, float]


def desk(bulk: Mapping[str, Any], pages: Mapping[str, Any]) -> Desk:
    """Out of what `bulk` and `pages` told."""
    measured = [one for one in pages["measured"] if one["is_page"]]
    downloads = [one for one in pages["measured"] if not one["is_page"]]
    longest = max(downloads, key=lambda one: one["milliseconds"])
    slowest = max(measured, key=lambda one: one["milliseconds"])
    heaviest = max(measured, key=first_visit_kb)
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
        heaviest_kb=first_visit_kb(heaviest),
        heaviest=heaviest["path"],
        slowest_download_ms=longest["milliseconds"],
        slowest_download=longest["path"],
        not_measured=tuple(pages["left"]),
        waited_for=pages["waited_for"],
    )


def first_visit_kb(page: Mapping[str, Any]) -> float:
    """The page and what its first visit fetches beside it, before packing."""
    loaded: int = page["bytes"] + page["beside"]
    return round(loaded / 1000, 1)


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


def planning(found: Mapping[str, Any]) -> Planning:
    """Out of what `planning` told."""
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
        plan_page_kb=first_visit_kb(plan_page),
        board_ms=found["board"]["milliseconds"],
        ten_years_ms=found["ten_years"]["milliseconds"],
        ten_years_entries=found["ten_years_entries"],
        summary_districts=found["summary_districts"],
        summary_seconds=spread(found["summary"], 2),
    )


@dataclass(frozen=True)
class Simulating:
    """A decision of a simulation beside one by the verbs that people use, of the processor.

    `simulated_ms` is of all `processes` together, `clock_ms` what one took by the clock.
    """

    decisions: int
    in_a_district_and_year: float
    processes: int
    simulated_ms: float
    clock_ms: float
    verbs_decisions: int
    verbs_ms: float


@dataclass(frozen=True)
class Loading:
    """Requests a second of the pages, and of what reads nothing; how long a page took, in ms.

    `processor_ms`: what the server's processes took of the processor for one page.
    """

    processes: int
    connections: int
    per_second: float
    health_per_second: float
    median_ms: float
    p99_ms: float
    processor_ms: float


@dataclass(frozen=True)
class Commands:
    """Seconds of the processor; `districts` is in how many something waits."""

    libraries: float
    waiting: float
    why: float
    show: float
    decide: float
    districts: int
    chains: float
    chains_floor: float
    verified: float


@dataclass(frozen=True)
class Large:
    """What is measured over registries of the size of a province or the country."""

    desk: Desk
    years: Years
    planning: Planning
    simulating: Simulating
    loading: Loading
    commands: Commands
