"""What the benchmarks compare is alike; how long it takes is asserted nowhere."""

from pathlib import Path

import pytest

from benchmarks.bulk import make_bulk
from benchmarks.commands import chains_floor
from benchmarks.deciding import make_empty
from benchmarks.first_visit import bytes_beside
from benchmarks.rendering import both
from benchmarks.story import STORIES, YEAR
from benchmarks.sweeping import measure
from desk.web.frame.assets import asset_url, assets


def test_the_order_that_is_timed_says_what_plain_docxtpl_says(tmp_path: Path) -> None:
    make_empty(tmp_path / "empty.db")
    ours, plain = both(tmp_path, 1)
    assert len(ours) == len(plain) == 1


def test_what_others_are_divided_by_is_never_nothing_however_small_the_registry(
    tmp_path: Path,
) -> None:
    file = tmp_path / "empty.db"
    make_empty(file)
    assert chains_floor(file) > 0


@pytest.mark.slow
def test_the_stories_of_the_bulk_registry_are_told_and_swept(tmp_path: Path) -> None:
    file = tmp_path / "bulk.db"
    made = make_bulk(file, len(STORIES), YEAR)
    assert (made.districts, made.entries) == (len(STORIES), len(STORIES) * YEAR.entries)
    assert made.problems == 0
    found = measure(file, tmp_path)
    assert (found.due, found.transferred) == (len(STORIES), len(STORIES))


def test_a_first_visit_fetches_what_the_page_names_and_the_fonts_of_its_letters() -> None:
    def weights(*names: str) -> int:
        return sum(len(assets()[asset_url(name).rpartition("/")[2]].content) for name in names)

    page = f'<link href="{asset_url("prasan.css")}">'
    fonts = ("sarabun-regular.woff2", "sarabun-bold.woff2")
    others = ("sarabun-regular-latin.woff2", "sarabun-bold-latin.woff2")
    assert bytes_beside(f"{page}แม่สาย Mae Sai “1”") == weights("prasan.css", *fonts)
    assert bytes_beside(f"{page}Łódź") == weights("prasan.css", *fonts, *others)
    assert bytes_beside(f"{page}{asset_url('gate.js')}") == weights("prasan.css", "gate.js", *fonts)
