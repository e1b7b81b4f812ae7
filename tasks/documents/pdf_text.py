"""Whether a PDF that LibreOffice made shows what its document says, without reading it all.

A font that is damaged leaves white pages, or one sign for every letter, and LibreOffice says
nothing of it.
"""

import re
import zlib

from tasks.documents.docx_files import DOCUMENT, W, parse, read_parts

HEAD, TAIL = b"%PDF-", b"%%EOF"
FEW = 8  # letters: so short a text is not judged
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"(?:<[0-9A-Fa-f]+>|\[[^\]]*\])\s*T[jJ]\b")
_CODES = re.compile(rb"<([0-9A-Fa-f]+)>")


def is_pdf(content: bytes) -> bool:
    """Whether it begins and ends as a PDF does."""
    return content.startswith(HEAD) and TAIL in content[-1024:]


def is_blank_copy(pdf: bytes, docx: bytes) -> bool:
    """Whether the document has letters that the PDF made of it does not show."""
    letters = len(_letters(docx))
    # Of whole papers there are 1.3 signs or more to each letter (vowels, tones, digits); with a
    # damaged font one in four at most.
    return letters > FEW and 2 * len(_signs(pdf)) < letters


def _letters(docx: bytes) -> set[str]:
    tree = parse(DOCUMENT, read_parts(docx)[DOCUMENT])
    return {letter for one in tree.iter(f"{W}t") for letter in one.text or "" if letter.isalpha()}


def _signs(pdf: bytes) -> set[int]:
    """The codes of the signs that are shown, of all fonts together."""
    found: set[int] = set()
    for stream in _STREAM.finditer(pdf):
        try:
            drawn = zlib.decompress(stream[1])
        except zlib.error:  # a picture, or a font
            continue
        for shown in _SHOWN.finditer(drawn):
            for codes in _CODES.findall(shown[0]):
                found.update(bytes.fromhex(codes.decode().ljust(len(codes) + len(codes) % 2, "0")))
    return found
