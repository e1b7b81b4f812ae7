"""What a paper costs, alone and among many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.spreads import Spread, spread


@dataclass(frozen=True)
class Rendering:
    """One order as a .docx, in milliseconds; `times` is plain ÷ ours."""

    ours_ms: Spread
    plain_docxtpl_ms: Spread
    times: float


def rendering(ours: Sequence[float], plain: Sequence[float]) -> Rendering:
    """Both in milliseconds."""
    return Rendering(
        spread([one * 1000 for one in ours], 2),
        spread([one * 1000 for one in plain], 2),
        round(median(plain) / median(ours), 2),
    )


@dataclass(frozen=True)
class Batch:
    """All invitations of a meeting, and their PDFs; None where LibreOffice is not installed.

    `many` are those of a hundred meetings, rendered one after the other.
    """

    papers: int
    seconds: Spread
    pdf_seconds: Spread | None
    many: int
    many_seconds: float


def batch(found: Mapping[str, Sequence[float]]) -> Batch:
    """Out of what the worker told."""
    converted = found["converted"]
    return Batch(
        round(found["papers"][0]),
        spread(found["rendered"]),
        spread(converted) if converted else None,
        round(found["many"][0]),
        round(found["many_rendered"][0], 1),
    )
