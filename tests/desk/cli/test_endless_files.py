"""What is no file, or holds more than is read: refused at once, wherever a command takes one."""

import ast
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.imports.files import TEXT_MEGABYTES
from registry.given_files import MEGABYTE
from tests.builders import a_desk
from tests.desk.cli.terminal import Terminal

HOUSE = Path(__file__).parents[3]
BY = ("--recorded-by", "coord")
# Every command and option that takes a file: `{}` is the file, of a suffix that the option takes.
TAKEN = {
    "decide --answer": ("decide", "1", "earlier_order", "--by", "5715/district_chief",
                        "--decided-on", "2022-06-02", "--answer", "{}.json", *BY),
    "decide --scan": ("decide", "1", "earlier_order", "--by", "5715/district_chief",
                      "--decided-on", "2022-06-02", "--set", "finding=none", "--scan", "{}.pdf",
                      *BY),
    "decide --file": ("decide", "--file", "{}.yaml", *BY),
    "load": ("load", "{}.toml", *BY),
    "load of a workbook": ("load", "{}.xlsx", *BY),
    "rotate": ("rotate", "{}.json", *BY),
    "rotate of a workbook": ("rotate", "{}.xlsx", *BY),
    "event --scan": ("event", "agency_withdrew", "--district", "5715", "--key", "shelter",
                     "--letter", "1",
                     "--on", "2022-06-02", "--scan", "{}.pdf", *BY),
    "adopt": ("adopt", "{}.toml", "--district", "5715", *BY),
    "adopt of a workbook": ("adopt", "{}.xlsx", "--district", "5715", *BY),
    "import": ("import", "{}.xlsx", *BY),
    "return": ("return", "{}.docx", *BY),
    "village load": ("village", "load", "{}.xlsx", "--district", "5715", *BY),
    "areas add": ("areas", "add", "{}.xlsx", *BY),
    "areas add of a text": ("areas", "add", "{}.csv", *BY),
    "template check": ("template", "check", "{}.docx", "--kind", "appointment_order"),
    "template put": ("template", "put", "{}.docx", "--kind", "appointment_order", "--area", "57",
                     *BY),
    "pack import": ("pack", "import", "{}.json", "--area", "57", *BY),
    "start --directive": ("start", "establishment", "--province", "57", "--directive", "{}.toml",
                          *BY),
    "classified record": ("classified", "record", "--district", "5715", "--by", "focal_point",
                          "--answer", "{}.yaml", *BY),
    "document diff": ("document", "diff", "{}.docx", "{}.docx"),
    "figures record": ("figures", "record", "{}.xlsx", "--by", "5715/district_chief",
                       "--decided-on", "2022-06-02", *BY),
}  # fmt: skip


@pytest.fixture
def prasan(sqlite_url: str) -> Terminal:
    a_desk(sqlite_url).to_advocacy()
    return Terminal(sqlite_url)


def device(folder: Path, suffix: str) -> str:
    link = folder / f"endless{suffix}"
    link.symlink_to("/dev/zero")
    return str(link)


def pipe(folder: Path, suffix: str) -> str:
    made = folder / f"nobody{suffix}"
    os.mkfifo(made)
    return str(made)


@pytest.mark.parametrize("make", [device, pipe])
@pytest.mark.parametrize("words", TAKEN.values(), ids=TAKEN)
def test_a_device_or_a_pipe_is_refused_at_once_wherever_a_file_is_taken(
    prasan: Terminal, tmp_path: Path, words: tuple[str, ...], make: Callable[[Path, str], str]
) -> None:
    suffix = next(one for one in words if one.startswith("{}")).removeprefix("{}")
    file = make(tmp_path, suffix)
    given = [file if one.startswith("{}") else one for one in words]
    assert prasan.refused(*given)[0] == "file_is_none"


@pytest.mark.parametrize("make", [device, pipe])
def test_neither_a_backup_nor_a_list_of_redactions_is_one(
    prasan: Terminal, tmp_path: Path, make: Callable[[Path, str], str]
) -> None:
    backup, other = tmp_path / "b.backup", Terminal(f"sqlite:///{tmp_path / 'new.db'}")
    assert prasan("backup", str(backup)).code == 0
    file = make(tmp_path, "")
    listed = other("restore", str(backup), "--redactions", file, "--json")
    assert (listed.code, listed.error["code"]) == (2, "file_is_none")
    assert other("restore", file, "--json").error["code"] == "backup_broken"
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("make", [device, pipe])
def test_what_a_decision_in_a_file_or_a_folder_of_scans_names_is_looked_at_likewise(
    prasan: Terminal, tmp_path: Path, make: Callable[[Path, str], str]
) -> None:
    scan = make(tmp_path, ".pdf")
    rows = {"decisions": [{
        "instance": 1, "gate": "earlier_order", "by": "5715/district_chief",
        "decided_on": "2022-06-02", "answer": {"finding": "none"}, "scans": [scan],
    }]}  # fmt: skip
    file = tmp_path / "several.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    assert prasan.refused("decide", "--file", str(file), *BY)[0] == "file_is_none"


@pytest.mark.parametrize("suffix", [".json", ".toml", ".yaml"])
def test_a_text_that_is_larger_than_anybody_writes_is_not_read(
    prasan: Terminal, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"large{suffix}"
    with file.open("wb") as made:
        made.truncate(TEXT_MEGABYTES * MEGABYTE + 1)
    assert prasan.refused("load", str(file), *BY) == ("file_too_large", "FILE")


def test_so_is_the_standard_input(prasan: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/zero").open(encoding="utf-8") as endless:
        monkeypatch.setattr(sys, "stdin", endless)
        assert prasan.refused("load", "-", *BY) == ("file_too_large", "FILE")


def test_nothing_on_the_way_in_reads_a_file_by_itself() -> None:
    modules = [
        *HOUSE.glob("desk/cli/**/*.py"), *HOUSE.glob("desk/imports/*.py"),
        HOUSE / "registry/uploads.py", HOUSE / "registry/records/redaction_list.py",
    ]  # fmt: skip
    reads = {
        f"{one.name}:{call.lineno}"
        for one in modules
        for call in ast.walk(ast.parse(one.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and (call.func.attr == "read_text" or (call.func.attr == "read_bytes" and not call.args))
    }
    assert len(modules) > 50
    assert reads == set()
