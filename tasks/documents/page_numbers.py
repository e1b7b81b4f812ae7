"""Page numbers of papers that are joined: each loses its own, and all get one numbering."""

from collections.abc import Sequence

from lxml import etree

from tasks.documents.docx_files import DOCUMENT, W, as_part, parse, read_parts, write_parts
from tasks.documents.paper_words import official_digits

_MARGINS = "word/header", "word/footer"
_SMALL, _CODE = "DLFooter", f"{W}instrText"
# A4 of which all but a strip at the foot is margin: a line a page, at the right.
_STRIP = {"top": "15820", "bottom": "200", "right": "567", "left": "567", "header": "0",
          "footer": "0", "gutter": "0"}  # fmt: skip


def without_page_numbers(docx: bytes) -> bytes:
    """The paper without the numbers that its headers and footers give to its pages."""
    parts = read_parts(docx)
    margins = {name: one for name, one in parts.items() if name.startswith(_MARGINS)}
    changed = {name: _unnumbered(name, one) for name, one in margins.items()}
    return write_parts({**parts, **changed})


def _unnumbered(name: str, part: bytes) -> bytes:
    tree = parse(name, part)
    for paragraph in tree.iter(f"{W}p"):
        for runs in _between_tabs(paragraph):
            if any("PAGE" in (code.text or "") for run in runs for code in run.iter(_CODE)):
                for run in runs:
                    paragraph.remove(run)
    return as_part(tree)


def _between_tabs(paragraph: etree._Element) -> list[list[etree._Element]]:
    """The runs of the paragraph, from one tab to the next; the tabs stand in none of them."""
    found: list[list[etree._Element]] = [[]]
    for run in paragraph.findall(f"{W}r"):
        if run.find(f"{W}tab") is not None:
            found.append([])
        else:
            found[-1].append(run)
    return found


def numbered_strips(docx: bytes, lines: Sequence[str]) -> bytes:
    """A document with a page a line, which stands small at the foot: to be laid over others.

    `docx` lends it fonts and styles.
    """
    parts = read_parts(docx)
    tree = parse(DOCUMENT, parts[DOCUMENT])
    body = tree.find(f"{W}body")
    if body is None:
        raise ValueError(DOCUMENT)
    for child in list(body):
        body.remove(child)
    element = etree.SubElement
    for place, line in enumerate(lines):
        paragraph = element(body, f"{W}p")
        properties = element(paragraph, f"{W}pPr")
        element(properties, f"{W}pStyle", {f"{W}val": _SMALL})
        if place:
            element(properties, f"{W}pageBreakBefore")
        element(properties, f"{W}jc", {f"{W}val": "right"})
        element(element(paragraph, f"{W}r"), f"{W}t").text = official_digits(line)
    section = element(body, f"{W}sectPr")
    element(section, f"{W}pgSz", {f"{W}w": "11906", f"{W}h": "16838"})
    element(section, f"{W}pgMar", {f"{W}{name}": value for name, value in _STRIP.items()})
    return write_parts({**parts, DOCUMENT: as_part(tree)})
