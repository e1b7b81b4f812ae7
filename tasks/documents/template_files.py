"""What a template's file may hold beside text: nothing that runs, nothing from outside."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from lxml import etree

from registry.refusals import Refusal
from tasks.documents.docx_files import BrokenPart, W, is_xml, parse
from tasks.documents.template_places import paragraph_around, text_of, where

# Fields that fetch or start something: pictures and text from elsewhere, DDE, macros.
_FETCHING = (
    "INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|MACROBUTTON|RD|EMBED"
)
_FETCHING_FIELD = re.compile(rf"\b({_FETCHING})\b", re.IGNORECASE)
_REACHING_FIELD = re.compile(rf"\b({_FETCHING}|HYPERLINK)\b", re.IGNORECASE)
_PICTURES = (".png", ".jpg", ".jpeg")
_MACROS = ("vba", "macro", "activex")
_MACRO_CONTENT = "macroenabled"
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_COMMENTS = "word/comments.xml"
# Without these no program opens the file.
_NEEDED = ("[Content_Types].xml", "_rels/.rels", "word/styles.xml")


class TemplateMacros(Refusal):
    """The file holds macros."""


class TemplateOutside(Refusal):
    """Something in the file points outside of it, or is embedded in it."""


class TemplateBroken(Refusal):
    """A part of the file is no well-formed XML."""


class TemplateTracked(Refusal):
    """Changes are tracked, or comments stand in it: they would go out with every paper."""


def file_problems(parts: Mapping[str, bytes]) -> list[Refusal]:
    """What stands in the way, in words; empty where nothing does."""
    try:
        return list(_problems(parts))
    except BrokenPart as broken:
        return [TemplateBroken(field="template", part=broken.part)]


def _problems(parts: Mapping[str, bytes]) -> Iterator[Refusal]:
    if has_macros(parts):
        yield TemplateMacros(field="template")
        return
    for name in _NEEDED:
        if name not in parts:
            yield TemplateBroken(field="template", part=name)
    for name, content in parts.items():
        if not is_xml(name):
            if not name.lower().endswith(_PICTURES):
                yield TemplateOutside(field="template", what=name, where=where(name))
            continue
        tree = parse(name, content)
        try:
            content.decode("utf-8")  # what Word writes, and what tags are read as
        except UnicodeDecodeError as error:
            raise BrokenPart(name, "UTF-8") from error
        yield from _outer_relations(name, tree, parts)
        for element in tree.iter(f"{W}altChunk"):
            yield _outside(name, element.tag.rpartition("}")[2], "")
        yield from _reaching_fields(name, tree)
        yield from _tracked(name, tree)


def has_macros(parts: Mapping[str, bytes]) -> bool:
    """Whether something in the file runs: told by names of parts and by their content types."""
    named = any(word in name.lower() for name in parts for word in _MACROS)
    types = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace").lower()
    return named or _MACRO_CONTENT in types


def _outer_relations(
    name: str, tree: etree._Element, parts: Mapping[str, bytes]
) -> Iterator[Refusal]:
    for relation in tree.iter("{*}Relationship"):
        if relation.get("TargetMode") == "External":
            near = _named_by(relation.get("Id", ""), name, parts)
            yield _outside(name, relation.get("Target", ""), near)


def _named_by(relation: str, relations: str, parts: Mapping[str, bytes]) -> str:
    """What is read where the part that owns these relations uses one of them."""
    path = PurePosixPath(relations)
    owner = str(path.parent.parent / path.name.removesuffix(".rels"))
    if owner not in parts or not is_xml(owner):
        return ""
    for element in parse(owner, parts[owner]).iter("{*}*"):
        if relation in element.attrib.values():
            return paragraph_around(element)
    return ""


def _reaching_fields(name: str, tree: etree._Element) -> Iterator[Refusal]:
    for paragraph in tree.iter(f"{W}p"):
        if found := _field(paragraph, _REACHING_FIELD):
            yield _outside(name, found, text_of(paragraph))


def fetching_fields(tree: etree._Element) -> bool:
    """Whether a field fetches or starts something; a link waits until somebody follows it."""
    return any(_field(paragraph, _FETCHING_FIELD) for paragraph in tree.iter(f"{W}p"))


def _field(paragraph: etree._Element, kinds: re.Pattern[str]) -> str:
    """The first field of those kinds; one instruction may be split over runs."""
    codes = [one.text or "" for one in paragraph.iter(f"{W}instrText")]
    simple = [one.get(f"{W}instr", "") for one in paragraph.iter(f"{W}fldSimple")]
    found = kinds.search("".join(codes)) or kinds.search(" ".join(simple))
    return found[1] if found else ""


def _outside(part: str, what: str, near: str) -> Refusal:
    return TemplateOutside(field="template", what=what, where=where(part, near))


def _tracked(name: str, tree: etree._Element) -> Iterator[Refusal]:
    if name == _COMMENTS and tree.find(f"{W}comment") is not None:
        yield TemplateTracked(field="template", where=where("word/document.xml", text_of(tree)))
        return
    for tag in _TRACKED:
        element = next(tree.iter(f"{W}{tag}"), None)
        if element is not None:
            near = paragraph_around(element)
            yield TemplateTracked(field="template", where=where(name, near))
            return
