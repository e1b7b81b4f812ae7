"""`start order` while another order of the district is under way."""

import pytest

from flows.decisions.stop import stop
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.flows.order.at_amendments import at_work
from tests.scenarios.test_s1_the_paper_committee import taken_in, workbook

BY = ("--recorded-by", "coord")
AMEND = ("start", "order", "--district", "แม่ฟ้าหลวง", "--on", "2022-09-02", *BY, "--amend")
REPLACE = (*AMEND[:-1], "--replace")


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = at_work(sqlite_url)
    made.on("2022-09-05")
    return made


@pytest.fixture
def prasan(desk: Desk, sqlite_url: str) -> Terminal:
    return Terminal(sqlite_url)


def begun(prasan: Terminal, *said: str) -> tuple[str, int]:
    (one,) = prasan(*said, "--json").json["started"]
    return one["status"], one["instance"]


def test_the_second_is_told_what_it_waits_behind_and_the_exit_code_is_that_of_success(
    desk: Desk, prasan: Terminal
) -> None:
    how, first = begun(prasan, *AMEND)
    assert how == "started"
    again = prasan(*REPLACE)
    assert again.code == 0
    assert f"เรื่องเลขที่ {first}" in again.out
    assert begun(prasan, *REPLACE) == ("waits", first)
    assert "คำสั่งใหม่แทนคำสั่งเดิมทั้งฉบับ" in prasan("show", str(first)).out
    stop(desk.office, first, reason="เริ่มใหม่", on=desk.on("2022-09-06"), recorded_by="coord")
    (second,) = (one for one in desk.instances() if (one.process, one.status) == ("order", "open"))
    assert second.id > first


def test_what_waits_is_taken_back(prasan: Terminal) -> None:
    _, first = begun(prasan, *AMEND)
    begun(prasan, *REPLACE)
    assert begun(prasan, *REPLACE, "--take-back") == ("taken_back", first)
    assert prasan.refused(*REPLACE, "--take-back") == ("no_order_waits", "--take-back")
    assert prasan.refused(*AMEND, "--take-back") == ("no_order_waits", "--take-back")
    assert prasan.refused(*AMEND[:-1], "--take-back") == ("usage_missing", "--amend")


def test_a_committee_at_work_is_not_established_again_and_its_order_is_named(
    sqlite_url: str,
) -> None:
    taken_in(a_desk(sqlite_url, "2022-06-20"), workbook())
    prasan = Terminal(sqlite_url)
    again = ("start", "establishment", "--district", "เชียงของ", "--on", "2022-06-20", *BY)
    assert prasan.refused(*again) == ("committee_established", "--district")
    told = prasan(*again).err
    assert "45.1/2562" in told
    assert "start order --amend" in told
    several = ("--districts", "เชียงของ,เทิง", *again[4:], "--json")
    assert [one["status"] for one in prasan(*again[:2], *several).json["started"]] == [
        "refused",
        "started",
    ]
    amend = ("start", "order", *again[2:], "--amend")
    assert begun(prasan, *amend)[0] == "started"


def test_an_order_of_several_districts_begins_in_each_by_itself(prasan: Terminal) -> None:
    several = (*AMEND[:2], "--districts", "เทิง,แม่ฟ้าหลวง", *AMEND[4:], "--json")
    said = prasan(*several)
    assert said.code == 2
    assert [(one["status"], one["code"]) for one in said.json["started"]] == [
        ("refused", "no_order_in_force"), ("started", None),
    ]  # fmt: skip
