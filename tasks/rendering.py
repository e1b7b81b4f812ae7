"""Facts into a document: values made fit to print, filled in, and the paper checked.

docxtpl reads the tags as Word leaves them; its per-document passes over python-docx objects
are for pictures and sub-documents in tags, which our templates have none of. So a template is
compiled once, and a document is its parts filled in.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

import jinja2
from pydantic import BaseModel

from config.documents import document_defaults
from registry.refusals import Refusal
from tasks.docx_files import (
    BrokenPart,
    W,
    content_hash,
    is_xml,
    parse,
    read_parts,
    write_parts,
)
from tasks.emblem import put_emblem
from tasks.order_words import NotPrintable, environment
from tasks.template import Template
from tasks.template_tags import tagged_sources

__all__ = [
    "DocumentDefect",
    "ValueBlank",
    "ValueLooksLikeTag",
    "ValueNotPrintable",
    "content_hash",
    "render",
]

# Pasted along from Word, LINE and web pages, never seen on paper: ZWSP to RTL mark, word
# joiner, byte order mark, soft hyphen, variation selectors.
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\ufe00-\ufe0f]")
# Those that turn the direction of what is read can hide what is written.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"[ \t\r\n\v\f\u0085\u2028\u2029]+")
_TAG = re.compile(r"[{}]")
_NOTHING = re.compile(r"(?:None|nan|NaN|Undefined)?")
# Controls, surrogates, private use, unassigned, pictures: no font of an office has them.
_NO_SIGN = {"Cc", "Cs", "Co", "Cn", "So"}
_SIGNS_IN_USE = "°©®"
_LAST_OF_PLANE = 0xFFFF

_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\b(?:None|nan|Undefined)\b")


class _ValueRefused(Refusal):
    code: ClassVar[str]


class ValueBlank(_ValueRefused):
    """A text of the facts is empty, or says "None"."""

    code = "document_value_blank"


class ValueNotPrintable(_ValueRefused):
    """A text holds a sign that no office can print, or one that turns its direction."""

    code = "document_value_not_printable"


class ValueLooksLikeTag(_ValueRefused):
    """A text holds braces, as template tags do."""

    code = "document_value_tag"


class DocumentDefect(Exception):
    """What was rendered cannot go out: a tag is left, "None" is printed, XML is broken."""


def render(template: Template, facts: BaseModel, *, emblem: bytes | None = None) -> bytes:
    """The document of these facts as a .docx; equal input gives equal bytes.

    `emblem` is the office's own picture (PNG), which takes the placeholder's place. Texts
    are tidied (spaces, signs that are not seen) or refused by the name of their field.
    `DocumentDefect` where the paper that comes out fails its check.
    """
    context = _printable(facts.model_dump(), "")
    if not isinstance(context, dict):
        raise TypeError(context)
    parts = read_parts(template.data)
    try:
        for name, tagged in _compiled(template).items():
            parts[name] = tagged.render(context).encode()
    except (jinja2.TemplateError, NotPrintable) as error:
        raise DocumentDefect(f"{template.kind}: {error}") from error
    if emblem is not None:
        put_emblem(parts, emblem)
    _check(parts)
    return write_parts(parts)


@lru_cache(maxsize=32)  # an office has a handful; an edited one has another hash
def _compiled(template: Template) -> dict[str, jinja2.Template]:
    sources = tagged_sources(read_parts(template.data))
    return {name: environment().from_string(source) for name, source in sources.items()}


def _printable(value: object, field: str) -> object:
    match value:
        case str():
            return _text(value, field)
        case dict():
            return {key: _printable(part, _joined(field, str(key))) for key, part in value.items()}
        case tuple() | list():
            return [_printable(part, f"{field}[{index + 1}]") for index, part in enumerate(value)]
        case _:
            return value


def _joined(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


def _text(value: str, field: str) -> str:
    tidy = _SPACE.sub(" ", _UNSEEN.sub("", value)).strip()
    if _NOTHING.fullmatch(tidy):
        raise ValueBlank(field=field)
    if _TAG.search(tidy):
        raise ValueLooksLikeTag(field=field, value=tidy)
    bad = next(_not_printable(tidy), None)
    if bad:
        raise ValueNotPrintable(field=field, sign=f"U+{ord(bad):04X}")
    return unicodedata.normalize("NFC", tidy)


def _not_printable(text: str) -> Iterator[str]:
    for sign in text:
        turning = _TURNING.match(sign)
        odd = unicodedata.category(sign) in _NO_SIGN and sign not in _SIGNS_IN_USE
        if turning or odd or ord(sign) > _LAST_OF_PLANE:
            yield sign


def _check(parts: dict[str, bytes]) -> None:
    """Open what came out: well formed, nothing left over, Thai fonts in its styles."""
    try:
        trees = {name: parse(name, part) for name, part in parts.items() if is_xml(name)}
    except BrokenPart as error:
        raise DocumentDefect(str(error)) from error
    for name, tree in trees.items():
        if not name.startswith("word/"):
            continue
        for paragraph in tree.iter(f"{W}p"):
            text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
            left = _LEFT_OVER.search(text)
            if left:
                raise DocumentDefect(f"{name}: {left[0]!r} in {text!r}")
    page = document_defaults().page
    defaults = trees["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    fonts = None if defaults is None else defaults.find(f"{W}rFonts")
    if fonts is None or fonts.get(f"{W}cs") != page.font:
        raise DocumentDefect(f"word/styles.xml: no cs font {page.font}")
