"""`export --all` as it is typed, its workbook read back."""

import errno
import hashlib
import json
import os
import re
import shutil
import zipfile
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from flows.export import ExportNotWritten, export_all
from registry.models import Base, Contact
from registry.models.guards import fact_tables
from registry.queries.export import (
    COLUMNS_LEFT_BEHIND,
    LEFT_BEHIND,
    ExportSheet,
    _queries,
    columns_in,
    is_left_behind,
)
from registry.queries.export_queries import Rows
from registry.records.filing import Upload
from registry.rules.redaction import TEXT_MARK
from registry.store import Registry
from tasks.workbooks.export_workbook import LONGEST_CELL, write_workbook
from tests.builders import COORDINATOR, OPENED, SECOND, a_desk
from tests.desk.cli.terminal import Terminal, attempts, tables

BY_ADMIN = ("--recorded-by", "admin")
ADMIN_OF_DEMO = "57.psdhs_coordinator.1"
NOTE = "พบสมหญิงที่ร้านริมทาง"
FORMULA = "=HYPERLINK(1).pdf"
PHONE = "053 123 456"
SECRET_TABLES = {"account", "invitation", "sign_in", "sign_in_failure", "gate_draft"}


@pytest.fixture
def prasan(made_registry_url: str) -> Terminal:
    """A registry with answers, a scan, a contact: on both databases."""
    desk = a_desk(made_registry_url)
    first = desk.start()
    paper = Upload(FORMULA, "application/pdf", b"%PDF-1.4\n%scan\n")
    answer = {"finding": "none", "note": NOTE}
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", answer, evidence=[paper])
    prasan = Terminal(made_registry_url)
    assert prasan("people", "contact", "coord", "phone", PHONE, *BY_ADMIN).code == 0
    return prasan


@pytest.fixture
def terminal(sqlite_url: str) -> Terminal:
    a_desk(sqlite_url)
    return Terminal(sqlite_url)


def exported(prasan: Terminal, folder: Path, *words: str) -> dict[str, list[dict[str, Any]]]:
    """The sheets of what was exported, as rows by the names of their columns."""
    by = () if "--recorded-by" in words else BY_ADMIN
    done = prasan("export", "--all", str(folder), *words, *by)
    assert done.code == 0, done
    book = load_workbook(folder / "prasan.xlsx", read_only=True)
    found = {}
    for page in book:
        heads, *rows = page.iter_rows(values_only=True)
        found[page.title] = [dict(zip_longest(map(str, heads), row)) for row in rows]
    book.close()
    return found


def everything_in(folder: Path) -> str:
    """All texts of the workbook, and the names of all files."""
    with zipfile.ZipFile(folder / "prasan.xlsx") as book:
        texts = [book.read(name).decode() for name in book.namelist()]
    return "\n".join([*texts, *(str(file) for file in folder.rglob("*"))])


def test_every_paper_and_every_row_is_there(prasan: Terminal, tmp_path: Path) -> None:
    sheets, rows = exported(prasan, tmp_path / "out"), tables(prasan.url)
    (paper,) = [one for one in sheets["documents"] if one["status"] == "evidence"]
    kept = (tmp_path / "out" / paper["file"]).read_bytes()
    assert hashlib.sha256(kept).hexdigest() == paper["sha256"]
    assert paper["file"].startswith("documents/เชียงราย/5715 แม่ฟ้าหลวง/000001 =HYPERLINK(1).pdf")
    kinds = {"instances": "instance", "people": "person", "holders": "holding", "legal":
             "legal_basis_text", "offices": "office_name", "orders": "district_order"}  # fmt: skip
    for sheet, table in kinds.items():
        assert len(sheets[sheet]) == len(rows[table]), sheet
    assert len(sheets["districts"]) == 77 + 928
    answers = [one for one in sheets["decisions"] if one["kind"] == "decision"]
    assert [(one["gate"], one["recorded_by"], one["act_date"]) for one in answers] == [
        ("earlier_order", "coord", "2022-06-02")
    ]
    said = json.loads(answers[0]["answer"])["answer"]
    assert (said["finding"], said["note"]) == ("none", NOTE)


