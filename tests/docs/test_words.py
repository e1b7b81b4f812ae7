import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from config.words import both, catalogue
from desk.imports.load_files import FileUnfit
from flows.capabilities import GATES

PAGE = (Path(__file__).parents[2] / "docs" / "words.md").read_text(encoding="utf-8")


CATALOGUES = Path(__file__).parents[2] / "config" / "locale" / "th"
SETTLED = {  # what is said, and what was said for the same thing beside it
    "สมุดตรวจสอบ": "สายบันทึก",
    "บุคคลที่สอง": "อีกคนหนึ่ง",
    "รายการที่ซ้ำ": "รายการที่รวม",
    "การรวมข้อมูลบุคคล": "การรวมรายการบุคคล",
    "เกินกำหนด": "เลยกำหนด",
    "ได้รับจัดสรรแล้ว": "มั่นคงแล้ว",
    "โปรด": "กรุณา",
    "ผู้พิจารณา": "ผู้ตัดสินใจ",
    "หนังสือจังหวัด": "หนังสือสั่งการ",
    "งานของระบบ": "งานอัตโนมัติ",
    "ค่าตรวจสอบ": "รหัสตรวจสอบ",
    "หน้าแรกที่ลงนาม": "หน้าที่ลงนาม",
    "เรื่องเลขที่": "เรื่องที่ {instance}",
}
SLOW = re.compile("(?<!เ)ช้า")  # and not the morning, เช้า
TOLD_TO = re.compile("ให้(เพิ่ม|ใช้คำสั่ง) | ให้(เลือก|ใช้|ระบุ|พิมพ์|ตรวจ|แก้|กรอก|เริ่ม|เว้น|บันทึก|ดู|เปิด|นำ|ใส่)")
ROWS = re.findall(r"^\| (.+) \| (.+) \| `(\w+)` \|", PAGE, re.MULTILINE)
RETIRED = {
    word
    for row in re.findall(r"^\| (`[A-Z].+?) \|", PAGE, re.MULTILINE)
    for word in re.findall(r"`(\w+)`", row)
}
PRODUCT = ("config", "registry", "tasks", "flows", "desk")
OF_EVERY_CAPABILITY = {"effects", "gates", "offers", "papers", "process", "recordings"}


def modules() -> list[Path]:
    """The modules of the product, but for migrations."""
    root = Path(__file__).parents[2]
    found = [file for package in PRODUCT for file in (root / package).rglob("*.py")]
    return [file.relative_to(root) for file in found if "migrations" not in file.parts]


def test_one_identifier_has_one_row_on_the_page_of_words() -> None:
    assert {name for name, times in Counter(row[2] for row in ROWS).items() if times > 1} == set()


def test_no_class_bears_a_word_that_the_page_retires() -> None:
    root = Path(__file__).parents[2]
    named = {
        (file.parts[0], node.name.lstrip("_"))
        for file in modules()
        for node in ast.walk(ast.parse((root / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert RETIRED
    assert {one for one in named if one[1] in RETIRED} == set()


def test_a_base_name_serves_three_modules_at_most() -> None:
    count = Counter(file.stem for file in modules())
    free = {"__init__", "__main__"} | OF_EVERY_CAPABILITY
    assert {name: times for name, times in count.items() if times > 3 and name not in free} == {}


def test_one_thing_has_one_word_on_the_page_of_words_and_in_every_catalogue() -> None:
    catalogues = "".join(one.read_text(encoding="utf-8") for one in CATALOGUES.rglob("*.po"))
    assert [one for one in SETTLED if one not in PAGE or one not in catalogues] == []
    assert [one for one in SETTLED.values() if one in PAGE or one in catalogues] == []


def test_what_is_past_its_day_is_never_called_slow() -> None:
    root = CATALOGUES.parents[2]
    told = [*CATALOGUES.rglob("*.po"), *(root / "templates").rglob("*.yaml")]
    assert [one.name for one in told if SLOW.search(one.read_text(encoding="utf-8"))] == []


def test_a_refusal_asks_for_its_remedy_as_the_page_of_words_says() -> None:
    told = ("refusal.", "begins.")
    refusals = {one: text for one, text in catalogue("th").items() if one.startswith(told)}
    assert refusals
    assert [one for one, text in refusals.items() if TOLD_TO.search(text)] == []


@pytest.mark.parametrize(
    "kind", ["missing", "enum", "string_too_short", "extra_forbidden", "other"]
)
def test_a_misfit_of_a_file_asks_for_its_remedy_once(kind: str) -> None:
    problem = both(f"misfit.{kind}", key="k", values="a, b")
    assert str(FileUnfit(field="A3", problem=problem).sentence.th).count("โปรด") == 1


def test_every_gate_stands_in_the_words_as_people_read_it() -> None:
    rows = re.findall(r"^\| (.+) \| (.+) \| `(\w+)` \|$", PAGE, re.MULTILINE)
    documented = {identifier: (th, en) for th, en, identifier in rows}
    read = {key: both(f"gate.{key}") for key in GATES}
    assert {key: documented.get(key) for key in GATES} == {
        key: (said.th, said.en) for key, said in read.items()
    }
