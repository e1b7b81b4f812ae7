"""Word files of a pack: without who wrote and saved them."""

from lxml import etree

from tasks.documents.docx_files import (
    TEXT_PART,
    W,
    as_part,
    parse,
    read_parts,
    write_parts,
)
from tasks.documents.template_places import text_of

CORE = "docProps/core.xml"
_WHO = (
    "{http://purl.org/dc/elements/1.1/}creator",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy",
)


def without_authors(docx: bytes) -> bytes:
    """The file with nobody named in its properties; the same file gives the same bytes."""
    parts = read_parts(docx)
    if CORE in parts:
        tree = parse(CORE, parts[CORE])
        for one in tree.iter(*_WHO):
            _empty(one)
        parts[CORE] = as_part(tree)
    return write_parts(parts)


def all_paragraphs(docx: bytes) -> list[str]:
    """Every paragraph that says something, in the body, the headers and the footers."""
    parts = read_parts(docx)
    trees = (parse(name, parts[name]) for name in parts if TEXT_PART.fullmatch(name))
    said = (" ".join(text_of(one).split()) for tree in trees for one in tree.iter(f"{W}p"))
    return [one for one in said if one]


def _empty(one: etree._Element) -> None:
    one.text = ""
