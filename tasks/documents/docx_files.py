"""A .docx as its parts: read within limits, written with the same bytes every time."""

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from lxml import etree

from config.documents import ZipLimits
from registry.refusals import Refusal

DOCUMENT = "word/document.xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"

TEXT_PART = re.compile(r"word/(document|header\d*|footer\d*)\.xml")

# What zipfile says of a file that is none, or was cut, damaged or forged.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError,
    ValueError, LookupError, RuntimeError, OverflowError, MemoryError,
)  # fmt: skip

# The zip format's first day: a file's own time would make equal documents differ.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
ENCRYPTED = 0x1


class TemplateNotDocx(Refusal):
    """The file is no Word document."""


class TemplateTooLarge(Refusal):
    """The file, or what it unpacks to, is larger than a template can be."""


class BrokenPart(Exception):
    """A part is no well-formed XML, or declares entities."""

    def __init__(self, part: str, problem: str) -> None:
        super().__init__(f"{part}: {problem}")
        self.part = part
        self.problem = problem


def is_word(content: bytes) -> bool:
    """Whether the file is a Word document: told by what is packed in it, never by its name."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return DOCUMENT in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def read_parts(data: bytes, limits: ZipLimits | None = None) -> dict[str, bytes]:
    """The parts of a .docx by name, in the file's order.

    Refused: what is no .docx, and with `limits` what passes them, before it is unpacked.
    """
    if limits and len(data) > limits.file_bytes:
        raise TemplateTooLarge(field="template")
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            entries = file.infolist()
            _refuse_odd(entries)
            if limits and blows_up(entries, limits):
                raise TemplateTooLarge(field="template")
            parts = {entry.filename: file.read(entry) for entry in entries if not entry.is_dir()}
    except UNREADABLE as error:
        raise TemplateNotDocx(field="template") from error
    if DOCUMENT not in parts:
        raise TemplateNotDocx(field="template")
    return parts


def _refuse_odd(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    outside = any(name.startswith("/") or ".." in name.split("/") for name in names)
    encrypted = any(entry.flag_bits & ENCRYPTED for entry in entries)
    if outside or encrypted or len(names) != len(set(names)):
        raise TemplateNotDocx(field="template")


def blows_up(entries: list[zipfile.ZipInfo], limits: ZipLimits) -> bool:
    """Whether what they unpack to passes the limits."""
    blown_up = any(
        entry.file_size > limits.ratio_from_bytes
        and entry.file_size > limits.ratio * max(entry.compress_size, 1)
        for entry in entries
    )
    unpacked = sum(entry.file_size for entry in entries)
    return blown_up or len(entries) > limits.parts or unpacked > limits.unpacked_bytes


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a .docx or another .zip; equal parts in equal order give equal bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return packed.getvalue()


def parse(name: str, content: bytes) -> etree._Element:
    """A part as a tree; `BrokenPart` where it is not well formed or declares a DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenPart(name, str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise BrokenPart(name, "DOCTYPE")
    return root


def as_part(tree: etree._Element) -> bytes:
    """A tree as the part that Word reads."""
    part: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return part


def is_xml(name: str) -> bool:
    """Whether a part of that name holds XML."""
    return name.endswith((".xml", ".rels"))


def content_hash(docx: bytes) -> str:
    """sha256 (hex) of what a document says: its parts by name, XML in canonical form.

    Zip times, the order of parts and docProps (who saved it, when) do not count.
    """
    digest = hashlib.sha256()
    for name, content in sorted(read_parts(docx).items()):
        if name.startswith("docProps/"):
            continue
        body = etree.tostring(parse(name, content), method="c14n") if is_xml(name) else content
        digest.update(f"{name}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()
