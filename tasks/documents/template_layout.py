"""How a template is set: the sheet, its margins, the font in the styles and in the text.

The typing standard stands in documents.toml ([page]). Thai text is set by the cs attributes of
Word's formats: what lacks them looks right in English and is another font, or not bold, in Thai.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from config.documents import Page, document_defaults
from config.words import Language, Term
from registry.refusals import Refusal
from tasks.documents.docx_files import DOCUMENT, W, parse
from tasks.documents.template_places import (
    TAGGED_PART,
    length,
    paragraph_around,
    styles_in_use,
    text_of,
    where,
)

STYLES = "word/styles.xml"
TWIPS_PER_CM = 567
_NEAR_ENOUGH = 57  # twips, a millimetre: Word rounds what is typed in centimetres
_SCRIPTS = ("ascii", "hAnsi", "cs")
_THEMES = ("asciiTheme", "hAnsiTheme", "cstheme")
_SET_IN_THAI = re.compile(r"[\u0e00-\u0e7f]|\{\{")


class TemplateSheet(Refusal):
    """The paper is not A4."""


class TemplateMargin(Refusal):
    """A margin is not that of official papers."""


class TemplateNoCsFont(Refusal):
    """The styles name no font for Thai."""


class TemplateFont(Refusal):
    """A style or a piece of text is set in another font."""


class TemplateSize(Refusal):
    """The type of the whole paper has another size, or none for Thai."""


class TemplateHalfSet(Refusal):
    """Bold or a size is set for Latin letters and not for Thai."""


class TemplateNoThai(Refusal):
    """The paper does not say that its text is Thai: words break at the wrong places."""


def layout_problems(parts: Mapping[str, bytes], language: Language = "th") -> list[Refusal]:
    """What is not as official papers are set, in words; empty where all is."""
    page = document_defaults().page
    problems = [*_sections(parts, page), *_styles(parts, page)]
    for name, content in parts.items():
        if TAGGED_PART.fullmatch(name):
            problems += _runs(name, content, page, language)
    return list({str(one): one for one in problems}.values())


def _sections(parts: Mapping[str, bytes], page: Page) -> Iterator[Refusal]:
    for section in parse(DOCUMENT, parts[DOCUMENT]).iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        wide, high = length(size, "w"), length(size, "h")
        if not _is_near((wide, high), (page.width_twips, page.height_twips)):
            if not _is_near((wide, high), (page.height_twips, page.width_twips)):
                yield TemplateSheet(field="template", width=_cm(wide), height=_cm(high))
            continue  # a sheet laid across has its margins turned: they are its own
        wanted = {
            "left": page.left_twips, "right": page.right_twips,
            "top": page.top_twips, "bottom": page.bottom_twips,
        }  # fmt: skip
        for side, twips in wanted.items():
            found = abs(length(margins, side))
            if abs(found - twips) > _NEAR_ENOUGH:
                yield TemplateMargin(
                    field="template",
                    side=Term(f"template.side.{side}"),
                    found=_cm(found),
                    wanted=_cm(twips),
                )


def _is_near(found: tuple[int, int], wanted: tuple[int, int]) -> bool:
    return all(abs(a - b) <= _NEAR_ENOUGH for a, b in zip(found, wanted, strict=True))


def _cm(twips: int) -> str:
    return f"{twips / TWIPS_PER_CM:.1f}"


def _styles(parts: Mapping[str, bytes], page: Page) -> Iterator[Refusal]:
    tree = parse(STYLES, parts[STYLES])
    defaults = tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    yield from _defaults(defaults, page)
    in_use = styles_in_use(parts, tree)
    for style in tree.iter(f"{W}style"):
        if style.get(f"{W}styleId") in in_use:
            named = style.find(f"{W}name")
            place = "" if named is None else named.get(f"{W}val", "")
            for fonts in style.iter(f"{W}rFonts"):
                yield from _other_fonts(fonts, STYLES, place, page)


def _defaults(defaults: etree._Element | None, page: Page) -> Iterator[Refusal]:
    fonts = None if defaults is None else defaults.find(f"{W}rFonts")
    if defaults is None or fonts is None or not (set(fonts.attrib) & {f"{W}cs", f"{W}cstheme"}):
        yield TemplateNoCsFont(field="template", font=page.font)
        return
    yield from _other_fonts(fonts, STYLES, "", page)
    sizes = {length(defaults.find(f"{W}{name}"), "val") for name in ("sz", "szCs")}
    if sizes != {page.half_points}:
        yield TemplateSize(field="template", points=page.half_points // 2)
    said = defaults.find(f"{W}lang")
    if said is None or said.get(f"{W}bidi") != "th-TH":
        yield TemplateNoThai(field="template")


def _other_fonts(fonts: etree._Element, part: str, near: str, page: Page) -> Iterator[TemplateFont]:
    named = {fonts.get(f"{W}{script}") for script in _SCRIPTS} - {None, page.font}
    named |= {fonts.get(f"{W}{theme}") for theme in _THEMES} - {None}
    for one in sorted(str(one) for one in named):
        yield TemplateFont(field="template", font=one, wanted=page.font, where=where(part, near))


def _runs(part: str, content: bytes, page: Page, language: Language) -> Iterator[Refusal]:
    for run in parse(part, content).iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        text = text_of(run)
        if properties is None or not text.strip():
            continue
        near = text if len(text.strip()) > 1 else paragraph_around(run)
        for fonts in properties.iter(f"{W}rFonts"):
            yield from _other_fonts(fonts, part, near, page)
        if language == "th" and _SET_IN_THAI.search(text):
            yield from _half_set(properties, part, near)


def _half_set(properties: etree._Element, part: str, near: str) -> Iterator[Refusal]:
    for latin, thai, what in (("b", "bCs", "bold"), ("i", "iCs", "italic"), ("sz", "szCs", "size")):
        one, other = properties.find(f"{W}{latin}"), properties.find(f"{W}{thai}")
        if one is not None and (other is None or one.attrib != other.attrib):
            yield TemplateHalfSet(
                field="template", what=Term(f"template.set.{what}"), where=where(part, near)
            )
