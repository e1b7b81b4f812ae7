"""Each wait for a day has words: histories and reasons tell it to people."""

import re
from pathlib import Path

from config.words import known

WAIT = re.compile(r'wait_until\(\s*[^"]*?"(\w+)"', re.DOTALL)


def test_each_wait_of_a_process_is_told_in_words() -> None:
    files = Path(__file__).parents[2].joinpath("flows").rglob("*.py")
    found = {key for one in files for key in WAIT.findall(one.read_text(encoding="utf-8"))}
    assert {"takes_over", "planning", "deferred"} <= found
    assert {key for key in found if not known(f"why.wait.{key}")} == set()
