import os
import re
import shutil
import subprocess
from pathlib import Path
from unicodedata import category

import pytest
from fontTools.ttLib import TTFont

from config.documents import document_defaults
from config.settings import PROJECT
from tasks.documents.font_maker import SIGNS, make_fonts
from tasks.documents.fonts import LICENCE, SHIPPED, put_fonts

STAND_IN = document_defaults().stand_in
FACE = re.compile(r'url\("([^"]+)"\).*?unicode-range: ([^;]+);')
PAGES = PROJECT / "templates" / "desk"


def opened(fonts: Path, name: str) -> TTFont:
    with (fonts.parent / name).open("rb") as file:
        font = TTFont(file, lazy=False)
        font.ensureDecompiled()
        return font


@pytest.mark.parametrize("name", ["PrasanSarabun-Regular.ttf", "PrasanSarabun-Bold.ttf"])
def test_the_stand_in_has_the_measures_of_th_sarabun(fonts: Path, name: str) -> None:
    font = opened(fonts, name)
    em = font["head"].unitsPerEm
    ko_kai = font["hmtx"][font.getBestCmap()[ord("ก")]][0] / em
    assert ko_kai == pytest.approx(0.386, abs=0.03)
    for above, below in (
        (font["hhea"].ascent, -font["hhea"].descent),
        (font["OS/2"].usWinAscent, font["OS/2"].usWinDescent),
        (font["OS/2"].sTypoAscender, -font["OS/2"].sTypoDescender),
    ):
        assert (above / em, below / em) == (0.85, 0.25)


def test_it_goes_by_a_name_of_our_own(fonts: Path) -> None:
    names = opened(fonts, "PrasanSarabun-Bold.ttf")["name"]
    assert (names.getDebugName(1), names.getDebugName(2)) == ("Prasan Sarabun", "Bold")
    assert names.getDebugName(16) is None
    assert names.getDebugName(6) == "PrasanSarabun-Bold"


@pytest.mark.parametrize("name", ["PrasanSarabun-Regular.ttf", "PrasanSarabun-Bold.ttf"])
def test_the_letters_that_papers_may_be_written_in_are_those_that_it_draws(
    fonts: Path, name: str
) -> None:
    signs = opened(fonts, name).getBestCmap()
    kinds = {sign: category(chr(sign)) for sign in signs}
    letters = {sign for sign, kind in kinds.items() if kind[0] in "LM" or kind == "Nd"}
    assert STAND_IN.drawn == letters


def test_the_digits_font_draws_arabic_digits_as_thai_ones(fonts: Path) -> None:
    signs = opened(fonts, "PrasanSarabunDigits-Regular.ttf").getBestCmap()
    assert [signs[ord(digit)] for digit in "0123456789"] == [
        signs[ord(digit)] for digit in "๐๑๒๓๔๕๖๗๘๙"
    ]


def test_no_tone_mark_of_the_font_is_taller_than_its_line(fonts: Path) -> None:
    font = opened(fonts, "PrasanSarabun-Regular.ttf")
    marks = [font.getBestCmap()[code] for code in range(0x0E48, 0x0E4D)]
    assert max(font["glyf"][mark].yMax for mark in marks) <= font["hhea"].ascent


def test_the_licence_goes_with_the_fonts(fonts: Path) -> None:
    assert "SIL OPEN FONT LICENSE" in (fonts.parent / LICENCE).read_text("utf-8").upper()


def signs_of_faces() -> dict[str, set[int]]:
    """Of which signs the pages' style has a browser look into which file."""
    return {
        name: {
            sign
            for one in said.replace("U+", "").split(", ")
            for sign in range(int(one.split("-")[0], 16), int(one.split("-")[-1], 16) + 1)
        }
        for name, said in FACE.findall((PAGES / "prasan.css").read_text("utf-8"))
    }


def test_the_pages_look_for_each_sign_in_the_one_file_that_draws_it() -> None:
    asked = signs_of_faces()
    drawn = {name: {*TTFont(SHIPPED / name).getBestCmap()} for name in asked}
    assert set(drawn) == {file.name for file in SHIPPED.glob("*.woff2")}
    for weight in ("regular", "bold"):
        first, second = f"sarabun-{weight}.woff2", f"sarabun-{weight}-latin.woff2"
        assert drawn[first] <= asked[first] == SIGNS
        assert drawn[second] <= asked[second]
        assert not asked[first] & asked[second]
        assert drawn[first] | drawn[second] >= {*range(0x20, 0x7F), *range(0xA0, 0x17F)}


def test_no_page_fetches_the_second_file_for_words_of_ours() -> None:
    catalogues = (PROJECT / "config" / "locale").glob("*/LC_MESSAGES/*.po")
    said = {*"".join(one.read_text("utf-8") for one in (*catalogues, *PAGES.glob("*.*")))}
    for name, signs in signs_of_faces().items():
        if name.endswith("-latin.woff2"):
            assert not {chr(sign) for sign in signs} & said


def test_what_is_shipped_is_what_is_made_from_the_source(tmp_path: Path) -> None:
    make_fonts(tmp_path)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert {file.name: file.read_bytes() for file in SHIPPED.iterdir()} == made


def test_putting_them_again_changes_nothing(fonts: Path) -> None:
    before = {file: file.read_bytes() for file in fonts.parent.glob("*.*")}
    times = {file: file.stat().st_mtime_ns for file in fonts.parent.glob("*.ttf")}
    assert put_fonts(fonts.parent) == fonts
    assert {file: file.read_bytes() for file in fonts.parent.glob("*.*")} == before
    assert {file: file.stat().st_mtime_ns for file in fonts.parent.glob("*.ttf")} == times


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig's fc-match is missing")
@pytest.mark.parametrize("family", STAND_IN.replaces)
def test_the_system_takes_it_where_an_office_has_no_th_sarabun(fonts: Path, family: str) -> None:
    found = subprocess.run(
        ["fc-match", "-f", "%{family}", family],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert found.stdout in {STAND_IN.family, family}


@pytest.mark.parametrize("left", [0.0, 0.5])
def test_a_font_that_is_damaged_is_put_there_anew(fonts: Path, tmp_path: Path, left: float) -> None:
    folder = tmp_path / "fonts"
    shutil.copytree(fonts.parent, folder)
    font = folder / "PrasanSarabun-Regular.ttf"
    whole = font.read_bytes()
    font.write_bytes(whole[: int(len(whole) * left)])
    put_fonts(folder)
    assert len(font.read_bytes()) == len(whole)
