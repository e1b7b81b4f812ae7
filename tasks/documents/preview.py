"""What a PDF looks like on its first page, and how many pages it has."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from registry.refusals import Refusal
from tasks.documents.png import GREY, png

# 16 greys are enough for black on white, and a third of what pdftoppm's own PNG weighs.
_DEPTH, _NO_FILTER = 4, b"\0"
_PGM = re.compile(rb"P5\s+(\d+)\s+(\d+)\s+255\s")
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_DOTS_PER_INCH = 75
_SECONDS = 20


class NoPreview(Refusal):
    """Pictures of pages are made by pdftoppm, and it is not installed here, or failed."""


def can_show_pages() -> bool:
    """Whether pdftoppm is there."""
    return shutil.which("pdftoppm") is not None


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of LibreOffice has."""
    return len(_PAGE.findall(pdf))


def first_page(pdf: bytes) -> bytes:
    """The first page as a PNG picture. Raises NoPreview."""
    program = shutil.which("pdftoppm")
    if program is None:
        raise NoPreview
    with tempfile.TemporaryDirectory(prefix="prasan-preview-") as name:
        folder = Path(name)
        source, picture = folder / "sample.pdf", folder / "page.pgm"
        source.write_bytes(pdf)
        command = [
            program, "-gray", "-singlefile", "-f", "1", "-l", "1", "-r", str(_DOTS_PER_INCH),
            str(source), str(picture.with_suffix("")),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, timeout=_SECONDS, capture_output=True)  # noqa: S603 (our own command, no shell)
            return _as_png(picture.read_bytes())
        except (subprocess.SubprocessError, OSError) as error:
            raise NoPreview from error


def _as_png(pgm: bytes) -> bytes:
    """A picture in greys (PGM, a byte a point) as a small PNG."""
    head = _PGM.match(pgm)
    if head is None:
        raise NoPreview
    width, height = int(head[1]), int(head[2])
    points = pgm[head.end() :]
    rows = (points[width * row : width * (row + 1)] for row in range(height))
    packed = b"".join(_NO_FILTER + _in_pairs(row) for row in rows)
    return png(width, height, _DEPTH, GREY, packed)


def _in_pairs(row: bytes) -> bytes:
    even = row + b"\xff" * (len(row) % 2)
    return bytes((a & 0xF0) | (b >> _DEPTH) for a, b in zip(even[::2], even[1::2], strict=True))
