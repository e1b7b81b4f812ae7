"""Pages and commands tell the dates of old papers as far as those name them."""

import re

import pytest

from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.registry.records.at_adoptions import FULL, ORDER, SEAT, take
from tests.staged_desks import made_once

D = MAE_FAH_LUANG
FIRST_DAY = re.compile(
    r"0?1(/05/2562|/03/2563| พฤษภาคม 2562| มีนาคม 2563)|20(19-05|20-03)-01|1 (May|March)"
)
SCANNED = {"file": "old.pdf", "kind": "minutes", "on": "มี.ค. 2563", "attested": "yes"}


@made_once
def adopted(url: str) -> Desk:
    """A committee of May 2019, with a scan of March 2020."""
    desk = a_desk(url, "2022-06-20")
    order, vacant = {**ORDER, "dated": "พ.ค. 2562"}, {**SEAT, "name": ""}
    told = {**FULL, "orders": [order], "roster": [vacant], "scans": [SCANNED]}
    take(desk, told, uploads={"old.pdf": SCAN})
    return desk


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_page_gives_an_old_paper_the_first_day_of_its_month(
    sqlite_url: str, language: str
) -> None:
    guest = visitor(adopted(sqlite_url), "coord")
    for place in ("/orders", f"/districts/{D}", "/documents", "/search?q=45/2562"):
        text = guest.get(place, language).main
        assert re.search(r"05/2562|พฤษภาคม 2562|May 2019|2019-05|03/2563|2020-03", text), place
        assert not FIRST_DAY.search(text), place


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_command_gives_an_old_paper_the_first_day_of_its_month(
    sqlite_url: str, language: str
) -> None:
    adopted(sqlite_url)
    prasan = Terminal(sqlite_url)
    for words in (("orders",), ("show", "1"), ("document", "list", "--district", D)):
        printed = prasan(*words, "--lang", language)
        assert re.search(r"05/2562|2019-05|03/2563|2020-03", printed.out), words
        assert not FIRST_DAY.search(printed.out), words
    (order,) = prasan("orders", "--json").json["orders"]
    assert order["dated"] == "2019-05"
