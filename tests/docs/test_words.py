import re
from pathlib import Path

from config.words import both
from flows.capabilities import GATES

PAGE = (Path(__file__).parents[2] / "docs" / "words.md").read_text(encoding="utf-8")


def test_every_gate_stands_in_the_words_as_people_read_it() -> None:
    rows = re.findall(r"^\| (.+) \| (.+) \| `(\w+)` \|$", PAGE, re.MULTILINE)
    documented = {identifier: (th, en) for th, en, identifier in rows}
    read = {key: both(f"gate.{key}") for key in GATES}
    assert {key: documented.get(key) for key in GATES} == {
        key: (said.th, said.en) for key, said in read.items()
    }
