"""The fonts of papers and pages, made from OFL Sarabun (package fontpkg-sarabun) with fonttools.

The national font, TH SarabunPSK, may not be shipped. Sarabun is the same design at half as large
again: 1,500 units per em instead of 1,000, and TH Sarabun's vertical metrics, give lines and pages
of the length that offices have in Word (advance of ko kai 0.384 em, theirs 0.386). Papers are
printed with it where an office has no TH Sarabun; the pages load a compressed part of Sarabun, and
the Latin letters of other languages apart from it, which a browser fetches where a page shows one.

`python -m tasks.documents.font_maker [FOLDER]` writes them, by itself into templates/fonts: `make`
does so for a checkout, setup.py for a wheel. What runs needs neither the package nor fonttools.
"""

import json
import sys
from collections.abc import Iterable
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from config.documents import StandIn, document_defaults
from tasks.documents.fonts import LICENCE, SHIPPED, WIDTHS

STYLES = ("Regular", "Bold")
WIDER = "Bold"  # whose widths are reckoned with
# The pages' style says the same of each file (`unicode-range`).
ENGLISH, THAI, MARKS = range(0x20, 0x7F), range(0x0E00, 0x0E5C), range(0x2010, 0x203B)
OTHER_MARKS = (0xA0, 0xB7, 0xD7, 0x2192, 0x25CC)  # 25CC bears a Thai sign that stands alone
SIGNS = frozenset((*ENGLISH, *THAI, *MARKS, *OTHER_MARKS))
OF_PAGES = {"": SIGNS, "-latin": frozenset(range(0xA1, 0x180)) - SIGNS}
_SOURCE = files("fontpkg_sarabun")
_TYPOGRAPHIC = (16, 17, 21, 22, 25)
_HINTS = ("fpgm", "prep", "cvt ", "hdmx", "LTSH", "VDMX", "gasp", "DSIG")
_ZERO, _THAI_ZERO = ord("0"), 0x0E50


def make_fonts(folder: Path = SHIPPED) -> None:
    """Write the stand-in for papers, the font of the pages, the widths, and the OFL licence.

    The stand-in is made regular and bold, both once more with Thai digits at the places of the
    Arabic ones (page numbers in a PDF).
    """
    folder.mkdir(parents=True, exist_ok=True)
    stand_in = document_defaults().stand_in
    for style in STYLES:
        for family in (stand_in.family, stand_in.digits_family):
            _stand_in(stand_in, family, style).save(
                folder / f"{family.replace(' ', '')}-{style}.ttf"
            )
        for part, signs in OF_PAGES.items():
            _for_pages(style, signs).save(folder / f"sarabun-{style.lower()}{part}.woff2")
    text = json.dumps(_widths(stand_in), separators=(",", ":"))
    (folder / WIDTHS).write_text(f"{text}\n", encoding="utf-8")
    (folder / LICENCE).write_bytes((_SOURCE / "LICENSE").read_bytes())


def _source(style: str, *, lazy: bool = False) -> TTFont:
    source = _SOURCE / "files" / f"Sarabun-{style}.ttf"
    return TTFont(BytesIO(source.read_bytes()), recalcTimestamp=False, lazy=lazy)


def _widths(stand_in: StandIn) -> dict[str, int]:
    """The width of each sign, in units of which the stand-in has so many per em."""
    font = _source(WIDER, lazy=True)
    drawn = font["hmtx"]
    signs = font.getBestCmap().items()
    return {"em": stand_in.units_per_em} | {str(sign): drawn[glyph][0] for sign, glyph in signs}


def _for_pages(style: str, signs: Iterable[int]) -> TTFont:
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    font = _source(style)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def _stand_in(stand_in: StandIn, family: str, style: str) -> TTFont:
    font = _source(style)
    font["head"].unitsPerEm = stand_in.units_per_em
    _set_heights(font, stand_in)
    _set_names(font, family, style)
    for table in _HINTS:  # drawn for another size: harmful after the change
        if table in font:
            del font[table]
    for name in font.getGlyphOrder():
        font["glyf"][name].removeHinting()
    if family == stand_in.digits_family:
        _put_thai_digits(font)
    return font


def _set_heights(font: TTFont, stand_in: StandIn) -> None:
    ascent, descent, gap = (
        round(share * stand_in.units_per_em)
        for share in (stand_in.ascent_em, stand_in.descent_em, stand_in.gap_em)
    )
    horizontal, os2 = font["hhea"], font["OS/2"]
    horizontal.ascent, horizontal.descent, horizontal.lineGap = ascent, -descent, gap
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, gap
    os2.usWinAscent, os2.usWinDescent = ascent, descent


def _set_names(font: TTFont, family: str, style: str) -> None:
    names = font["name"]
    plain = family.replace(" ", "")
    for number in _TYPOGRAPHIC:
        names.removeNames(nameID=number)
    for record in names.names:
        match record.nameID:
            case 1:
                record.string = family
            case 2:
                record.string = style
            case 3 | 4:
                record.string = f"{family} {style}"
            case 6:
                record.string = f"{plain}-{style}"


def _put_thai_digits(font: TTFont) -> None:
    for table in font["cmap"].tables:
        for digit in range(10):
            if _THAI_ZERO + digit in table.cmap:
                table.cmap[_ZERO + digit] = table.cmap[_THAI_ZERO + digit]


if __name__ == "__main__":
    make_fonts(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
