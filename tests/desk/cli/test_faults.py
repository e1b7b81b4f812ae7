"""Whatever the database or the disk does, a command says one sentence and leaves with 2."""

import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.faults import fault_of
from registry.refusals import PlaceClosed
from registry.store import Registry
from tests.builders import COORDINATOR, a_desk
from tests.desk.cli.terminal import PLACEHOLDER, Printed, Terminal
from tests.faults import cut_in_half, full_disk, without_header, without_pages

COMMANDS = pytest.mark.parametrize(
    "words",
    [
        ("verify",),
        ("waiting",),
        ("watch",),
        ("backup", "{folder}/one.backup"),
        ("export", "--all", "{folder}/out", "--recorded-by", "admin"),
        ("export", "offices", "{folder}/offices.xlsx", "--district", "5715", "--recorded-by",
         "coord"),
        ("package", "5715", "--out", "{folder}/package", "--recorded-by", "coord"),
        ("decide", "1", "earlier_order", "--by", COORDINATOR, "--decided-on", "2022-06-02",
         "--answer", "{folder}/found.json", "--recorded-by", "coord"),
    ],
    ids=lambda words: words[0],
)  # fmt: skip


@pytest.fixture
def prasan(sqlite_url: str, tmp_path: Path) -> Terminal:
    """A registry in which the first question waits, and nobody has it open."""
    desk = a_desk(sqlite_url)
    desk.start()
    desk.office.registry.dispose()
    (tmp_path / "found.json").write_text(json.dumps({"finding": "none"}))
    return Terminal(sqlite_url)


def in_one_sentence(printed: Printed, *codes: str) -> None:
    assert printed.code == 2, printed
    error = printed.error
    assert error["code"] in codes
    assert error["message_th"] in printed.err
    assert error["message_en"] in printed.err
    assert not PLACEHOLDER.search(printed.err)
    assert "refusal." not in printed.err
    assert "Errno" not in printed.err


@COMMANDS
@pytest.mark.parametrize("befalls", [without_pages, without_header, cut_in_half])
def test_a_damaged_registry_is_said_to_be_damaged(
    prasan: Terminal, tmp_path: Path, words: tuple[str, ...], befalls: Callable[[Path], None]
) -> None:
    befalls(tmp_path / "registry.db")
    spoken = [word.format(folder=tmp_path) for word in words]
    in_one_sentence(prasan(*spoken, "--json"), "registry_damaged")
    assert not (tmp_path / "one.backup").exists()


@COMMANDS
def test_a_full_disk_is_said_to_be_full(
    prasan: Terminal, tmp_path: Path, words: tuple[str, ...]
) -> None:
    spoken = [word.format(folder=tmp_path) for word in words]
    with full_disk():
        printed = prasan(*spoken, "--json")
    codes = ("registry_not_writable", "registry_not_readable", "disk_refuses", "backup_not_written")
    in_one_sentence(printed, *codes)
    assert all(one.name.startswith(("registry.db", "found.json")) for one in tmp_path.iterdir())
    registry = Registry(prasan.url)
    assert registry.exists()
    registry.dispose()
    assert prasan("verify").code == 0
    assert prasan(*spoken).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("template", "get", "minutes", "--area", "57", "-o", "{place}"),
        ("calendar", "--district", "5715", "-o", "{place}"),
        ("backup", "{place}"),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize(
    ("name", "reason"),
    [("x" * 300, "(ชื่อยาวเกินไป)"), ("found.json/x", "(บางส่วนของที่อยู่ไม่ใช่โฟลเดอร์)")],
    ids=["too long", "below a file"],
)
def test_a_place_that_the_machine_does_not_give_is_named(
    prasan: Terminal, tmp_path: Path, words: tuple[str, ...], name: str, reason: str
) -> None:
    printed = prasan(*(word.format(place=tmp_path / name) for word in words), "--json")
    in_one_sentence(printed, "place_closed", "backup_not_written")
    assert str(tmp_path) in printed.err
    assert reason in printed.error["message_th"]


@pytest.mark.parametrize("words", [("waiting",), ("init", "--admin-title=นาย", "--admin-name=ก ข")])
def test_a_registry_at_a_place_that_the_machine_does_not_give_is_named(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    printed = Terminal(f"sqlite:///{tmp_path}/{'x' * 300}")(*words, "--json")
    in_one_sentence(printed, "place_closed")


def test_what_the_system_allows_this_account_not_is_no_defect() -> None:
    told = fault_of(PermissionError(errno.EACCES, "Permission denied", "/srv/prasan/data"))
    assert isinstance(told, PlaceClosed)
    assert fault_of(PermissionError(errno.EACCES, "of no file")) is None
