"""The stand-in for TH SarabunPSK, built at setup from OFL Sarabun (package fontpkg-sarabun).

The national font may not be shipped. Sarabun is the same design at half as large again:
1,500 units per em instead of 1,000, and TH Sarabun's vertical metrics, give lines and pages
of the length that offices have in Word (advance of ko kai 0.384 em, theirs 0.386).

`python -m tasks.documents.fonts [FOLDER]` builds it.
"""

import sys
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont, TTLibError

from config.documents import StandIn, document_defaults

DEFAULT_FOLDER = Path(__file__).parents[2] / ".cache" / "fonts"
CONFIGURATION = "fonts.conf"
LICENCE = "OFL.txt"
_SOURCE = files("fontpkg_sarabun")
_TYPOGRAPHIC = (16, 17, 21, 22, 25)
_HINTS = ("fpgm", "prep", "cvt ", "hdmx", "LTSH", "VDMX", "gasp", "DSIG")
_ZERO, _THAI_ZERO = ord("0"), 0x0E50


def build_fonts(folder: Path = DEFAULT_FOLDER) -> Path:
    """Build the fonts into `folder` unless they are there whole; returns the fontconfig file.

    Regular and bold, both once more with Thai digits at the places of the Arabic ones (page
    numbers in a PDF), the OFL licence, and aliases from TH SarabunPSK and TH Sarabun New.
    """
    stand_in = document_defaults().stand_in
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for style in ("Regular", "Bold"):
        for family in (stand_in.family, stand_in.digits_family):
            file = folder / f"{family.replace(' ', '')}-{style}.ttf"
            if not _is_whole(file):
                _write(_build(stand_in, family, style), file)
    (folder / LICENCE).write_bytes((_SOURCE / "LICENSE").read_bytes())
    configuration = folder / CONFIGURATION
    configuration.write_text(_configuration(folder, stand_in), encoding="utf-8")
    return configuration


def points_wide(text: str, size: float = 16) -> float:
    """How wide the text is drawn at that size in points; marks above and below add nothing."""
    widths = _widths()
    return sum(widths.get(ord(sign), 0) for sign in text) * size


@cache
def _widths() -> Mapping[int, float]:
    """The width of each sign in em: bold, which is the wider."""
    font = TTFont(BytesIO((_SOURCE / "files" / "Sarabun-Bold.ttf").read_bytes()), lazy=True)
    drawn, units = font["hmtx"], document_defaults().stand_in.units_per_em
    return {sign: drawn[glyph][0] / units for sign, glyph in font.getBestCmap().items()}


def _build(stand_in: StandIn, family: str, style: str) -> TTFont:
    source = _SOURCE / "files" / f"Sarabun-{style}.ttf"
    font = TTFont(BytesIO(source.read_bytes()), recalcTimestamp=False)
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


def _is_whole(file: Path) -> bool:
    """Whether the font is there with all its tables; a damaged one shows nothing, unsaid."""
    try:
        with file.open("rb") as stream, TTFont(stream, lazy=True) as font:
            ends = [one.offset + one.length for one in font.reader.tables.values()]
    except (FileNotFoundError, TTLibError):
        return False
    return max(ends, default=0) <= file.stat().st_size


def _write(font: TTFont, file: Path) -> None:
    part = file.with_suffix(".part")  # a font cut short by a full disk would stay unnoticed
    font.save(part)
    part.replace(file)


def _configuration(folder: Path, stand_in: StandIn) -> str:
    aliases = "\n".join(
        f'  <alias binding="same"><family>{escape(name)}</family>'
        f"<accept><family>{escape(stand_in.family)}</family></accept></alias>"
        for name in stand_in.replaces
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"  <dir>{escape(str(folder))}</dir>\n"
        f"  <cachedir>{escape(str(folder / 'cache'))}</cachedir>\n"
        f"{aliases}\n</fontconfig>\n"
    )


if __name__ == "__main__":
    build_fonts(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER)
