import re
from pathlib import Path

from config.words import both
from flows.capabilities import GATES

PAGE = (Path(__file__).parents[2] / "docs" / "words.md").read_text(encoding="utf-8")


CATALOGUES = Path(__file__).parents[2] / "config" / "locale" / "th"
SETTLED = {  # what is said, and what was said for the same thing beside it
    "สมุดตรวจสอบ": "สายบันทึก",
    "บุคคลที่สอง": "อีกคนหนึ่ง",
    "รายการที่ซ้ำ": "รายการที่รวม",
    "การรวมข้อมูลบุคคล": "การรวมรายการบุคคล",
}


def test_one_thing_has_one_word_on_the_page_of_words_and_in_every_catalogue() -> None:
    catalogues = "".join(one.read_text(encoding="utf-8") for one in CATALOGUES.rglob("*.po"))
    assert [one for one in SETTLED if one not in PAGE or one not in catalogues] == []
    assert [one for one in SETTLED.values() if one in PAGE or one in catalogues] == []


def test_every_gate_stands_in_the_words_as_people_read_it() -> None:
    rows = re.findall(r"^\| (.+) \| (.+) \| `(\w+)` \|$", PAGE, re.MULTILINE)
    documented = {identifier: (th, en) for th, en, identifier in rows}
    read = {key: both(f"gate.{key}") for key in GATES}
    assert {key: documented.get(key) for key in GATES} == {
        key: (said.th, said.en) for key, said in read.items()
    }
