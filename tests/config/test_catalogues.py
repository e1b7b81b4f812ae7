"""The catalogues: every word in both languages, none missing, none left over."""

import ast
import re
from collections.abc import Iterator

import pytest

from config.words import (
    LANGUAGES,
    Language,
    say,
)
from registry.refusals import Refusal
from tests.config.catalogues import (
    ROOT,
    declared_keys,
    field_names,
    keys,
    placeholders,
    refusals,
    shared_families,
    sources,
    words,
)

PAGES = ROOT / "templates" / "desk"
THAI = re.compile(r"[\u0e00-\u0e7f]")
BY_COUNT = re.compile(r"\{(\w+):[^}]*\|")
# English that quotes the Thai words of the paper itself.
QUOTED_THAI = {
    "difference.earlier_order",
    "page.offices.title_hint",
    "page.offices.unit_hint",
}
# Words of the draft itself, and hints that show both kinds of digits.
IN_THAI_DIGITS = {
    "page.hint.plan_row.amount", "page.paper.operations", "plan_guide.5",
    "plan_word.guide.3", "template.loop.index",
}  # fmt: skip
# Said in the other language: whoever needs it reads no other.
CROSSED = {"page.other_language"}


def test_both_languages_hold_the_same_keys() -> None:
    assert set(keys("th")) == set(keys("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: Language) -> None:
    assert [key for key, count in keys(language).items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_declared_has_its_words(language: Language) -> None:
    assert declared_keys() - {key for key, text in words(language).items() if text} == set()


def test_a_sentence_has_the_same_placeholders_in_both_languages() -> None:
    thai, english = words("th"), words("en")
    odd = {k for k in thai if placeholders(thai[k]) != placeholders(english.get(k, ""))}
    assert odd == set()


def test_english_says_of_one_thing_by_its_singular() -> None:
    english = words("en")
    counted = {name for text in english.values() for name in BY_COUNT.findall(text)} - {"number"}
    bare = re.compile(
        rf"\{{(?:{'|'.join(counted)})\}} (?!with |is\b|was\b)(?:[a-z]+ )?(?:[a-z]+s|people)\b"
    )
    assert {key: found[0] for key, text in english.items() if (found := bare.search(text))} == {}


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 people hold 0 of 0 seats"),
        (1, "1 person holds 1 of 1 seat"),
        (2, "2 people hold 2 of 2 seats"),
        (11, "11 people hold 11 of 11 seats"),
    ],
)
def test_a_sentence_that_counts_several_things_has_the_word_of_each_count(
    count: int, said: str
) -> None:
    assert say("package.people.each", "en", people=count, filled=count, of=count) == said
    as_words = {name: str(count) for name in ("people", "filled", "of")}
    assert say("package.people.each", "en", **as_words) == said


def test_thai_is_written_in_thai_and_english_in_latin() -> None:
    bare = {key: re.sub(r"\{\w+\}", "", text) for key, text in words("th").items()}
    lettered = {key for key, text in bare.items() if any(sign.isalpha() for sign in text)}
    assert {key for key in lettered if not THAI.search(bare[key])} == CROSSED
    assert {key for key, text in words("en").items() if THAI.search(text)} == QUOTED_THAI | CROSSED


def test_numbers_are_said_in_arabic_digits_which_papers_print_in_thai_ones() -> None:
    thai = {key for key, text in words("th").items() if re.search("[\u0e50-\u0e59]", text)}
    assert thai == IN_THAI_DIGITS


def test_one_thing_has_one_word_in_thai() -> None:
    dropped = (
        "กรุณา", "ที่นั่ง", "สมุดงาน", "รับโอน", "ห่วง", "ยกรุ่น", "วันที่ตัดสิน", "เริ่มอำเภอ",
        "สิทธิ์", "ในกระดาษ", "บันทึกย้อนหลายขั้น", "แฮช", "เริ่มเอง", "ดำเนินต่อเอง", "เปิดเอง", "เริ่มเรื่องสำหรับ",
        "วันหลังสิ้น", "ถือว่าไม่ได้รายงาน", "แตะต้อง", "เซิร์ฟเวอร์", "ในเว็บ",
    )  # fmt: skip
    odd = {key: text for key, text in words("th").items() if any(one in text for one in dropped)}
    assert odd == {}


# Says that the package of the catalogues is somebody else's.
BEFORE_THE_CATALOGUES = {"desk/__init__.py"}


def test_no_thai_stands_in_code() -> None:
    thai = {path for path, text in sources().items() if THAI.search(text)}
    assert thai == BEFORE_THE_CATALOGUES


def test_every_refusal_is_raised_with_the_values_of_its_sentence() -> None:
    lacking = [
        f"{place}: {kind.code} lacks {sorted(lacks)}"
        for place, kind, given in raised()
        if (lacks := placeholders(words("en").get(f"refusal.{kind.code}", "")) - given)
    ]
    assert lacking == []


def of_pages() -> set[str]:
    """The sentences of refusals that are told in other words on a page."""
    return {f"refusal.{one.code}.page" for one in refusals().values()}


def test_what_a_page_says_of_a_refusal_needs_no_more_values_than_other_doors() -> None:
    for language in LANGUAGES:
        said = words(language)
        own = of_pages() & said.keys()
        assert own
        needs = {key: placeholders(said[key]) for key in own}
        known = {key: placeholders(said[key.removesuffix(".page")]) for key in own}
        assert [key for key in own if not needs[key] <= known[key]] == []


def raised() -> Iterator[tuple[str, type[Refusal], set[str]]]:
    """Where refusals are made: file and line, the class, the names that it is given."""
    # A class with an __init__ of its own takes its values there, from elsewhere.
    own = {name for name, one in refusals().items() if one.__init__ is not Refusal.__init__}
    for path, text in sources().items():
        tree = ast.parse(text)
        in_cells = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "CellWrong"
            for inner in node.args
        }
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in refusals().keys() - own:
                    given = {one.arg for one in node.keywords if one.arg}
                    given |= {"field"} if id(node) in in_cells else set()  # the cell's column
                    yield f"{path}:{node.lineno}", refusals()[name], given
                case ast.Raise(exc=ast.Name(id=name)) if name in refusals():
                    yield f"{path}:{node.lineno}", refusals()[name], set()


