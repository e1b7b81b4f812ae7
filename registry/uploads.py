"""Scans as they come in: read from a file, and refused where they are none."""

from pathlib import Path

from config.secrecy import secrecy
from registry.given_files import read_given
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.file_names import brought_name
from registry.rules.scan_names import is_stamped
from registry.rules.scans import PdfLockedError, ScanDamagedError, require_whole
from registry.rules.uploads import scan_kind, too_large


class ScanNotReadable(Refusal):
    """There is no such file, or it cannot be read."""


class ScanTooLarge(Refusal):
    """The scan is larger than the registry takes."""


class ScanWrongKind(Refusal):
    """Neither a PDF nor a picture (PNG, JPEG), whatever its name says."""


class ScanEmpty(Refusal):
    """A file without a single byte."""


class ScanDamaged(Refusal):
    """A PDF or a picture that is cut off or damaged."""


class ScanLocked(Refusal):
    """A PDF under a password."""


class ScanClassified(Refusal):
    """Its name says that the paper is classified: such a paper is registered, never uploaded."""


def read_scan(path: Path, megabytes: int, *, field: str = "--scan") -> Upload:
    """The scan in that file. Raises ScanNotReadable, FileIsNone, and what
    `checked_scan` raises.
    """
    try:
        if too_large(path.stat().st_size, megabytes):
            raise ScanTooLarge(field=field, file=path.name, megabytes=megabytes)
        content = read_given(path, megabytes, field=field)
    except OSError as error:
        raise ScanNotReadable(field=field, file=path.name) from error
    return checked_scan(path.name, content, megabytes, field=field)


def checked_scan(
    file_name: str, content: bytes, megabytes: int, *, field: str = "--scan"
) -> Upload:
    """The scan with its true media type, its name without folders.

    Raises ScanClassified, ScanEmpty, ScanTooLarge, ScanWrongKind, ScanDamaged or ScanLocked.
    """
    file_name = brought_name(file_name)
    if is_stamped(file_name, secrecy().stamps):
        raise ScanClassified(field=field, file=file_name)
    if not content:
        raise ScanEmpty(field=field, file=file_name)
    if too_large(len(content), megabytes):
        raise ScanTooLarge(field=field, file=file_name, megabytes=megabytes)
    kind = scan_kind(content)
    if kind is None:
        raise ScanWrongKind(field=field, file=file_name)
    try:
        require_whole(kind, content)
    except PdfLockedError as error:
        raise ScanLocked(field=field, file=file_name) from error
    except ScanDamagedError as error:
        raise ScanDamaged(field=field, file=file_name) from error
    return Upload(file_name, kind, content)
