"""The registry on the command line: its seals and heads, verified, backed up and restored."""

from pathlib import Path

from tests.builders import Desk
from tests.desk.cli.at_commands import desk, prasan
from tests.desk.cli.terminal import Terminal

__all__ = ["desk", "prasan"]


def test_a_tick_prints_the_head_of_the_days_seal(prasan: Terminal, desk: Desk) -> None:
    desk.start()
    printed = prasan("watch", "--json")
    assert len(printed.json["sealed"]) == 64
    assert prasan("verify", "--head", printed.json["sealed"]).code == 0


def test_a_head_is_read_as_it_was_written_down_and_a_slip_is_no_exchanged_registry(
    prasan: Terminal, desk: Desk
) -> None:
    head = prasan("watch", "--json").json["sealed"]
    assert prasan("verify", "--head", f" {head[:32].upper()} {head[32:]}\n").code == 0
    for slip in ("", head[:-1], "2026-02-30"):
        assert prasan.refused("verify", "--head", slip) == ("head_unreadable", "--head")
    told = prasan("verify", "--head", "0" * len(head))
    assert (told.code, "0" * len(head) in told.out) == (2, True)


def test_a_registry_changed_past_its_doors_is_not_clean(prasan: Terminal, desk: Desk) -> None:
    desk.start()
    with desk.office.registry.making() as connection:
        connection.exec_driver_sql("DROP TRIGGER payload_redacted_only")
        connection.exec_driver_sql("UPDATE payload SET body = '{}'")
    printed = prasan("verify", "--json")
    assert printed.code == 2
    assert not printed.json["clean"]


def test_a_registry_is_made_backed_up_and_restored(tmp_path: Path) -> None:
    made = Terminal(f"sqlite:///{tmp_path / 'new.db'}")
    admin = ("--admin-title", "นาย", "--admin-name", "ผู้ดูแล ระบบ")
    assert made("init", *admin, "--kind", "simulation").code == 0
    assert made("init", *admin, "--json").error["code"] == "registry_exists"
    assert made("backup", str(tmp_path / "copy.db")).code == 0
    again = Terminal(f"sqlite:///{tmp_path / 'again.db'}")
    assert again("restore", str(tmp_path / "copy.db")).code == 0
    assert again("settings", "--json").code == 0
    files = [one for one in tmp_path.iterdir() if not one.name.endswith(".up")]  # the lock is empty
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}, "nobody else reads them"
