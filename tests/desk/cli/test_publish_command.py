"""`publish` as it is typed: what leaves the house, and its file."""

import errno
from pathlib import Path

import pytest

from config.audiences import Audience
from registry.records.publishing import asked_for, publish_table
from tests.builders import Desk
from tests.desk.cli.terminal import Terminal
from tests.registry.records.at_publications import MAE_SAI, few_told, how_many_published

WORDS = ("publish", "assistance", "--district", MAE_SAI, "--year", "2565", "--audience", "shared",
         "--recorded-by", "coord", "--out")  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return few_told(sqlite_url)


def test_a_table_is_in_its_file_and_counts_as_published(
    desk: Desk, sqlite_url: str, tmp_path: Path
) -> None:
    said = Terminal(sqlite_url)(*WORDS, str(tmp_path / "table.csv"))
    assert (said.code, how_many_published(desk)) == (0, 1)
    assert "*" in (tmp_path / "table.csv").read_text("utf-8-sig")


def test_where_no_file_can_be_made_nothing_is_published(
    desk: Desk, sqlite_url: str, tmp_path: Path
) -> None:
    words = (*WORDS, str(tmp_path / "no folder" / "table.xlsx"))
    assert Terminal(sqlite_url).refused(*words) == ("file_not_readable", "--out")
    assert how_many_published(desk) == 0


def test_what_the_disk_does_not_take_is_not_published(desk: Desk) -> None:
    def full(_connection: object, _made: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    asked = asked_for("assistance", MAE_SAI, 2565, None, Audience.SHARED)
    with pytest.raises(OSError, match="No space left"):
        publish_table(desk.office.registry, asked, recorded_by="coord", write_down=full)
    assert how_many_published(desk) == 0
