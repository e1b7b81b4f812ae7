import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desk.imports.row_loading import load_rows
from desk.views.directory_book import directory_book
from desk.views.plain_json import as_json
from registry.queries.office_holders import holders
from registry.queries.office_terms import terms_of_office
from registry.queries.orders import OrderRow
from registry.queries.own_data import own_data
from registry.queries.people import person
from registry.records.load_file import LoadFile
from registry.rules.partial_dates import WrittenDate
from tasks.workbooks.filled_form import FIRST_ROW, KEYS_ROW
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import Visitor, visitor

CHIEF, PLACE = "5715/district_chief", "/offices/5715/district_chief"
TERM = f"/offices/term/{CHIEF}"
LAST, OUT, SAID = date(2026, 9, 30), date(2026, 10, 1), "30/9/2569"
BY_COORD = ("--recorded-by", "coord")
SHEET = "ผู้ดำรงตำแหน่ง"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get("/offices?district=5715")
    return guest


@pytest.fixture
def prasan(desk: Desk) -> Terminal:
    return terminal(desk)


def terminal(desk: Desk) -> Terminal:
    return Terminal(desk.office.registry.url.render_as_string(hide_password=False))


def term_of(desk: Desk) -> str:
    with desk.office.registry.reading() as connection:
        (term,) = terms_of_office(connection, CHIEF)
    return str(term.holding)


def by_the_page(desk: Desk, folder: Path) -> None:
    coord = visitor(desk, "coord")
    coord.get(PLACE)
    term = {"term": term_of(desk), "start": "1/10/2561", "last_day": SAID, "basis": "not_recorded"}
    assert coord.post(TERM, {**term, "step": "record"}).path == PLACE


def by_a_file(desk: Desk, folder: Path) -> None:
    row = {"office": CHIEF, "person": "5715.chief", "start": "2018-10-01", "last_day": "2026-09-30"}
    file = folder / "directory.json"
    file.write_text(json.dumps({"holders": [row]}), encoding="utf-8")
    assert terminal(desk)("load", str(file), *BY_COORD).code == 0


def by_the_workbook(desk: Desk, folder: Path) -> None:
    file = folder / "directory.xlsx"
    file.write_bytes(typed_over(exported(desk), "last_day", SAID))
    assert terminal(desk)("load", str(file), *BY_COORD).code == 0


DOORS = (by_the_page, by_a_file, by_the_workbook)


def exported(desk: Desk) -> bytes:
    with desk.office.registry.reading() as connection:
        return directory_book(connection, "5715", desk.office.registry.today)


def cell(book: Any, column: str) -> Any:
    """The cell of the Chief's row."""
    page = book[SHEET]
    place = next(one.column for one in page[KEYS_ROW] if one.value == column)
    row = next(r for r in range(FIRST_ROW, 100) if page.cell(r, 1).value == CHIEF)
    return page.cell(row, place)


def typed_over(content: bytes, column: str, value: str) -> bytes:
    book, kept = load_workbook(io.BytesIO(content)), io.BytesIO()
    cell(book, column).value = value
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("door", DOORS)
def test_the_office_is_held_on_the_last_day_and_vacant_on_the_next(
    desk: Desk, door: Any, tmp_path: Path
) -> None:
    door(desk, tmp_path)
    with desk.office.registry.reading() as connection:
        assert [one.last_day for one in holders(connection, CHIEF, LAST)] == [LAST]
        assert holders(connection, CHIEF, OUT) == []


