"""Facts into a document: values made fit to print, filled in, and the paper checked.

docxtpl reads the tags as Word leaves them; its per-document passes over python-docx objects
are for pictures and sub-documents in tags, which our templates have none of. So a template is
compiled once, and a document is its parts filled in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import jinja2
from lxml import etree
from pydantic import BaseModel

from config.documents import document_defaults
from registry.rules.printing import as_printed
from registry.rules.unbroken_numbers import numbers_kept
from tasks.documents.column_shares import share_columns
from tasks.documents.docx_files import (
    DOCUMENT,
    BrokenPart,
    W,
    as_part,
    content_hash,
    is_xml,
    parse,
    read_parts,
    write_parts,
)
from tasks.documents.docx_properties import describe, first_heading
from tasks.documents.docx_structure import lists_marked, set_right
from tasks.documents.emblem import emblem_in, put_emblem, room_for_emblem
from tasks.documents.kept_numbers import days_kept, has_days
from tasks.documents.line_rooms import STYLES, LineRooms
from tasks.documents.paper_words import NotPrintable, environment
from tasks.documents.table_rows import keep_rows
from tasks.documents.template import Template
from tasks.documents.template_places import text_of
from tasks.documents.template_tags import tagged_sources

__all__ = [
    "DocumentDefect",
    "content_hash",
    "printable",
    "render",
]

_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\b(?:None|nan|Undefined)\b")


class DocumentDefect(Exception):
    """What was rendered cannot go out: a tag is left, "None" is printed, XML is broken."""


def render(template: Template, facts: BaseModel, *, emblem: bytes | None = None) -> bytes:
    """The document of these facts as a .docx; equal input gives equal bytes.

    `emblem` is the office's own picture (PNG), which takes the placeholder's place. Texts
    are tidied (spaces, signs that are not seen) or refused by the name of their field.
    `DocumentDefect` where the paper that comes out fails its check.
    """
    context = printable(facts)
    parts = read_parts(template.data)
    try:
        for name, tagged in _compiled(template).items():
            parts[name] = numbers_kept(tagged.render(context)).encode()
    except (jinja2.TemplateError, NotPrintable, BrokenPart) as error:
        raise DocumentDefect(f"{template.kind}: {error}") from error
    if emblem is not None:
        put_emblem(parts, emblem)
    trees = _checked(parts)
    rooms = LineRooms(parts.get(STYLES))
    _keep_days(trees[DOCUMENT], rooms)
    share_columns(trees[DOCUMENT], rooms)
    keep_rows(trees[DOCUMENT], rooms)
    changed = set_right(trees, rooms, template.language)
    parts |= {name: as_part(trees[name]) for name in changed}
    _describe(parts, trees[DOCUMENT], template, context)
    return write_parts(parts)


def _describe(
    parts: dict[str, bytes],
    document: etree._Element,
    template: Template,
    context: Mapping[str, object],
) -> None:
    """Title, office and language of the paper, as programs show and read them.

    The title is the paper's first heading, else the name of its kind; whose committee it is
    about stands behind it where the heading does not say so.
    """
    spoken = template.language
    committee = str(context.get(f"committee_{spoken}") or "")
    title = first_heading(document) or getattr(template.sheet.title, spoken)
    if committee not in title:
        title = f"{title}{',' if spoken == 'en' else ''} {committee}"
    letterhead = context.get("letterhead")
    office = letterhead.get(f"office_{spoken}") if isinstance(letterhead, dict) else None
    describe(parts, title=title, author=str(office or committee), language=spoken)


def _keep_days(document: etree._Element, rooms: LineRooms) -> None:
    for text in document.iter(f"{W}t"):
        if has_days(said := text.text or ""):
            text.text = days_kept(said, rooms.of(text))


def printable(facts: BaseModel) -> dict[str, object]:
    """The facts as a template finds them, each text made fit to print or refused."""
    context = _printable(facts.model_dump(), "")
    if not isinstance(context, dict):
        raise TypeError(context)
    return context


@lru_cache(maxsize=32)  # an office has a handful; an edited one has another hash
def _compiled(template: Template) -> dict[str, jinja2.Template]:
    sources = tagged_sources(lists_marked(read_parts(template.data)))
    words = environment(template.language, own=template.own)
    return {name: words.from_string(source) for name, source in sources.items()}


def _printable(value: object, field: str) -> object:
    match value:
        case str():
            return as_printed(value, field)
        case dict():
            return {key: _printable(part, _joined(field, str(key))) for key, part in value.items()}
        case tuple() | list():
            return [_printable(part, f"{field}[{index + 1}]") for index, part in enumerate(value)]
        case _:
            return value


def _joined(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


def _checked(parts: dict[str, bytes]) -> dict[str, etree._Element]:
    """What came out, opened: well formed, nothing left over, Thai fonts in its styles."""
    try:
        trees = {name: parse(name, part) for name, part in parts.items() if is_xml(name)}
    except BrokenPart as error:
        raise DocumentDefect(str(error)) from error
    for name, tree in trees.items():
        if not name.startswith("word/"):
            continue
        for paragraph in tree.iter(f"{W}p"):
            text = text_of(paragraph)
            if left := _LEFT_OVER.search(text):
                raise DocumentDefect(f"{name}: {left[0]!r} in {text!r}")
    page = document_defaults().page
    defaults = trees["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    fonts = None if defaults is None else defaults.find(f"{W}rFonts")
    if fonts is None or fonts.get(f"{W}cs") != page.font:
        raise DocumentDefect(f"word/styles.xml: no cs font {page.font}")
    return trees


@dataclass(frozen=True)
class DraftedPaper:
    """The document, the hash that names its content, and the template it was made from."""

    content: bytes = field(repr=False)
    content_hash: str
    template_sha256: str


def draft_paper(
    template: Template, facts: BaseModel, *, emblem: Path | None = None
) -> DraftedPaper:
    """The same facts and template give the same content hash.

    Without the office's emblem a draft shows its place, and a fair copy leaves it white.
    """
    fair = getattr(facts, "draft_version", None) is None
    picture = emblem_in(emblem) if emblem is not None else room_for_emblem() if fair else None
    content = render(template, facts, emblem=picture)
    return DraftedPaper(content, content_hash(content), template.sha256)
