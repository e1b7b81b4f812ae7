"""`pack export`, `pack import`, `pack taken`: from Chiang Rai to Surat Thani."""

from pathlib import Path

import pytest

from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal, tables
from tests.flows.replication.packs import COORD_84, lesson, surat_has_a_coordinator, with_row

BY_COORD = ("--recorded-by", "coord")
BY_SURAT = ("--area", "84", "--recorded-by", COORD_84)


@pytest.fixture
def desk(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("PATH", "")  # no LibreOffice, which takes seconds
    made = a_desk(sqlite_url)
    surat_has_a_coordinator(made)
    return made


@pytest.fixture
def prasan(desk: Desk) -> Terminal:
    return Terminal(str(desk.office.registry.url))


@pytest.fixture
def pack(prasan: Terminal, tmp_path: Path) -> str:
    file = tmp_path / "chiang-rai.zip"
    said = prasan("pack", "export", "--province", "57", "--out", str(file), *BY_COORD, "--json")
    assert said.code == 0
    assert said.json["items"] > 50
    assert said.json["left_out"] == []
    file.write_bytes(with_row(file.read_bytes(), "lesson", lesson()))
    return str(file)


def test_a_pack_is_looked_at_taken_over_and_listed(prasan: Terminal, pack: str) -> None:
    before = tables(prasan.url)
    looked = prasan("pack", "import", pack, "--preview", *BY_SURAT, "--lang", "en")
    assert looked.code == 0
    assert "lesson/lesson-1" in looked.out
    assert "New: 1." in looked.out
    assert "From Chiang Rai" in looked.out
    assert "compare it with what the sender told" in looked.out
    assert tables(prasan.url) == before
    took = prasan("pack", "import", pack, *BY_SURAT, "--json").json
    assert (took["taken"], took["left"], took["origin"]) == (["lesson/lesson-1"], [], "57")
    listed = prasan("pack", "taken", "--area", "84", "--json").json["items"]
    assert [(one["kind"], one["origin"]) for one in listed] == [("lesson", "57")]
    said = prasan("pack", "taken", "--area", "84", "--lang", "en").out
    assert "Chiang Rai" in said


def test_the_digest_that_was_told_is_held_against_the_file(prasan: Terminal, pack: str) -> None:
    words = ("pack", "import", pack, "--preview", *BY_SURAT)
    told = prasan(*words, "--json").json["sha256"]
    assert prasan(*words, "--digest", told.upper()).code == 0
    assert prasan.refused(*words, "--digest", "0" * 64) == ("pack_digest_differs", "--digest")


def test_what_is_no_pack_or_of_nobodys_area_is_refused(
    prasan: Terminal, pack: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(b"no zip")
    for words, expected in (
        (("pack", "import", str(other), *BY_SURAT), ("pack_not_zip", "FILE")),
        (("pack", "import", "none.zip", *BY_SURAT), ("file_not_readable", "FILE")),
        (("pack", "import", pack, "--area", "57", *BY_SURAT[2:]), ("may_not", "recorded_by")),
        (("pack", "export", "--out", "x.zip", "--district", "5715", *BY_SURAT[2:]),
         ("may_not", "recorded_by")),
        (("pack", "import", pack, "--area", "5715", *BY_COORD), ("province_unknown", "--area")),
        (("pack", "import", pack, *BY_SURAT, "--take", "a/b"), ("pack_item_unknown", "--take")),
        (("pack", "export", "--out", pack, "--province", "57", *BY_COORD),
         ("export_target_exists", "--out")),
        (("pack", "export", "--out", "x.zip", *BY_COORD), ("usage_missing", "--district")),
        (("pack", "export", "--out", "x.zip", "--district", "5715", "--province", "57", *BY_COORD),
         ("usage_unfit", "--district")),
        (("pack", "export", "--out", "x.zip", "--district", "nowhere", *BY_COORD),
         ("district_unknown", "--district")),
    ):  # fmt: skip
        assert prasan.refused(*words) == expected
