"""The font of the pages: Sarabun out of its package, Thai and Latin only, compressed.

`python -m desk.web.frame.fonts` builds it into .cache/web, at setup.
"""

from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from desk.views.page_font import FOLDER

STYLES = ("Regular", "Bold")
LATIN, THAI = range(0x20, 0x17F), range(0x0E00, 0x0E5C)
MARKS = (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2192, 0x25CC)


def build_fonts(folder: Path = FOLDER) -> list[Path]:
    """Write sarabun-regular.woff2 and sarabun-bold.woff2, with the OFL licence beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    source = files("fontpkg_sarabun")
    (folder / "OFL.txt").write_bytes((source / "LICENSE").read_bytes())
    return [_build(source / "files" / f"Sarabun-{one}.ttf", folder, one) for one in STYLES]  # type: ignore[arg-type]


def _build(source: Path, folder: Path, style: str) -> Path:
    options = Options()
    options.layout_features = ["*"]
    options.flavor = "woff2"
    options.hinting = False
    font = TTFont(BytesIO(source.read_bytes()), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *THAI, *MARKS])
    subsetter.subset(font)
    font.flavor = "woff2"
    made = folder / f"sarabun-{style.lower()}.woff2"
    font.save(made)
    return made


if __name__ == "__main__":
    build_fonts()
