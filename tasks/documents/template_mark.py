"""A template whose papers say at their head that they are none."""

from dataclasses import replace
from functools import lru_cache

from lxml import etree

from config.words import say
from tasks.documents.docx_files import DOCUMENT, W, parse, read_parts, write_parts
from tasks.documents.template import Template


@lru_cache(maxsize=64)
def marked(template: Template, key: str) -> Template:
    """The template with a first paragraph in the words of that key."""
    parts = read_parts(template.data)
    tree = parse(DOCUMENT, parts[DOCUMENT])
    body = tree.find(f"{W}body")
    if body is None:
        return template
    body.insert(0, _paragraph(say(key, template.language)))
    parts[DOCUMENT] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return replace(template, sha256=f"{template.sha256}+{key}", data=write_parts(parts))


def _paragraph(text: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    look = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(look, f"{W}jc").set(f"{W}val", "center")
    run = etree.SubElement(paragraph, f"{W}r")
    bold = etree.SubElement(run, f"{W}rPr")
    for name in ("b", "bCs"):
        etree.SubElement(bold, f"{W}{name}")
    etree.SubElement(run, f"{W}t").text = text
    return paragraph
