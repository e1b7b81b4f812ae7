"""Installations that no command works with: no registry, a newer one, settings that do not fit."""

import re
from pathlib import Path

import pytest

from tests.builders import Desk
from tests.desk.cli.at_commands import AGREED, a_file, decide, desk, prasan
from tests.desk.cli.terminal import Terminal, attempts
from tests.registry.at_backups import of_revision

__all__ = ["desk", "prasan"]


def test_a_file_that_is_no_registry_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "odd.db"
    file.write_bytes(b"not a database at all, not at all" * 100)
    printed = Terminal(f"sqlite:///{file}")("waiting", "--json")
    assert (printed.code, printed.error["code"]) == (2, "registry_damaged")


@pytest.mark.parametrize(
    ("title", "name", "field", "remedy"),
    [
        ("นาย", " ", "--admin-name", "ยังไม่ได้กรอก"),
        ("นาย", "ก" * 201, "--admin-name", "200"),
        ("นาย", "สมชาย 1101700203450", "--admin-name", "เลขประจำตัวประชาชน"),
        ("นาย\u202e", "สมชาย ใจดี", "--admin-title", "U+202E"),
    ],
)
def test_the_first_administrator_is_called_as_anybody_may_be_or_no_registry_is_made(
    tmp_path: Path, title: str, name: str, field: str, remedy: str
) -> None:
    file = tmp_path / "new.db"
    made = Terminal(f"sqlite:///{file}")
    admin = ("--admin-title", title, "--admin-name", name)
    told = made("init", *admin, "--json")
    assert (told.code, told.error["field"]) == (2, field)
    assert remedy in told.error["message_th"]
    assert not file.exists()


def test_a_registry_of_a_newer_release_is_left_alone(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    first, answer = desk.to_advocacy(), a_file(tmp_path, AGREED)
    of_revision(prasan.url, "9999_later")
    assert prasan.refused(*decide(first, "advocacy", answer)) == ("registry_newer", None)
    assert attempts(prasan.url) == []


def test_bad_settings_of_the_installation_are_a_sentence(
    prasan: Terminal, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRASAN_UPLOAD_MEGABYTES", "many")
    assert prasan.refused("waiting") == ("settings_unfit", "PRASAN_UPLOAD_MEGABYTES")


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("PREFECT_API_URL", "htp://x", "http://127.0.0.1:4200/api"),
        ("DESK_URL", "prasan", "https://prasan.example.go.th"),
        ("DESK_PORT", "9", "1024"),
        ("PERFORM", "nobody", "here, workers"),
        ("PERFORM", "workers", "PRASAN_PREFECT_API_URL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_in_words_with_its_remedy(
    prasan: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str, remedy: str
) -> None:
    monkeypatch.setenv(f"PRASAN_{name}", value)
    said = prasan("waiting").err
    assert said.count(remedy) == 2  # in Thai and in English
    assert not re.search(r"[Ss]tring|Input|Value error", said)


def test_no_registry_is_a_sentence_and_makes_none(tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    printed = Terminal(f"sqlite:///{file}")("waiting", "--json")
    assert (printed.code, printed.error["code"]) == (2, "registry_missing")
    assert not file.exists()