def test_every_page_workbook_and_command_says_the_last_day_that_was_typed(
    desk: Desk, coord: Visitor, prasan: Terminal, tmp_path: Path
) -> None:
    by_the_page(desk, tmp_path)
    assert "ถึงวันที่ 30 กันยายน 2569" in coord.get(PLACE).main
    assert "30/09/2569" in coord.get("/offices?district=5715").main
    assert "ถึงวันที่ 30 กันยายน 2569" in coord.get("/districts/5715").main
    assert coord.get(f"{TERM}?term={term_of(desk)}").value("last_day") == "30/09/2569"
    assert cell(load_workbook(io.BytesIO(exported(desk))), "last_day").value == "30/09/2569"
    assert "30/09/2569" in prasan("people", "show", "5715.chief").out
    (term,) = prasan("people", "show", "5715.chief", "--json").json["terms"]
    assert term["last_day"] == "2026-09-30"
    listed = prasan("people", "--district", "5715", "--on", str(LAST), "--json").json
    (held,) = next(one for one in listed["offices"] if one["ref"] == CHIEF)["holders"]
    assert held["last_day"] == "2026-09-30"
    with desk.office.registry.reading() as connection:
        who = person(connection, "5715.chief", field="person")
        assert [str(one.last_day) for one in own_data(connection, who.id).offices] == [str(LAST)]
    pages = (PLACE, "/offices?district=5715", "/districts/5715")
    assert not any("1 ตุลาคม 2569" in coord.get(one).main for one in pages)


def test_terms_and_orders_hand_out_their_last_day_in_json_and_no_first_day_out(
    desk: Desk, tmp_path: Path
) -> None:
    by_the_page(desk, tmp_path)
    order = OrderRow(
        1, "5715", "appointment", "อำเภอแม่ฟ้าหลวง", "1", 2565, WrittenDate.of(date(2022, 7, 1)),
        "แต่งตั้ง", "as_printed", None, date(2022, 7, 1), LAST, None,
    )  # fmt: skip
    assert order.stop == OUT
    with desk.office.registry.reading() as connection:
        (term,) = terms_of_office(connection, CHIEF)
    for row in (json.loads(as_json(one)) for one in (term, order)):
        assert row["last_day"] == "2026-09-30"
        assert "stop" not in row


def test_the_workbook_with_a_last_day_says_nothing_new_when_it_comes_back(
    desk: Desk, prasan: Terminal, tmp_path: Path
) -> None:
    by_the_page(desk, tmp_path)
    file = tmp_path / "again.xlsx"
    file.write_bytes(exported(desk))
    again = prasan("load", str(file), *BY_COORD, "--json").json
    assert set(again["loaded"].values()) == {0}


def test_a_workbook_of_an_earlier_version_is_told_to_be_taken_out_anew(
    desk: Desk, prasan: Terminal, tmp_path: Path
) -> None:
    book, kept = load_workbook(io.BytesIO(exported(desk))), tmp_path / "old.xlsx"
    page = book[SHEET]
    next(one for one in page[KEYS_ROW] if one.value == "last_day").value = "stop"
    cell(book, "stop").value = SAID
    book.save(kept)
    code, field = prasan.refused("load", str(kept), *BY_COORD)
    assert (code, field) == ("directory_file_unfit", "FILE")
    assert "ดาวน์โหลดทำเนียบใหม่" in prasan("load", str(kept), *BY_COORD).err
    with desk.office.registry.reading() as connection:
        assert [one.stop for one in terms_of_office(connection, CHIEF)] == [None]


def test_a_term_that_ends_a_day_before_the_year_does_is_shown_with_its_remedy(
    desk: Desk, coord: Visitor
) -> None:
    rows = {"office": CHIEF, "person": "5715.chief", "start": "2018-10-01"}
    short = LAST - timedelta(days=1)
    file = LoadFile.model_validate({"holders": [{**rows, "last_day": short}]})
    load_rows(desk.office, file, recorded_by="coord")
    page = coord.get(PLACE)
    assert "ตำแหน่งว่างในวันที่ 30 กันยายน 2569" in page.main
    assert f"{TERM}?term={term_of(desk)}" in page.links()
    assert "ตรวจวันสุดท้าย" in coord.get("/offices?district=5715").main
    by_the_page(desk, Path())
    assert "ตำแหน่งว่างในวันที่" not in coord.get(PLACE).main
    assert "ตรวจวันสุดท้าย" not in coord.get("/offices?district=5715").main
