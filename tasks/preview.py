"""What a PDF looks like on its first page, and how many pages it has."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from registry.refusals import Refusal

_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_DOTS_PER_INCH = 75
_SECONDS = 20


class NoPreview(Refusal):
    """Pictures of pages are made by pdftoppm, and it is not installed here, or failed."""

    code = "no_preview"


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
        source, picture = folder / "sample.pdf", folder / "page.png"
        source.write_bytes(pdf)
        command = [
            program, "-png", "-singlefile", "-f", "1", "-l", "1", "-r", str(_DOTS_PER_INCH),
            str(source), str(picture.with_suffix("")),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, timeout=_SECONDS, capture_output=True)  # noqa: S603 (our own command, no shell)
            return picture.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise NoPreview from error
