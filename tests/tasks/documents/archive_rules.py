"""What PDF/A-2b (ISO 19005-2) asks of a PDF, as far as pypdf can tell: no veraPDF, but our own."""

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Keys and actions of what runs, is fetched from elsewhere, or is another file.
FORBIDDEN_KEYS = {"/JS", "/AA", "/EmbeddedFiles", "/AcroForm", "/XFA", "/Collection"}
FORBIDDEN_ACTIONS = {
    "/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/SubmitForm",
    "/Hide", "/GoToR", "/GoToE", "/Rendition", "/Trans", "/SetOCGState",
}  # fmt: skip
FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}


def claimed(pdf: bytes) -> str | None:
    """The part and level of PDF/A that the file says it keeps to; None where it says of none."""
    data = _metadata(PdfReader(io.BytesIO(pdf)))
    if data is None:
        return None
    part, level = (next(data.iter(f"{PDFA}{one}"), None) for one in ("part", "conformance"))
    return None if part is None or level is None else f"{part.text}{level.text}"


def archive_misfits(pdf: bytes) -> list[str]:
    """What keeps the file from being PDF/A-2b; empty where nothing does."""
    read = PdfReader(io.BytesIO(pdf))
    if read.is_encrypted:
        return ["encrypted"]
    return [*_of_file(read, pdf), *_of_title(read), *_of_objects(read)]


def _of_file(read: PdfReader, pdf: bytes) -> Iterator[str]:
    if claimed(pdf) != "2B":
        yield f"says that it is PDF/A-{claimed(pdf)}"
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", pdf):
        yield "head"
    if not read.trailer.get("/ID"):
        yield "no identifier"
    intents = _resolved(read.root_object.get("/OutputIntents")) or ()
    profiles = [_resolved(one).get("/DestOutputProfile") for one in intents]
    if not any(isinstance(_resolved(one), StreamObject) for one in profiles):
        yield "no profile of its colours"
    if set(_resolved(read.root_object.get("/Names")) or ()) & FORBIDDEN_KEYS:
        yield "files in it, or scripts"


def _of_title(read: PdfReader) -> Iterator[str]:
    data = _metadata(read)
    titles = [] if data is None else ["".join(one.itertext()).strip() for one in data.iter(TITLE)]
    if read.metadata is None or titles != [read.metadata.title]:
        yield f"two titles: {titles}"


def _metadata(read: PdfReader) -> etree._Element | None:
    stream = _resolved(read.root_object.get("/Metadata"))
    return etree.fromstring(stream.get_data()) if isinstance(stream, StreamObject) else None


def _of_objects(read: PdfReader) -> Iterator[str]:
    for number in range(1, int(str(read.trailer["/Size"]))):
        one = _object(read, number)
        for inner in _dictionaries(one):
            yield from _of_dictionary(inner, number)


def _object(read: PdfReader, number: int) -> Any:
    known = any(number in numbers for numbers in read.xref.values()) or number in read.xref_objStm
    return read.get_object(IndirectObject(number, 0, read)) if known else None


def _dictionaries(one: Any) -> Iterator[DictionaryObject]:
    """The dictionary and those within it that are no objects of their own."""
    if isinstance(one, DictionaryObject):
        yield one
        for inner in one.values():
            yield from _dictionaries(inner)
    elif isinstance(one, ArrayObject):
        for inner in one:
            yield from _dictionaries(inner)


def _of_dictionary(one: DictionaryObject, number: int) -> Iterator[str]:
    for key in FORBIDDEN_KEYS & set(one):
        yield f"{key} in object {number}"
    if str(one.get("/S", "")) in FORBIDDEN_ACTIONS and "/P" not in one:
        yield f"{one['/S']} in object {number}"
    if str(one.get("/Type", "")) == "/FontDescriptor" and not FONT_FILES & set(one):
        yield f"{one.get('/FontName')} is not in it"
    if str(one.get("/Type", "")) == "/Font" and not _has_descriptor(one):
        yield f"{one.get('/BaseFont')} is not in it"
    if isinstance(one, StreamObject) and "/F" in one:
        yield f"object {number} lies in another file"
    if "/LZWDecode" in str(one.get("/Filter", "")):
        yield f"LZW in object {number}"


def _has_descriptor(font: DictionaryObject) -> bool:
    """Of a font that is made of others these are asked; a font of drawings has none."""
    return str(font.get("/Subtype")) in ("/Type0", "/Type3") or "/FontDescriptor" in font


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value
