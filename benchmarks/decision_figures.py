"""What a decision costs: at each size, at real gates, on PostgreSQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from benchmarks.spreads import Spread, spread


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


@dataclass(frozen=True)
class Verbs:
    """A decision at real gates, and one at the end of a long journal: ms of the processor."""

    real_ms: Spread
    entries: int
    long_ms: Spread


def verbs(found: Mapping[str, Any]) -> Verbs:
    """Out of what `verbs` told."""
    return Verbs(spread(found["real_ms"], 2), found["entries"], spread(found["long_ms"], 2))


@dataclass(frozen=True)
class Clients:
    """Decisions a second of so many clients of PostgreSQL, each at districts of its own."""

    clients: int
    decisions_per_second: Spread
    floor_per_second: Spread
    of_floor: Spread


def clients(found: Mapping[str, Any]) -> tuple[Clients, ...]:
    """Out of what `postgresql` told; a ratio is taken of runs that stood side by side."""
    return tuple(
        Clients(
            int(number),
            spread(one["ours"], 0),
            spread(one["floor"], 0),
            spread([a / b for a, b in zip(one["ours"], one["floor"], strict=True)]),
        )
        for number, one in found.items()
    )


@dataclass(frozen=True)
class Decisions:
    """What a decision costs where the sizes do not tell: at real gates, on PostgreSQL.

    There a client is a process, and in `of_desk` a thread of one of two processes.
    """

    verbs: Verbs
    postgresql: tuple[Clients, ...]
    of_desk: tuple[Clients, ...]
