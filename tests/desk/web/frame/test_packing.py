"""Pages and what they load are small on the way: a phone at the border has little to give."""

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from benchmarks.first_visit import bytes_beside
from benchmarks.pages import HOST, PROVINCE, addresses, samples
from desk.web.frame.app import make_app
from desk.web.frame.assets import assets
from desk.web.frame.sign_in import DEMO_COOKIE
from flows.capabilities import open_installation
from flows.demo.stories import recorder_of
from registry.store import Registry
from tests.builders import a_desk
from tests.desk.web.at_gates import place
from tests.desk.web.at_meetings import meeting_desk
from tests.desk.web.visitor import visitor

MOST_BYTES = 150_000  # of a page's first visit
LARGEST_SHEET = 60


def sent(client: TestClient, path: str, takes: str = "gzip") -> int:
    """How many bytes the answer has on its way."""
    return int(client.get(path, headers={"accept-encoding": takes}).headers["content-length"])


@pytest.mark.parametrize("name", assets())
def test_a_browser_that_takes_gzip_gets_the_same_file_smaller(
    made_registry_url: str, name: str
) -> None:
    client = visitor(a_desk(made_registry_url)).client
    for takes in ("gzip", "identity"):
        answer = client.get(f"/assets/{name}", headers={"accept-encoding": takes})
        assert answer.content == assets()[name].content
        assert "immutable" in answer.headers["cache-control"]
    small = name.endswith((".woff2", ".svg"))  # packed already, or not worth it
    packed = sent(client, f"/assets/{name}") < len(assets()[name].content)
    assert packed is not small


def test_a_style_goes_without_the_spaces_that_mean_nothing() -> None:
    (style,) = [one.content for name, one in assets().items() if name.endswith(".css")]
    for spaced in (b" {", b"{ ", b"; ", b" }"):
        assert spaced not in style
    assert b'content: attr(data-label) ": "' in style


def test_the_meeting_of_a_large_committee_is_no_heavier_than_a_page_may_be(sqlite_url: str) -> None:
    desk, number = meeting_desk(sqlite_url)
    coord = visitor(desk, "coord")
    page = coord.get(place(number, "inception_meeting#1"), "th")
    persons = len(page.tree.xpath("//li[@data-member]"))
    beside = sum(sent(coord.client, f"/assets/{name}") for name in assets())
    here = sent(coord.client, place(number, "inception_meeting%231"))
    assert persons
    assert here * max(1, LARGEST_SHEET / persons) + beside < MOST_BYTES


def test_no_page_of_a_first_visit_is_heavier_than_a_page_may_be_even_unpacked(
    demo_file: Path, tmp_path: Path
) -> None:
    shutil.copy(demo_file, tmp_path / "demo.db")
    registry = Registry(f"sqlite:///{tmp_path / 'demo.db'}")
    app = make_app(open_installation(registry))
    client = TestClient(app, base_url=HOST, follow_redirects=False)
    client.cookies.set(DEMO_COOKIE, recorder_of(PROVINCE))
    loaded = {}
    for path, url in addresses(app, samples(registry))[0]:
        answer = client.get(url)
        if answer.headers.get("content-type", "").startswith("text/html"):
            loaded[path] = len(answer.content) + bytes_beside(answer.text)
    registry.dispose()
    assert len(loaded) > 80
    assert {path: count for path, count in loaded.items() if count >= MOST_BYTES} == {}
