"""The stand-in for TH SarabunPSK, which papers are printed with where an office has none.

`tasks.documents.font_maker` made it (templates/fonts), under the OFL licence beside it.
"""

import json
from functools import cache
from itertools import repeat
from pathlib import Path
from xml.sax.saxutils import escape

from config.documents import StandIn, document_defaults

SHIPPED = Path(__file__).parents[2] / "templates" / "fonts"
CONFIGURATION = "fonts.conf"
LICENCE = "OFL.txt"
WIDTHS = "widths.json"  # of each sign by its number, and of the em


def put_fonts(folder: Path) -> Path:
    """Put the fonts into `folder` unless they are there whole; returns the fontconfig file.

    With them goes the OFL licence, and aliases from TH SarabunPSK and TH Sarabun New. The folder
    is one that can be written: fontconfig keeps its cache beside them.
    """
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for shipped in (*SHIPPED.glob("*.ttf"), SHIPPED / LICENCE):
        _put(shipped.read_bytes(), folder / shipped.name)
    configuration = folder / CONFIGURATION
    text = _configuration(folder, document_defaults().stand_in)
    configuration.write_text(text, encoding="utf-8")
    return configuration


def ems_wide(text: str) -> float:
    """How wide the text is drawn, in sizes of its letters; marks above and below add nothing."""
    return sum(map(_widths().get, map(ord, text), repeat(0.0)))


@cache
def _widths() -> dict[int, float]:
    """The width of each sign in em: bold, which is the wider."""
    kept = json.loads((SHIPPED / WIDTHS).read_text(encoding="utf-8"))
    em = kept.pop("em")
    return {int(sign): width / em for sign, width in kept.items()}


def _put(content: bytes, file: Path) -> None:
    """A damaged font shows nothing, unsaid: it is put there anew."""
    if file.is_file() and file.read_bytes() == content:
        return
    part = file.with_suffix(".part")  # one cut short by a full disk would stay unnoticed
    part.write_bytes(content)
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
