"""A .docx as the pages it has in Word: a PDF made by LibreOffice from an adjusted copy.

It is made for the archive, as PDF/A-2b (ISO 19005-2): fonts and colours are in it, and nothing
that runs or is fetched from elsewhere.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from lxml import etree

from config.documents import document_defaults
from registry.refusals import Refusal
from tasks.documents.docx_files import TEXT_PART, W, as_part, parse, read_parts, write_parts
from tasks.documents.docx_properties import locale_of
from tasks.documents.line_rooms import LineRooms
from tasks.documents.pdf_text import is_blank_copy, is_pdf
from tasks.documents.word_joiners import hold_together

_STYLES = "word/styles.xml"
_OPTIONS = {
    "SelectPdfVersion": {"type": "long", "value": "2"},  # PDF/A-2b
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
}
_FORMAT = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS, separators=(',', ':'))}"
_PAGE_IN_THAI = re.compile(r"(PAGE)\s*\\\*\s*ThaiArabic")


class NoLibreOffice(Refusal):
    """PDF copies are made by LibreOffice, and it is not installed here."""

    code = "no_libreoffice"


class ConversionFailed(Exception):
    """LibreOffice took too long, said that it failed, or left no PDF that shows the text."""


def libreoffice() -> Path | None:
    """The LibreOffice of this machine, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else None


def to_pdf(docx_files: Sequence[bytes], *, timeout: float, fonts: Path) -> list[bytes]:
    """The documents as PDF, in their order, by one call of LibreOffice.

    `timeout` in seconds is for the whole call; `fonts` is the fontconfig file that
    `put_fonts` gave. Refused without LibreOffice; `ConversionFailed` where it fails. The
    bytes differ from call to call: hashes are taken of the .docx.
    """
    program = libreoffice()
    if program is None:
        raise NoLibreOffice
    if not docx_files:
        return []
    with tempfile.TemporaryDirectory(prefix="prasan-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources = [folder / f"{number:04}.docx" for number in range(len(docx_files))]
        for source, docx in zip(sources, docx_files, strict=True):
            source.write_bytes(pdf_copy(docx))
        _convert(program, sources, folder, fonts, timeout)
        return [_read(source.with_suffix(".pdf"), source.read_bytes()) for source in sources]


def _convert(program: Path, sources: list[Path], folder: Path, fonts: Path, timeout: float) -> None:
    command = [
        str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--convert-to", _FORMAT,
        "--outdir", str(folder), *map(str, sources),
    ]  # fmt: skip
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    # soffice starts soffice.bin: a group of its own, so that a late one is ended whole.
    with subprocess.Popen(  # noqa: S603 (our own command, no shell)
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                raise ConversionFailed(f"LibreOffice took over {timeout:g} seconds") from error
            raise
    if process.returncode:
        raise ConversionFailed(f"LibreOffice ended with status {process.returncode}")


def _read(file: Path, docx: bytes) -> bytes:
    if not file.exists():
        raise ConversionFailed(f"LibreOffice left no {file.name}")
    pdf = file.read_bytes()
    if not is_pdf(pdf):
        raise ConversionFailed(f"what LibreOffice left as {file.name} is no PDF")
    if is_blank_copy(pdf, docx):
        raise ConversionFailed("the pages show no text: a font of this machine is damaged")
    return pdf


def pdf_copy(docx: bytes) -> bytes:
    """The copy that LibreOffice is given, so that its pages are those of Word.

    It spreads the letters of a justified line and tears SARA AM from its consonant, prints a
    letter for a Thai page number, breaks words that no official would, parts a paragraph right
    after a table from the next it is to be kept with, and takes the language of Latin letters
    for that of the paper. The copy says flush left, a plain number in the font with Thai
    digits, U+2060 within protected words and names, two gaps of half a point (with one, the
    paragraph still parts where it fits as the last of its page), and one language throughout.
    The .docx itself stays as it is.
    """
    parts = read_parts(docx)
    locale, rooms = locale_of(parts), LineRooms(parts.get(_STYLES))
    changed: dict[str, bytes] = {}
    for name, content in parts.items():
        if name == _STYLES:
            changed[name] = _rewritten(name, content, partial(_adjust_styles, locale=locale))
        elif TEXT_PART.fullmatch(name):
            changed[name] = _rewritten(name, content, partial(_adjust_text, rooms=rooms))
    return write_parts({**parts, **changed})


def _rewritten(name: str, content: bytes, adjust: Callable[[etree._Element], None]) -> bytes:
    tree = parse(name, content)
    _flush_left(tree)
    adjust(tree)
    return as_part(tree)


def _flush_left(tree: etree._Element) -> None:
    for alignment in tree.iter(f"{W}jc"):
        if alignment.get(f"{W}val") == "thaiDistribute":
            alignment.set(f"{W}val", "left")


def _adjust_styles(tree: etree._Element, locale: str) -> None:
    defaults = document_defaults()
    for language in tree.iter(f"{W}lang"):
        language.set(f"{W}val", locale)
    for style in tree.iter(f"{W}style"):
        if style.get(f"{W}styleId") == defaults.pdf.digits_style:
            properties = etree.SubElement(style, f"{W}rPr")
            fonts = etree.SubElement(properties, f"{W}rFonts")
            for script in ("ascii", "hAnsi", "cs"):
                fonts.set(f"{W}{script}", defaults.stand_in.digits_family)


def _adjust_text(tree: etree._Element, rooms: LineRooms) -> None:
    for code in tree.iter(f"{W}instrText"):
        code.text = _PAGE_IN_THAI.sub(r"\1", code.text or "")
    for text in tree.iter(f"{W}t"):
        text.text = hold_together(text.text or "", rooms.of(text))
    for table in list(tree.iter(f"{W}tbl")):
        table.addnext(_gap_of_half_a_point())
        table.addnext(_gap_of_half_a_point())


def _gap_of_half_a_point() -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}keepNext")  # a table that is kept with the next stays so
    spacing = {"before": "0", "after": "0", "line": "10", "lineRule": "exact"}
    etree.SubElement(
        properties, f"{W}spacing", {f"{W}{name}": value for name, value in spacing.items()}
    )
    return paragraph
