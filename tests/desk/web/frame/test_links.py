"""Where the links of the pages lead: whoever reads a page may go wherever it sends them."""

import re
import shutil
from collections import deque
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from desk.web.pages import ROUTES
from flows.capabilities import open_installation
from registry.store import Registry
from tests.builders import Desk
from tests.desk.web.visitor import visitor

GONE = {403, 404}
READERS = [
    "57.psdhs_coordinator.2",
    "5709.district_chief",
    "5709.deputy_district_chief.1",
    "5709.deputy_district_chief_administration",
    "57.shelter_head",
]
SHAPES = [
    (route.path, route.path_regex)
    for route in ROUTES
    if isinstance(route, APIRoute) and "GET" in (route.methods or ())
]
# Files that take LibreOffice or an Excel book; whether one may have them is said by their pages.
MADE_AS_ASKED = re.compile(r"/(annex|page-one|zip|sample|picture|workbook|word|pdf|data)$|as=pdf")


def kind_of(link: str) -> str | None:
    """The route of a link, and of a gate its key: one of each kind is followed."""
    path = re.sub(r"[?#].*", "", link)
    shape = next((shape for shape, regex in SHAPES if regex.match(path)), None)
    if shape is None or MADE_AS_ASKED.search(link):
        return None
    asked = re.split(r"%5B|%23|\[", path.rsplit("/", 1)[-1])[0]
    return f"{shape} {asked}" if "{path" in shape else shape


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_every_link_leads_whoever_reads_its_page_to_a_page(
    reader: str, demo_file: Path, tmp_path: Path
) -> None:
    registry = Registry(f"sqlite:///{shutil.copy(demo_file, tmp_path / 'demo.db')}")
    desk = Desk(open_installation(registry), registry.clock)  # type: ignore[arg-type]
    who = visitor(desk)
    who.client.cookies.set("prasan-demo", reader, domain="desk.localhost")
    followed, lost = set[str](), list[tuple[str, str]]()
    ahead = deque([("", "/")])
    while ahead:
        begun, link = ahead.popleft()
        kind = kind_of(link)
        if kind is None or kind in followed:
            continue
        followed.add(kind)
        page = who.get(link)
        if page.status in GONE:
            lost.append((begun, link))
        elif "html" in page.response.headers.get("content-type", ""):
            ahead.extend((link, str(one)) for one in page.tree.xpath("//a/@href"))
    registry.dispose()
    assert lost == []
    assert {"/", "/me", "/help"} <= followed
