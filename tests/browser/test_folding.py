"""What a phone folds away, and that nothing of it is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from flows.capabilities import open_installation
from registry.store import Registry
from tests.browser.served import HEIGHT, PHONE, SCREEN, Served, serving
from tests.builders import Desk

pytestmark = pytest.mark.browser
DISTRICT = "/districts/5715"
FEW_SCREENS = 4 * HEIGHT


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Served]:
    """The demo, of which everybody is given the pages."""
    copy = shutil.copy(demo_file, tmp_path / "demo.db")
    registry = Registry(f"sqlite:///{copy}")
    with serving(Desk(open_installation(registry), registry.clock)) as one:  # type: ignore[arg-type]
        yield one
    registry.dispose()


def without_script(chromium: Browser, served: Served, ref: str | None) -> Page:
    """A page of a phone that runs no script."""
    whole = served.browser_of(chromium, ref, PHONE, "th")
    bare = chromium.new_context(
        base_url=served.address, java_script_enabled=False,
        viewport={"width": PHONE, "height": HEIGHT}, storage_state=whole.storage_state(),
    )  # fmt: skip
    served.contexts.append(bare)
    return bare.new_page()


def profile(page: Page) -> bool:
    """Whether the district's profile is to be seen."""
    return page.locator("#profile").is_visible()


def test_a_phone_folds_what_is_rarely_wanted_and_a_link_to_it_opens_it(
    chromium: Browser, served: Served
) -> None:
    page = served.page(chromium, width=PHONE)
    page.goto(DISTRICT)
    assert page.locator("#waits").is_visible()
    assert not profile(page)
    page.locator('.parts a[href="#profile"]').click()
    assert profile(page)
    page.reload()
    assert profile(page)
    assert not page.locator("#history").is_visible()


def test_a_screen_folds_nothing(chromium: Browser, served: Served) -> None:
    page = served.page(chromium, width=SCREEN)
    page.goto(DISTRICT)
    assert page.locator("details.folded:not([open])").count() == 0


def test_a_phone_without_a_script_shows_all(chromium: Browser, served: Served) -> None:
    page = without_script(chromium, served, "coord")
    page.goto(DISTRICT)
    assert profile(page)


@pytest.mark.slow
@pytest.mark.parametrize(
    "place",
    ["/", "/board/year", "/demo", "/offices?district=5709", "/districts/5709/card"],
)
def test_a_phone_reads_a_long_page_in_few_screens_and_unfolds_the_rest_without_a_script(
    chromium: Browser, demo: Served, place: str
) -> None:
    page = without_script(chromium, demo, None)
    page.goto(place)
    box = page.locator("html").bounding_box()
    assert box is not None
    assert box["height"] <= FEW_SCREENS
    folded = page.locator("main .rest, main details.part:not([open]) li")
    assert folded.first.is_hidden()
    for summary in page.locator("main .unfold > summary, details.part > summary").all():
        summary.click()
    hidden = page.locator("main .rest:not(:visible)")
    assert hidden.count() == 0


@pytest.mark.slow
def test_a_screen_shows_of_a_long_page_all(chromium: Browser, demo: Served) -> None:
    page = demo.page(chromium, None)
    page.goto("/board/year")
    assert page.locator("main .rest:not(:visible)").count() == 0
    assert page.locator("main .unfold:visible").count() == 0


@pytest.mark.slow
def test_a_phone_says_of_every_district_of_a_year_how_it_stands(
    chromium: Browser, demo: Served
) -> None:
    page = without_script(chromium, demo, None)
    page.goto("/board/year")
    rows = page.locator("main table.board tr.unfolds")
    assert rows.count() > 4
    for row in rows.all():
        assert row.locator(".tag:visible").count() > 0, row.inner_text()


@pytest.mark.slow
@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_tiles_stand_in_whole_rows(chromium: Browser, demo: Served, width: int) -> None:
    page = demo.page(chromium, None, width=width)
    page.goto("/board/year")
    tops = page.locator(".fours > li").evaluate_all("all => all.map(one => one.offsetTop)")
    assert len(tops) == 8
    assert len({tops.count(one) for one in tops}) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "place",
    ["/province/57", "/province/57/templates/appointment_order/th", "/villages/5715/1",
     "/districts/5703/figures", "/plans/17/submit", "/districts/5703", "/instances/17"],
)  # fmt: skip
def test_a_phone_reads_few_screens_of_what_is_folded_by_groups_and_without_a_script_all(
    chromium: Browser, demo: Served, place: str
) -> None:
    page = demo.page(chromium, None, width=PHONE)
    page.goto(place)
    assert page.evaluate("document.documentElement.scrollHeight") <= FEW_SCREENS
    assert page.locator("details.folded:not([open])").count() > 0
    bare = without_script(chromium, demo, None)
    bare.goto(place)
    assert bare.locator("details.folded:not([open])").count() == 0


@pytest.mark.slow
def test_a_screen_folds_of_a_page_of_many_screens_what_is_rare_and_a_link_to_it_opens_it(
    chromium: Browser, demo: Served
) -> None:
    page = demo.page(chromium, None)
    page.goto("/districts/5703")
    assert page.evaluate("document.documentElement.scrollHeight") <= 6 * HEIGHT
    assert page.locator("#waits").is_visible()
    assert not profile(page)
    page.locator('.parts a[href="#profile"]').click()
    assert profile(page)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "stands"), [("/districts/5703", "main .tag.good"), ("/districts/5715", ".phases")]
)
def test_a_screen_reads_a_district_in_four_screens_with_its_stand_and_what_waits_in_the_first(
    chromium: Browser, demo: Served, place: str, stands: str
) -> None:
    page = demo.page(chromium, None)
    page.goto(place)
    assert page.evaluate("document.documentElement.scrollHeight") <= FEW_SCREENS
    for one in (stands, "#waits ~ .unfolds .tasks h3", "#waits ~ .unfolds .tasks .button"):
        assert foot_of(page, one) <= HEIGHT


@pytest.mark.slow
def test_a_screen_shows_what_is_most_urgent_of_a_long_list_and_the_rest_at_one_touch(
    chromium: Browser, demo: Served
) -> None:
    page = demo.page(chromium, None)
    page.goto("/districts/5703")
    rows = page.locator("#waits ~ .unfolds .tasks > li")
    whole, shown = rows.count(), page.locator("#waits ~ .unfolds .tasks > li:visible")
    assert shown.count() < whole
    page.locator(".unfold-wide > summary").click()
    assert shown.count() == whole


@pytest.mark.slow
@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_what_is_late_is_in_the_first_screen_and_the_way_to_start_beside_the_heading(
    chromium: Browser, demo: Served, width: int
) -> None:
    page = demo.page(chromium, None, width=width)
    page.goto("/")
    assert foot_of(page, ".tasks .tag.bad") <= HEIGHT
    heading, start = (page.locator(one).first.bounding_box() for one in ("h1", 'a[href="/start"]'))
    assert heading is not None
    assert start is not None
    assert start["x"] >= heading["x"] + 1
    assert start["y"] < heading["y"] + heading["height"]


def foot_of(page: Page, place: str) -> float:
    """How far below the head of the page the first such element ends."""
    box = page.locator(place).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]
