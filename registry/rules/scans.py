"""Whether a scan can be opened: a PDF whose pages can be counted, a picture that is whole."""

import logging
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from types import FrameType
from typing import TYPE_CHECKING

from registry.rules.uploads import JPEG, PDF, PNG

if TYPE_CHECKING:
    from pypdf import PdfReader

_PDF_START, _PDF_END, _LAST = b"startxref", b"%%EOF", 1024  # bytes among which each stands
_PDF_WORK = 4_000_000  # steps, three seconds; the most for 300 scanned pages is a million
_BYTES_A_STEP = 25  # copied, searched or unpacked in the time of a step
_PDF_UNPACKED = 8 * 1024 * 1024  # bytes that one list of objects may hold; the reader allows 75 MB
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # segments that say how large it is
_JPEG_FILL, _JPEG_ROWS, _JPEG_END = 0xFF, 0xDA, b"\xff\xd9"
_PNG_HEAD, _PNG_ROWS, _PNG_END = b"IHDR", b"IDAT", b"IEND"


class ScanDamagedError(ValueError):
    """The file is cut off, or what it begins as does not follow."""


class PdfLockedError(ValueError):
    """The PDF is under a password."""


class _LongReadingError(BaseException):
    """Opening a PDF takes more steps than a scan needs; no Exception, which the reader catches."""


def require_whole(kind: str, content: bytes) -> None:
    """Raises PdfLockedError or ScanDamagedError where a scan of that media type cannot be shown."""
    ends = {PDF: _ended_pdf, PNG: _whole_png, JPEG: _whole_jpeg}
    if not ends[kind](content):
        raise ScanDamagedError
    if kind == PDF:
        opened_pdf(content)


def opened_pdf(content: bytes) -> "PdfReader":
    """Its reader, which has found the first page. Raises PdfLockedError or ScanDamagedError."""
    from pypdf import PdfReader, apply_configuration  # noqa: PLC0415 (100 ms that commands without scans need not pay)

    # What it says of a damaged file, a line an object, a refusal says in one sentence.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    unpacked = apply_configuration(zlib_maximum_output_length=_PDF_UNPACKED)
    with pdf_damage(), _bounded(), unpacked:
        reader = PdfReader(BytesIO(content))
        locked = reader.is_encrypted
        if not locked:
            reader.pages[0]
    if locked:
        raise PdfLockedError
    return reader


@contextmanager
def _bounded() -> Iterator[None]:
    """Hold the reader to so many steps: of a file made for that it reads all for each object.

    Steps are counted, not time: a file is judged alike on every machine. Raises ScanDamagedError.
    """
    left = _PDF_WORK

    def count(_frame: FrameType, event: str, value: object) -> None:
        nonlocal left
        left -= 1
        if event == "return" and isinstance(value, bytes):
            left -= len(value) // _BYTES_A_STEP
        if left < 0:
            raise _LongReadingError

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    except _LongReadingError as error:
        raise ScanDamagedError from error
    finally:
        sys.setprofile(before)


@contextmanager
def pdf_damage() -> Iterator[None]:
    """What the reader says of a file that is damaged, or was made so, as ScanDamagedError.

    It asserts, and asks of one kind of object what another has.
    """
    from pypdf.errors import PyPdfError  # noqa: PLC0415 (as above)

    try:
        yield
    except (
        PyPdfError, ValueError, LookupError, TypeError, AttributeError, AssertionError,
        ArithmeticError, RecursionError, NotImplementedError, OSError, zlib.error, struct.error,
    ) as error:  # fmt: skip
        raise ScanDamagedError from error


def _ended_pdf(content: bytes) -> bool:
    """Whether it says at its end where its pages are listed: a reader goes through all for that."""
    end = content.rfind(_PDF_END, max(len(content) - _LAST, 0))
    return _PDF_START in content[max(end - _LAST, 0) : max(end, 0)]


def _whole_png(content: bytes) -> bool:
    """Whether each of its parts is as its sum says, to the last."""
    names = []
    at = 8
    while at + 12 <= len(content):
        size = int.from_bytes(content[at : at + 4])
        name, end = content[at + 4 : at + 8], at + 8 + size
        if content[end : end + 4] != struct.pack(">I", zlib.crc32(content[at + 4 : end])):
            return False
        names.append(name)
        if name == _PNG_END:
            return names[0] == _PNG_HEAD and _PNG_ROWS in names
        at = end + 4
    return False


def _whole_jpeg(content: bytes) -> bool:
    """Whether its size is said before its rows, and they come to an end."""
    sized = False
    for marker, at in _jpeg_segments(content):
        sized |= marker in _JPEG_SIZES
        if marker == _JPEG_ROWS:
            return sized and _JPEG_END in content[at:]
    return False


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Marker and place of each segment up to the first rows."""
    at = 2
    while content[at : at + 1] == b"\xff" and at + 4 <= len(content):
        marker = content[at + 1]
        if marker == _JPEG_FILL:
            at += 1
            continue
        yield marker, at
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
