"""Bangkok's khet have no District Chief: no door begins a committee there or takes an office in."""

from pathlib import Path

import pytest

from config.words import LANGUAGES
from registry.rules.plain_values import Json
from tests.builders import a_desk
from tests.desk.cli.at_areas import written
from tests.desk.cli.at_commands import a_file, a_scan
from tests.desk.cli.terminal import Terminal, tables

BY = ("--recorded-by", "admin")
OFFICES: Json = {"offices": [{"ref": "1001/district_chief", "title_th": "นายเขต", "title_en": "x"}]}
MOVES: Json = {
    "number": "301/2565",
    "dated": "2022-09-15",
    "moves": [{"district": "เขตพระนคร", "on": "2022-10-01", "coming": "นางใหม่ มาแทน"}],
}
LETTER: Json = {
    "number": "ที่ กท ๐๐๑๗/ว ๑๒๓", "dated": "2022-06-01", "subject_th": "การจัดตั้งคณะกรรมการ",
    "signer": "นายสมมุติ ตัวอย่าง",
}  # fmt: skip


@pytest.fixture
def prasan(sqlite_url: str) -> Terminal:
    a_desk(sqlite_url, "2022-06-20")
    return Terminal(sqlite_url)


@pytest.fixture
def files(prasan: Terminal, tmp_path: Path) -> dict[str, str]:
    example = str(tmp_path / "adopt.xlsx")
    prasan("adopt", "--example", "filled", example)
    row = {"code": "1051", "province": "กรุงเทพมหานคร", "split_from": "เขตพระนคร"}
    return {
        "FORM": example,
        "OFFICES": a_file(tmp_path, OFFICES, "offices.json"),
        "MOVES": a_file(tmp_path, MOVES, "moves.json"),
        "LETTER": a_file(tmp_path, LETTER, "letter.json"),
        "SCAN": a_scan(tmp_path),
        "AREAS": written(tmp_path / "areas.csv", row),
    }


@pytest.mark.parametrize(
    "words",
    [
        "start establishment --district เขตพระนคร",
        "start establishment --district 1001",
        "start establishment --province 10 --directive LETTER --scan SCAN",
        "adopt FORM --district เขตพระนคร",
        "adopt FORM --district เขตพระนคร --preview",
        "load OFFICES",
        "province add กรุงเทพมหานคร --coordinator ใหม่ --title นาง --from 2022-01-01",
        "rotate MOVES",
        "areas add AREAS",
    ],
)
def test_no_door_takes_a_khet_in(prasan: Terminal, files: dict[str, str], words: str) -> None:
    before = tables(prasan.url)
    command = [files.get(one, one) for one in words.split()]
    for language in LANGUAGES:
        done = prasan(*command, *BY, "--lang", language)
        assert done.code == 2
        assert {"th": "นายอำเภอ", "en": "District Chief"}[language] in done.err
        assert "768/2556" in done.err
    assert {**tables(prasan.url), "attempt": []} == {**before, "attempt": []}
