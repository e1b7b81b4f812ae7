"""What a command that was killed leaves beside its file or folder: the next one removes it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk.cli.terminal import Terminal
from tests.registry.records.at_publications import MAE_SAI, few_told

HOUSE = Path(__file__).parents[3]
KILLED = """
import os, sys
from pathlib import Path
from desk.cli.main import run
def killed(*_):
    os.kill(os.getpid(), 9)
Path.replace = Path.rename = killed  # the part is whole, and has not got its name
run(sys.argv[1:])
"""
BY = ("--recorded-by", "admin")
WRITES = {
    "publish": ("publish", "assistance", "--district", MAE_SAI, "--year", "2565", "--audience",
                "shared", "--out", "{}.csv", "--recorded-by", "coord"),
    "package": ("package", "--out", "{}", MAE_SAI, "--recorded-by", "coord"),
    "export of everything": ("export", "--all", "{}", *BY),
    "export of a workbook": ("export", "offices", "{}.xlsx", "--district", MAE_SAI, *BY),
    "document files": ("document", "files", "{}"),
    "backup": ("backup", "{}.backup"),
}  # fmt: skip


def there(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if ".part" in one.name)


@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES)
def test_the_same_command_removes_what_it_left_when_it_was_killed(
    sqlite_url: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    few_told(sqlite_url)
    folder = tmp_path / "out"
    folder.mkdir()
    given = [one.format(folder / "made") for one in words]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *given, "--registry", sqlite_url],
        check=False, cwd=HOUSE, capture_output=True, text=True,
    )  # fmt: skip
    assert killed.returncode == -9, killed.stderr
    assert len(there(folder)) == 1
    again = Terminal(sqlite_url)(*given)
    assert again.code == 0, again.err
    assert there(folder) == []
    assert any(folder.iterdir())