def test_every_word_that_a_page_or_the_code_asks_for_by_its_key_is_there() -> None:
    pages = "".join(file.read_text(encoding="utf-8") for file in PAGES.glob("*.html"))
    code = "".join(sources().values())
    asked = set(re.findall(r'\bt\(\s*"([^"]+)"\s*[,)]', pages))
    asked |= set(re.findall(r'\b(?:say|both|Term)\(\s*"([a-z_]+\.[^"]+)"\s*[,)]', code))
    assert len(asked) > 100
    assert asked - keys("th").keys() == set()


def test_no_word_is_left_over() -> None:
    pages = "".join(file.read_text(encoding="utf-8") for file in PAGES.glob("*.html"))
    code = "".join(sources().values()) + pages.replace("'", '"')
    prefixes = set(re.findall(r'f"((?:[a-z_]+\.)+)\{', code))
    prefixes |= set(re.findall(r'"((?:[a-z_]+\.)+)" ~', code))
    exact = {f"{key.split('.')[0]}." for key in declared_keys()} - set(shared_families())
    loose = tuple(prefixes - exact)
    quoted = set(re.findall(r'(?<=")[^"\s]+(?=")', code))
    left = {
        key
        for key in keys("th").keys() - declared_keys() - of_pages()
        if quoted.isdisjoint((key, key.removeprefix("problem."), key.removeprefix("field.")))
        and not key.startswith(loose)
        and not is_field_at_a_place(key)
    }
    assert left == set()


def is_field_at_a_place(key: str) -> bool:
    """A label that names a field inside another, or a field that a refusal names itself."""
    *within, name = key.removeprefix("field.").split(".")
    own = set(re.findall(r'field="(?:[a-z_0-9]+\.)*([a-z_]+)"', "".join(sources().values())))
    return key.startswith("field.") and {*within, name} <= own | field_names()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_holds_the_number_to_call_itself(language: Language) -> None:
    called = re.compile(r"(?:โทร\. ?|แจ้ง |หรือ |call |or |to )(?:1300|191)\b")
    assert [key for key, said in words(language).items() if called.search(said)] == []
