import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
FRAGMENTS = ROOT / "docs" / "changelog.d"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]
SECTIONS = [one["directory"] for one in SETTINGS["type"]]
NAME = re.compile(rf"\+[a-z0-9-]+\.({'|'.join(SECTIONS)})\.md")


def fragments() -> list[Path]:
    return sorted(one for one in FRAGMENTS.iterdir() if one.name != "README.md")


def test_each_fragment_is_named_so_that_it_is_put_into_a_section() -> None:
    assert [one.name for one in fragments() if not NAME.fullmatch(one.name)] == []
    assert not NAME.fullmatch("late-papers.year.md")  # a number of an issue, to towncrier
    assert not NAME.fullmatch("+late-papers.md")


def test_a_fragment_is_text_without_a_dash_and_of_lines_that_are_read_without_scrolling() -> None:
    for one in fragments():
        text = one.read_text("utf-8")
        assert text.strip(), one.name
        assert not text.startswith(("-", "*", "#")), one.name
        assert max(map(len, text.splitlines())) <= 120, one.name


def test_the_page_of_fragments_explains_every_section_and_no_other() -> None:
    page = (FRAGMENTS / "README.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE) == SECTIONS


def test_the_changelog_says_where_a_release_is_put() -> None:
    page = (ROOT / SETTINGS["filename"]).read_text("utf-8")
    assert page.count(SETTINGS["start_string"]) == 1
    assert page.index(SETTINGS["start_string"]) < page.index("\n## ")
