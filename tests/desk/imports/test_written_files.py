"""What commands write to files that a user names."""

import os
import stat
from pathlib import Path

import pytest

from desk.imports.files import write_file
from registry.refusals import DiskRefuses
from tests.faults import full_disk


def test_a_file_that_is_written_over_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "order.docx"
    file.write_bytes(b"PK former")
    file.chmod(0o600)
    with full_disk(4), pytest.raises(DiskRefuses):
        write_file(str(file), b"PK of today", field="--out")
    assert [(one, one.read_bytes()) for one in tmp_path.iterdir()] == [(file, b"PK former")]
    assert write_file(str(file), b"PK of today", field="--out") == len(b"PK of today")
    assert file.read_bytes() == b"PK of today"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_is_no_file_is_written_to_and_never_exchanged_for_one(tmp_path: Path) -> None:
    link, pipe = tmp_path / "link.docx", tmp_path / "pipe.docx"
    link.symlink_to(tmp_path / "order.docx")
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    for out in (link, pipe):
        write_file(str(out), b"PK of today", field="--out")
    assert os.read(reading, 99) == b"PK of today"
    os.close(reading)
    assert (link.is_symlink(), pipe.is_fifo()) == (True, True)
    assert link.read_bytes() == b"PK of today"
