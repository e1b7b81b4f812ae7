"""Tags as they stand in the paragraphs of Word: closed, and each in one format.

docxtpl joins what Word has split over runs. It would join an unclosed tag to the next one, and
of a tag that is half bold it keeps the format of its first sign: both are told instead.
"""

import re
from collections.abc import Iterator

from lxml import etree

from registry.refusals import Refusal
from tasks.documents.docx_files import W, parse
from tasks.documents.template_places import around, text_of, where

_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_WHOLE_TAG = re.compile(r"\{\{(?:(?!\{\{|\{%).)*?\}\}|\{%(?:(?!\{\{|\{%).)*?%\}|\{#.*?#\}")
# What Word adds to runs by itself, and no eye sees.
_UNSEEN = frozenset(f"{W}{name}" for name in ("lang", "noProof", "cs", "rtl", "rsid"))
_HINT = f"{W}hint"


class TemplateTag(Refusal):
    """A tag is not closed, or is none that we know."""


class TemplateTagSplit(Refusal):
    """One tag is set in two formats."""


def split_problems(part: str, content: bytes) -> list[Refusal]:
    """What is wrong with the tags of a part before they are read."""
    return [one for paragraph in parse(part, content).iter(f"{W}p") for one in _of(part, paragraph)]


def _of(part: str, paragraph: etree._Element) -> Iterator[Refusal]:
    text = text_of(paragraph)
    stray = _BRACES.search(_WHOLE_TAG.sub(lambda tag: " " * len(tag[0]), text))
    if stray:
        yield TemplateTag(field="template", where=where(part, around(text, stray.start())))
        return
    formats = [_format(piece) for piece in paragraph.iter(f"{W}t") for _ in piece.text or ""]
    for tag in _WHOLE_TAG.finditer(text):
        if len(set(formats[tag.start() : tag.end()])) > 1:
            near = around(text, tag.start())
            yield TemplateTagSplit(field="template", tag=tag[0], where=where(part, near))


def _format(piece: etree._Element) -> bytes:
    """How the run of a piece of text is set, as bytes that can be compared."""
    run = piece.getparent()
    properties = None if run is None else run.find(f"{W}rPr")
    seen = b""
    for one in () if properties is None else properties:
        attributes = {key: value for key, value in one.attrib.items() if key != _HINT}
        if one.tag not in _UNSEEN and (attributes or not one.attrib):
            seen += repr((one.tag, sorted(attributes.items()))).encode()
    return seen
