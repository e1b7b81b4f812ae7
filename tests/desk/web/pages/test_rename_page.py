from urllib.parse import quote

import pytest

from config.words import say
from registry.queries.directory import office_named
from registry.records.load import load
from registry.records.load_file import LoadFile
from tests.builders import COORDINATOR, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.decisions.at_merges import settled
from tests.flows.decisions.test_rename import NEW, ask

POLICE = "5715/police_superintendent/1"
TYPED = {
    "title_th": "ผู้กำกับการสถานีตำรวจภูธร", "name_th": "แม่ฟ้าหลวงใหม่", "since": "1/6/2565",
    "reason": "ประกาศเปลี่ยนชื่อ",
}  # fmt: skip
SECOND = "57/psdhs_coordinator/2@coord2"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def called(desk: Desk) -> str:
    with desk.office.registry.reading() as connection:
        found = office_named(connection, POLICE)
    assert found is not None
    return found.office.called.th


def test_one_asks_having_seen_what_follows_and_another_confirms_at_the_gate(desk: Desk) -> None:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    coord, other = visitor(desk, "coord"), visitor(desk, "coord2")
    form = f"/offices/rename/{POLICE}"
    assert form in coord.get(f"/offices/{POLICE}").links()
    shown = coord.get(form)
    assert shown.value("name_th") == "สมมุติ"
    seen = coord.post(form, TYPED)
    assert "สิ่งที่จะเปลี่ยน และสิ่งที่คงเดิม" in seen.main, seen.problems
    assert "1 มิถุนายน 2565" in seen.main
    asked = coord.post(form, {**TYPED, "step": "record"})
    assert asked.path == "/renamings/1"
    gate = f"/instances/{first}/gates/{quote('!rename/1', safe='/')}"
    assert gate in other.get("/renamings/1").links()
    page = other.get(gate)
    assert "ผู้กำกับการสถานีตำรวจภูธรแม่ฟ้าหลวงใหม่" in page.main
    assert "ประกาศเปลี่ยนชื่อ" in page.main
    sent = {"by": SECOND, "decided_on": "2/6/2565", "result": "confirmed", "step": "send"}
    assert other.post(gate, sent).status == 200
    assert called(desk) == "ผู้กำกับการสถานีตำรวจภูธรแม่ฟ้าหลวงใหม่"
    assert "ยืนยันแล้ว" in coord.get(f"/offices/{POLICE}").main


def test_what_does_not_fit_is_told_beside_its_field_and_kept(desk: Desk) -> None:
    coord = visitor(desk, "coord")
    form = f"/offices/rename/{POLICE}"
    coord.get(form)
    late = coord.post(form, TYPED | {"since": "1/6/2575"})
    assert late.beside("since")
    assert late.value("name_th") == "แม่ฟ้าหลวงใหม่"
    assert coord.post(form, TYPED | {"title_th": ""}).beside("title_th")
    assert coord.post(form, TYPED | {"reason": ""}).beside("reason")


def test_a_person_is_renamed_by_command_and_settled_by_number(desk: Desk, sqlite_url: str) -> None:
    prasan = Terminal(sqlite_url)
    said = ("people", "rename", "5715.deputy2", "--name-th", "สำรอง ใหม่จริง", "--reason", "สะกดผิด")
    looked = prasan(*said, "--look", "--recorded-by", "coord")
    assert looked.code == 0, looked.err
    asked = prasan(*said, "--recorded-by", "coord", "--json")
    assert asked.json["asked"]["number"] == 1
    same = prasan("people", "rename", "--confirm", "1", "--recorded-by", "coord")
    assert same.code == 2
    confirm = ("people", "rename", "--confirm", "1", "--recorded-by", "coord2")
    done = prasan(*confirm, "--about", prasan(*confirm).mark)
    assert done.code == 0, done.err
    assert "สำรอง ใหม่จริง" in visitor(desk, "coord").get("/people/5715.deputy2").main


def test_who_is_renamed_is_told_that_somebody_else_confirms_it(desk: Desk) -> None:
    coord, own = visitor(desk, "coord"), visitor(desk, "coord2")
    typed = {"title_th": "นาง", "name_th": "ยืนยัน ใหม่จริง", "reason": "สมรส"}
    coord.post("/people/coord2/rename", {**typed, "step": "record"})
    assert "เป็นเจ้าของข้อมูลนี้" in own.get("/renamings/1").main
    assert "เป็นเจ้าของข้อมูลนี้" not in coord.get("/renamings/1").main
    sent = own.post("/renamings/1", {"step": "confirm"})
    assert sent.status == 422
    assert "เป็นเจ้าของข้อมูลนี้" in " ".join(sent.problems)


def test_who_asked_is_told_that_another_answers_though_their_record_was_merged_since(
    desk: Desk,
) -> None:
    ask(desk, POLICE, NEW)
    with desk.office.registry.writing("TH") as write:
        rows = {"people": [{"ref": "kept", "title_th": "นาง", "name_th": "คนเดียวกัน สมมุติ"}]}
        load(write, LoadFile.model_validate(rows), actor=None)
    settled(desk, "coord", "kept")
    assert say("page.merging.own_says", "th") in visitor(desk, "kept").get("/renamings/1").main
