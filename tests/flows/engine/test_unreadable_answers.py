"""An answer that nobody can read any more is told in one sentence; all others are told on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from desk.web.frame.app import make_app
from flows.capabilities import open_installation
from flows.engine.installation import Installation
from registry.journal import entries, instances, open_gates, past_gates
from registry.store import Registry
from tests.builders import Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import Visitor, signed_in, visitor
from tests.flows.year.at_money import proposed

OF_ENTRY = """UPDATE payload SET body = '{"answer": {"result": 7}}'
WHERE id = (SELECT payload_id FROM entry WHERE id = :entry)"""
OF_DISTRICT = """UPDATE payload SET body = '{"answer": {"result": 7}}'
WHERE id IN (SELECT entry.payload_id FROM entry JOIN instance ON instance.id = entry.instance_id
WHERE kind = 'decision' AND district_code = :district)"""
DAMAGED, WHOLE, PROVINCE, YEAR = "5703", "5708", "57", 2570
WHO = "57.psdhs_coordinator.1"
SAID = "ไม่ใช่คำตอบตามแบบ"
OF_DISTRICTS = ("", "/work", "/card", "/calendar", "/package", "/settings", "/package/annex",
                f"/years/{YEAR}/money", f"/figures?year={YEAR}&quarter=1")  # fmt: skip
OF_ALL = ("/", "/board", "/districts", "/orders", "/documents", "/search?q=สมมุติ", "/audit",
          "/attempts", "/notices", "/calendar", "/rotations", f"/province/{PROVINCE}",
          f"/province/{PROVINCE}/figures?year={YEAR}")  # fmt: skip


def made_unreadable(office: Installation, statement: str, **which: object) -> None:
    """Answers say what no form ever said, as a damaged file would."""
    with office.registry.making() as connection:
        connection.exec_driver_sql("DROP TRIGGER payload_redacted_only")
        connection.execute(text(statement), which)


def unreadable_needs(url: str) -> tuple[Desk, int]:
    """A year whose answer about its needs cannot be read."""
    desk, year = proposed(url)
    (needs,) = [one.id for one in desk.entries(year) if one.gate == "budget_needs"]
    made_unreadable(desk.office, OF_ENTRY, entry=needs)
    return desk, year


@pytest.fixture
def damaged(demo_file: Path, tmp_path: Path) -> Installation:
    """The demo, in which no answer of one district can be read."""
    shutil.copy(demo_file, file := tmp_path / "damaged.db")
    office = open_installation(Registry(f"sqlite:///{file}"))
    made_unreadable(office, OF_DISTRICT, district=DAMAGED)
    return office


def coordinator(office: Installation) -> Visitor:
    return Visitor(make_app(office), signed_in(office, WHO))


def of_instances(office: Installation) -> Iterator[str]:
    """The pages of each matter of the damaged district, of its gates and its answers."""
    with office.registry.reading() as connection:
        waiting = open_gates(connection)
        for row in (one for one in instances(connection) if one.district == DAMAGED):
            here = f"/instances/{row.id}"
            yield here
            own = [one for one in waiting if one.instance_id == row.id]
            paths = {one.path for one in (*past_gates(connection, row.id), *own) if one.gate}
            yield from (f"{here}/gates/{path}" for path in sorted(paths))
            for one in entries(connection, row.id):
                yield from (f"{here}/{kind}/{one.id}" for kind in ("correct", "withdraw"))


def test_its_gates_are_called_by_their_plain_names(sqlite_url: str) -> None:
    desk, year = unreadable_needs(sqlite_url)
    assert visitor(desk, "coord").get("/").status == 200
    said = Terminal(str(desk.office.registry.url))("waiting", "--json")
    assert said.code == 0
    assert {one["instance"] for one in said.json["waiting"]} >= {year}


def test_its_own_pages_say_in_one_sentence_which_entry_it_is(damaged: Installation) -> None:
    visitor = coordinator(damaged)
    pages = [visitor.get(path, "th") for path in of_instances(damaged)]
    pages += [visitor.get(f"/districts/{DAMAGED}{end}", "th") for end in OF_DISTRICTS]
    assert {one.status for one in pages} <= {200, 404, 422}
    assert sum(SAID in one.text for one in pages) > len(pages) / 3
    assert all("ผู้ดูแลระบบตรวจสอบทะเบียน" in one.text for one in pages if SAID in one.text)
    assert not any("prasan verify" in one.text for one in pages)


def test_pages_of_the_province_and_of_other_districts_are_whole(damaged: Installation) -> None:
    visitor = coordinator(damaged)
    for path in (*OF_ALL, *(f"/districts/{WHOLE}{end}" for end in OF_DISTRICTS)):
        page = visitor.get(path, "th")
        assert (path, page.status, SAID in page.text) == (path, 200, False)


def test_the_year_board_tells_all_but_the_district_and_names_it(damaged: Installation) -> None:
    page = coordinator(damaged).get(f"/board/year?year={YEAR}", "th")
    (told,) = page.tree.cssselect(".note.warn")
    assert "อำเภอเชียงของ" in told.text_content()
    assert SAID in told.text_content()
    board = Terminal(str(damaged.registry.url))("province", "year", PROVINCE, "--json").json
    assert [*board["unread"]] == [DAMAGED]
    assert board["districts"] == 1 + len(board["rows"]) > 1
    assert DAMAGED not in {one["district"] for one in board["rows"]}


def test_a_command_refuses_in_the_same_sentence(damaged: Installation) -> None:
    prasan = Terminal(str(damaged.registry.url))
    said = prasan("show", "1", "--recorded-by", WHO, "--json")
    assert (said.code, said.error["code"]) == (2, "answer_unreadable")


def test_a_paper_of_the_province_is_refused_and_leaves_no_district_out(
    damaged: Installation, tmp_path: Path
) -> None:
    out = tmp_path / "summary.docx"
    prasan = Terminal(str(damaged.registry.url))
    said = prasan("province", "summary", PROVINCE, "--year", "2569", "--quarter", "4",
                  "--out", str(out))  # fmt: skip
    assert (said.code, SAID in said.err) == (2, True)
    assert not out.exists()
