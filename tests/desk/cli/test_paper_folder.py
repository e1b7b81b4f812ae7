import csv
from pathlib import Path

import pytest

from registry.rules.plain_values import Json
from tasks.documents.docx_text import paragraphs
from tests.builders import COORDINATOR, SCAN, Desk, a_desk
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
    files = sorted(folder.glob("*.docx"))
    assert (first["written"], first["there"], len(files)) == (len(files), 0, len(files))
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
    (draft, *_), (fair, *_) = (sorted(folder.glob(one)) for one in ("*-draft.docx", "*-fair.docx"))
    assert draft.read_bytes() != fair.read_bytes()


def sign(desk: Desk) -> None:
    """The first draft is forwarded, signed and registered."""
    order = desk.order()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-24", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-07-01", {"result": "sign"})
    signed: Json = {"number": "12/2565", "dated": "2022-07-01", "printed": "as_printed"}
    desk.decide(order, "registration", "district_chief", "2022-07-01", signed, evidence=[SCAN])


def listed(folder: Path) -> dict[str, str]:
    """What the folder's list says last of each of its papers."""
    (file,) = folder.glob("*.csv")
    lines = csv.reader(file.read_text("utf-8-sig").splitlines())
    return {line[1]: line[-1] for line in lines if len(line) > 1 and line[0].isdigit()}


def test_what_was_drafted_anew_stands_beside_the_old_file_and_the_list_says_which_counts(
    desk: Desk, sqlite_url: str, tmp_path: Path
) -> None:
    prasan, folder = Terminal(sqlite_url), tmp_path / "papers"
    words = ("document", "files", str(folder), "--kind", "appointment_order", "--json")
    assert prasan(*words).json["outdated"] == 0
    before = {one.name: one.read_bytes() for one in folder.glob("*.docx")}
    assert listed(folder) == dict.fromkeys(before, "ฉบับที่ใช้")
    order = desk.order()
    asked: Json = {"result": "changes", "items": ["เพิ่มที่ปรึกษา"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", asked)
    reply: Json = {"replies": [{"item": 1, "done": True}]}
    desk.decide(order, "revise_draft", COORDINATOR, "2022-06-22", reply)
    again = prasan(*words).json
    found = listed(folder)
    after = {one.name: one.read_bytes() for one in folder.glob("*.docx")}
    assert again["outdated"] == len(before)
    assert before.items() < after.items()
    (new,) = (one for one in after if one not in before and "-v2-draft" in one)
    assert found[new] == "ฉบับที่ใช้"
    (old,) = (one for one in before if "-v1-draft" in one)
    assert found[old] == f"ไม่ใช้แล้ว ใช้ {new}"


def test_a_signed_paper_stands_beside_its_draft_which_counts_no_more(
    desk: Desk, sqlite_url: str, tmp_path: Path
) -> None:
    prasan, folder = Terminal(sqlite_url), tmp_path / "papers"
    words = ("document", "files", str(folder), "--kind", "appointment_order", "--json")
    prasan(*words)
    sign(desk)
    prasan(*words)
    found = listed(folder)
    signed = {name for name, counts in found.items() if counts == "ฉบับที่ใช้"}
    assert signed
    assert not any("-draft" in one for one in signed)
    assert all(counts.removeprefix("ไม่ใช้แล้ว ใช้ ") in signed
               for name, counts in found.items() if name not in signed)  # fmt: skip


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
    files = sorted(folder.glob("*.pdf"))
    assert made.json["written"] == len(files) > 0
    assert all(one.read_bytes().startswith(b"%PDF") for one in files)
    files[0].unlink()
    assert prasan(*words).json["written"] == 1
