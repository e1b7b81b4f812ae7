"""What the benchmarks compare is alike; how long it takes is asserted nowhere."""

from pathlib import Path

from benchmarks.deciding import make_empty
from benchmarks.rendering import both


def test_the_order_that_is_timed_says_what_plain_docxtpl_says(tmp_path: Path) -> None:
    make_empty(tmp_path / "empty.db")
    ours, plain = both(tmp_path, 1)
    assert len(ours) == len(plain) == 1