def test_a_sheet_is_called_by_a_word_and_its_own_plural(prasan: Terminal, tmp_path: Path) -> None:
    names = set(exported(prasan, tmp_path / "out"))
    assert {"money", "progress", "held_activities", "carried_activities"} <= names
    assert [one for one in names if re.search(r"([^aeiou]y|ss|ied|ey)s$", one)] == []


def test_telephones_leave_the_house_only_where_they_are_asked_for(
    prasan: Terminal, tmp_path: Path
) -> None:
    assert "contacts" not in exported(prasan, tmp_path / "without")
    assert PHONE not in everything_in(tmp_path / "without")
    with_them = exported(prasan, tmp_path / "with", "--contacts")
    assert [one["value"] for one in with_them["contacts"]] == [PHONE]


def test_what_two_people_took_out_is_marked_and_nowhere(
    prasan: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRASAN_HOME", str(tmp_path / "home"))  # the list of redactions lies there
    (entry,) = [row for row in tables(prasan.url)["entry"] if row[3] == "decision"]
    asked = prasan(
        "redact", "1", str(entry[0]), "--field", "note", "--document", "1", "--reason", "ผู้เสียหาย",
        "--recorded-by", "coord",
    )  # fmt: skip
    assert asked.code == 0, asked
    (tmp_path / "yes.json").write_text('{"result": "confirmed"}')
    done = prasan(
        "decide", "1", "!redact/1", "--by", SECOND, "--decided-on", "2022-06-03",
        "--answer", str(tmp_path / "yes.json"), "--recorded-by", "coord2",
        "--about", prasan.read(1, "!redact/1"),
    )  # fmt: skip
    assert done.code == 0, done
    sheets = exported(prasan, tmp_path / "out")
    (answer,) = [one for one in sheets["decisions"] if one["gate"] == "earlier_order"]
    assert answer["redacted"] is True
    assert json.loads(answer["answer"])["answer"]["note"] == TEXT_MARK
    (paper,) = [one for one in sheets["documents"] if one["status"] == "evidence"]
    assert (paper["redacted"], paper["file"]) == (True, TEXT_MARK)
    assert not list((tmp_path / "out").glob("documents/**/*.pdf"))
    assert NOTE not in everything_in(tmp_path / "out")


def test_nothing_that_was_typed_is_a_formula(prasan: Terminal, tmp_path: Path) -> None:
    exported(prasan, tmp_path / "out")
    page = load_workbook(tmp_path / "out" / "prasan.xlsx")["documents"]
    cells = [cell for row in page.iter_rows() for cell in row if FORMULA in str(cell.value)]
    named, placed = cells  # the path of the file begins with its folder
    assert (type(named), named.data_type, named.value) == (Cell, "s", f"'{FORMULA}")
    assert str(placed.value).startswith("documents/")


def test_who_took_it_away_is_logged_and_audited(prasan: Terminal, tmp_path: Path) -> None:
    exported(prasan, tmp_path / "out")
    assert ("admin", "registry", "export") in attempts(prasan.url)
    assert [row[6] for row in tables(prasan.url)["audit"]].count("registry.exported") == 1
    assert prasan("verify").code == 0


def test_every_table_and_column_has_a_place_or_says_why_not() -> None:
    queries = _queries()
    told = {one for query in queries.values() for one in columns_in(query)}
    tables = {table for table, _ in told}
    assert tables | set(LEFT_BEHIND) == set(Base.metadata.tables)
    assert not tables & set(LEFT_BEHIND)
    assert set(fact_tables()) <= tables
    columns = [
        column
        for name in sorted(tables)
        for column in Base.metadata.tables[name].columns
        if (name, column.name) not in told
    ]
    assert [str(one) for one in columns if not is_left_behind(one)] == []
    known = {str(one) for table in Base.metadata.tables.values() for one in table.columns}
    assert {one for one in COLUMNS_LEFT_BEHIND if "." in one} <= known
    assert all({**LEFT_BEHIND, **COLUMNS_LEFT_BEHIND}.values())


def heads_of(query: Rows) -> list[str]:
    return list(query.selected_columns.keys())


def test_no_sheet_has_a_column_of_secrets() -> None:
    heads = {head for query in _queries().values() for head in heads_of(query)}
    assert not [head for head in heads if re.search("token|password|salt|secret|digest", head)]


def test_meetings_trainings_and_scores_are_there(demo_file: Path, tmp_path: Path) -> None:
    terminal = Terminal(f"sqlite:///{shutil.copy(demo_file, tmp_path / 'demo.db')}")
    by_admin = ("--recorded-by", ADMIN_OF_DEMO)
    sheets, rows = exported(terminal, tmp_path / "out", *by_admin), tables(terminal.url)
    for sheet, table in (("meetings", "meeting"), ("trainings", "training"), ("scores", "score"),
                         ("attendance", "attendance"), ("action_items", "action_item"),
                         ("team_agencies", "team_agency")):  # fmt: skip
        assert len(sheets[sheet]) == len(rows[table]) > 0, sheet
    assert {one["person"] for one in sheets["attendance"]} & {
        one["person"] for one in sheets["people"]
    }
    assert all(isinstance(one["agency"], str) for one in sheets["team_agencies"])


def test_no_secret_has_a_sheet(terminal: Terminal, tmp_path: Path) -> None:
    sheets = exported(terminal, tmp_path / "out", "--contacts")
    assert not SECRET_TABLES & set(sheets)
    said = everything_in(tmp_path / "out")
    assert not re.search(r"argon2|token_sha256|password_hash", said)
    assert set(Base.metadata.tables) >= SECRET_TABLES
    assert Contact.__tablename__ + "s" in sheets


@pytest.mark.parametrize("who", ["coord", "5715.chief"])
def test_only_an_administrator_takes_everything_away(
    terminal: Terminal, tmp_path: Path, who: str
) -> None:
    words = ("export", "--all", str(tmp_path / "out"), "--recorded-by", who)
    assert terminal.refused(*words) == ("may_not", "recorded_by")
    assert not (tmp_path / "out").exists()


def test_an_export_writes_over_nothing(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    words = ("export", "--all", str(tmp_path / "out"), *BY_ADMIN)
    assert terminal.refused(*words) == ("export_target_exists", "--all")


def test_an_export_that_cannot_be_written_leaves_nothing(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("")
    before = sorted(tmp_path.iterdir())
    words = ("export", "--all", str(tmp_path / "a file" / "out"), *BY_ADMIN)
    assert terminal.refused(*words) == ("export_not_written", "--all")
    assert sorted(tmp_path.iterdir()) == before


def test_an_export_that_is_cut_off_leaves_nothing(terminal: Terminal, tmp_path: Path) -> None:
    def full(_said: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    registry = Registry(terminal.url)
    OPENED.append(registry)
    with pytest.raises(ExportNotWritten, match="the disk is full"):
        export_all(
            registry, tmp_path / "out", recorded_by="admin", contacts=False, tell=full
        )  # fmt: skip
    assert not [one for one in tmp_path.iterdir() if one.is_dir()]
    assert ("admin", "registry", "export") in attempts(terminal.url)


def test_a_text_that_no_cell_can_hold_is_kept_beside_the_workbook(tmp_path: Path) -> None:
    kept: dict[str, str] = {}

    def elsewhere(name: str, text: str) -> str:
        kept[name] = text
        return f"long-texts/{name}.txt"

    long = "ก" * (LONGEST_CELL + 1)
    sheet = ExportSheet("decisions", ("entry", "answer"), iter([(7, long), (8, "a\x07b")]))
    counts = write_workbook(tmp_path / "book.xlsx", [("ก", "a")], [sheet], elsewhere)
    page = load_workbook(tmp_path / "book.xlsx")["decisions"]
    assert counts == {"decisions": 2}
    assert kept == {"decisions-1-answer": long}
    assert list(page.values)[1:] == [(7, "long-texts/decisions-1-answer.txt"), (8, "a\ufffdb")]
