"""What a template's file may hold beside text: nothing that runs, nothing from outside."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from registry.refusals import Refusal
from tasks.docx_files import BrokenPart, W, is_xml, parse

# Fields that fetch or start something: pictures and text from elsewhere, DDE, macros.
_REACHING_FIELD = re.compile(
    r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|MACROBUTTON"
    r"|HYPERLINK|RD|EMBED)\b",
    re.IGNORECASE,
)
_PICTURES = (".png", ".jpg", ".jpeg")
_MACROS = ("vba", "macro", "activex")
_MACRO_CONTENT = "macroenabled"


class TemplateMacros(Refusal):
    """The file holds macros."""

    code = "template_macros"


class TemplateOutside(Refusal):
    """Something in the file points outside of it, or is embedded in it."""

    code = "template_outside"


class TemplateBroken(Refusal):
    """A part of the file is no well-formed XML."""

    code = "template_broken"


def file_problems(parts: Mapping[str, bytes]) -> list[Refusal]:
    """What stands in the way, in words; empty where nothing does."""
    try:
        return list(_problems(parts))
    except BrokenPart as broken:
        return [TemplateBroken(field="template", part=broken.part)]


def _problems(parts: Mapping[str, bytes]) -> Iterator[Refusal]:
    if _has_macros(parts):
        yield TemplateMacros(field="template")
        return
    for name, content in parts.items():
        if not is_xml(name):
            if not name.lower().endswith(_PICTURES):
                yield TemplateOutside(field="template", what=name)
            continue
        tree = parse(name, content)
        for relation in tree.iter("{*}Relationship"):
            if relation.get("TargetMode") == "External":
                yield TemplateOutside(field="template", what=relation.get("Target", ""))
        for element in tree.iter(f"{W}altChunk"):
            yield TemplateOutside(field="template", what=element.tag.rpartition("}")[2])
        yield from _reaching_fields(tree)


def _has_macros(parts: Mapping[str, bytes]) -> bool:
    named = any(word in name.lower() for name in parts for word in _MACROS)
    types = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace").lower()
    return named or _MACRO_CONTENT in types


def _reaching_fields(tree: etree._Element) -> Iterator[Refusal]:
    # One instruction may be split over runs: it is read a paragraph at a time.
    for paragraph in tree.iter(f"{W}p"):
        codes = [one.text or "" for one in paragraph.iter(f"{W}instrText")]
        simple = [one.get(f"{W}instr", "") for one in paragraph.iter(f"{W}fldSimple")]
        found = _REACHING_FIELD.search("".join(codes)) or _REACHING_FIELD.search(" ".join(simple))
        if found:
            yield TemplateOutside(field="template", what=found[1])
