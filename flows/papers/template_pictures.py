"""A sample as PDF and as a picture: made by LibreOffice where there is one, kept by its hash."""

import re
from dataclasses import dataclass
from pathlib import Path

from config.settings import Settings
from registry.refusals import Refusal
from tasks.documents.fonts import put_fonts
from tasks.documents.pdf import ConversionFailed, NoLibreOffice, libreoffice, to_pdf
from tasks.documents.preview import can_show_pages, first_page, page_count
from tasks.documents.rendering import content_hash

_HASH = re.compile(r"[0-9a-f]{64}")


class SampleNotShown(Refusal):
    """LibreOffice made no PDF of the sample."""


class TemplateTooManyPages(Refusal):
    """The sample fills more pages than the field sheet expects of such a paper."""


@dataclass(frozen=True)
class Pages:
    """How many pages a sample fills; None where none are expected, or nothing counts them."""

    count: int | None
    most: int | None

    @property
    def problem(self) -> Refusal | None:
        """What is wrong with it, if anything is."""
        if self.count is None or self.most is None or self.count <= self.most:
            return None
        return TemplateTooManyPages(field="template", number=self.count, most=self.most)


def pages_of(sample: bytes, most: int | None, settings: Settings) -> Pages:
    """The pages of the sample beside those that are expected; `most` None: any number will do."""
    if most is None or libreoffice() is None:
        return Pages(None, most)
    return Pages(page_count(sample_pdf(sample, settings)), most)


def sample_pdf(sample: bytes, settings: Settings) -> bytes:
    """The sample as PDF. Raises NoLibreOffice or SampleNotShown."""
    file = _place(sample, settings, "pdf")
    return file.read_bytes() if file.is_file() else _kept(file, _converted(sample, settings))


def sample_picture(sample: bytes, settings: Settings) -> bytes:
    """The sample's first page as a PNG. Raises NoLibreOffice, SampleNotShown or NoPreview."""
    file = _place(sample, settings, "png")
    if file.is_file():
        return file.read_bytes()
    return _kept(file, first_page(sample_pdf(sample, settings)))


def can_picture() -> bool:
    """Whether this machine has what pictures of papers are made with."""
    return libreoffice() is not None and can_show_pages()


def kept_picture(name: str, settings: Settings) -> bytes | None:
    """The picture of a sample by the hash of its content; None where none was made."""
    if not _HASH.fullmatch(name):
        return None
    file = settings.home / "previews" / f"{name}.png"
    return file.read_bytes() if file.is_file() else None


def _converted(sample: bytes, settings: Settings) -> bytes:
    if libreoffice() is None:
        raise NoLibreOffice
    fonts = put_fonts(settings.home / "fonts")
    try:
        return to_pdf([sample], timeout=settings.libreoffice_seconds, fonts=fonts)[0]
    except ConversionFailed as error:
        raise SampleNotShown(problem=str(error)) from error


def _place(sample: bytes, settings: Settings, suffix: str) -> Path:
    return settings.home / "previews" / f"{content_hash(sample)}.{suffix}"


def _kept(file: Path, content: bytes) -> bytes:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f"{file.suffix}.part")  # one cut short by a full disk would be shown
    part.write_bytes(content)
    part.replace(file)
    return content
