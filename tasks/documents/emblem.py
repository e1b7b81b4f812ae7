"""The office's emblem in place of a template's placeholder picture.

The emblem is protected by law (Garuda Emblem Act B.E. 2534): offices supply their own file,
none is shipped.
"""

import struct
from functools import cache
from pathlib import Path

from lxml import etree

from config.documents import document_defaults
from config.system_errors import reason_of
from registry.refusals import Refusal
from tasks.documents.docx_files import parse
from tasks.documents.png import GREY_AND_CLEAR, SIGNATURE, png

_IHDR = struct.Struct(">8x4x4sII")
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ANCHOR = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_BY_NAME = etree.XPath(
    ".//wp:inline[.//*[local-name()='cNvPr'][@name=$name]]", namespaces={"wp": _ANCHOR}
)


class EmblemNotPng(Refusal):
    """The emblem's file is no PNG picture, or a very large one."""


class EmblemNotRead(Refusal):
    """The file that the settings name as the emblem is not there, or cannot be read."""


def emblem_in(file: Path) -> bytes:
    """The picture of that file. Raises EmblemNotRead."""
    try:
        return file.read_bytes()
    except OSError as error:
        reason = reason_of(error)
        raise EmblemNotRead(field="PRASAN_EMBLEM", file=str(file), reason=reason) from error


def put_emblem(parts: dict[str, bytes], emblem: bytes) -> None:
    """Put the picture into a rendered document's `parts`, in its own proportions.

    The height stays the template's: 3 cm on orders. Refused: what is no PNG.
    """
    width, height = _size(emblem)
    placeholder = document_defaults().emblem.placeholder
    for name in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
        tree = parse(name, parts[name])
        for picture in _BY_NAME(tree, name=placeholder):
            _reshape(picture, width / height)
            _replace(parts, name, picture, emblem)
            parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


@cache
def room_for_emblem() -> bytes:
    """A picture of nothing in the placeholder's proportions, for what goes to be signed.

    Offices that set no emblem print on paper that bears it.
    """
    width, height = 14, 15  # 2.8 by 3 centimetres
    return png(width, height, 8, GREY_AND_CLEAR, (b"\0" + b"\0\0" * width) * height)


def _size(emblem: bytes) -> tuple[int, int]:
    largest = document_defaults().emblem.largest_bytes
    if not emblem.startswith(SIGNATURE) or not _IHDR.size <= len(emblem) <= largest:
        raise EmblemNotPng(field="emblem")
    head, width, height = _IHDR.unpack_from(emblem)
    if head != b"IHDR" or not width or not height:
        raise EmblemNotPng(field="emblem")
    return width, height


def _reshape(picture: etree._Element, ratio: float) -> None:
    for extent in (*picture.iter(f"{{{_ANCHOR}}}extent"), *picture.iter(f"{{{_DRAWING}}}ext")):
        if extent.get("cy"):
            extent.set("cx", str(round(int(extent.get("cy")) * ratio)))


def _replace(parts: dict[str, bytes], name: str, picture: etree._Element, emblem: bytes) -> None:
    folder, _, file = name.rpartition("/")
    relations = parse(name, parts[f"{folder}/_rels/{file}.rels"])
    blip = next(picture.iter(f"{{{_DRAWING}}}blip"))
    wanted = next(value for key, value in blip.attrib.items() if key.endswith("}embed"))
    target = next(one.get("Target") for one in relations if one.get("Id") == wanted)
    parts[f"{folder}/{target}" if not target.startswith("/") else target[1:]] = emblem
