from pathlib import Path

import pytest

from tasks.documents.docx_text import paragraphs
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_first_draft()
    return desk


def test_papers_are_written_a_file_each_and_those_that_are_there_are_left(
    desk: Desk, sqlite_url: str, tmp_path: Path
) -> None:
    prasan, folder = Terminal(sqlite_url), tmp_path / "papers"
    words = (
        "document",
        "files",
        str(folder),
        "--area",
        "5715",
        "--kind",
        "appointment_order",
        "--json",
    )
    first = prasan(*words).json
    files = sorted(folder.iterdir())
    assert (first["written"], first["there"], len(files)) == (len(files), 0, len(files))
    assert all(one.suffix == ".docx" for one in files)
    assert any("แม่ฟ้าหลวง" in "".join(paragraphs(one.read_bytes())) for one in files)
    kept, lost = files[0], files[-1]
    kept.write_bytes(b"left alone")
    lost.unlink()
    again = prasan(*words).json
    assert (again["written"], again["there"]) == (1, len(files) - 1)
    assert (kept.read_bytes(), lost.exists()) == (b"left alone", True)


def test_fair_copies_are_written_beside_the_drafts_of_the_folder(
    desk: Desk, sqlite_url: str, tmp_path: Path
) -> None:
    prasan, folder = Terminal(sqlite_url), tmp_path / "papers"
    words = ("document", "files", str(folder), "--kind", "appointment_order", "--json")
    drafts = prasan(*words).json["written"]
    assert prasan(*words, "--fair").json["written"] == drafts
    (draft, *_), (fair, *_) = (sorted(folder.glob(one)) for one in ("*[!r].docx", "*-fair.docx"))
    assert draft.read_bytes() != fair.read_bytes()


def test_a_run_that_was_killed_leaves_no_half_a_file(
    desk: Desk, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prasan, folder = Terminal(sqlite_url), tmp_path / "papers"

    def full(_: Path, __: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_bytes", full)
        assert prasan.refused("document", "files", str(folder)) == ("export_not_written", "FOLDER")
    assert list(folder.iterdir()) == []
    assert prasan("document", "files", str(folder), "--json").json["written"] > 0


def test_a_kind_that_no_paper_is_of_is_refused_with_what_was_meant(
    desk: Desk, sqlite_url: str, tmp_path: Path
) -> None:
    asked = ("document", "files", str(tmp_path / "x"), "--kind", "appointment_ordre")
    assert Terminal(sqlite_url).refused(*asked) == ("unknown_paper_kind", "--kind")
    assert not (tmp_path / "x").exists()


@pytest.mark.office
@pytest.mark.slow
def test_pdfs_that_are_missing_are_made_in_portions(
    desk: Desk, sqlite_url: str, tmp_path: Path
) -> None:
    prasan, folder = Terminal(sqlite_url), tmp_path / "pages"
    words = ("document", "files", str(folder), "--kind", "appointment_order", "--pdf", "--json")
    made = prasan(*words)
    files = sorted(folder.iterdir())
    assert made.json["written"] == len(files) > 0
    assert all(one.read_bytes().startswith(b"%PDF") for one in files)
    files[0].unlink()
    assert prasan(*words).json["written"] == 1
