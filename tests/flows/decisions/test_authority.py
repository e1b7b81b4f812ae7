from dataclasses import replace
from pathlib import Path

import pytest

from flows.decisions.authority import districts_decided, flag_outside_terms
from flows.decisions.correct import Correction, correct
from flows.decisions.correction_limits import WouldChangeBranch
from flows.decisions.refusals import OfficeMayNotDecide
from flows.decisions.rotate import rotate
from flows.decisions.withdraw import withdraw
from flows.verification import verify_all
from registry.queries.decisions import decisions_of
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from registry.transaction import lock_order
from tests.builders import COORDINATOR, Desk, a_desk
from tests.desk.cli.terminal import Terminal

CHIEF = "5715/district_chief"
STANDS = {"result": "confirmed", "reason": "เห็นชอบตามเดิม"}


def the_chief_had_left(desk: Desk, on: str = "2022-05-01") -> list[int]:
    """It comes out later that another Chief was in office from that day on."""
    file = LoadFile.model_validate(
        {
            "people": [{"ref": "5715.new", "name_th": "ใหม่ จริง"}],
            "holders": [{"office": CHIEF, "person": "5715.new", "start": on}],
        }
    )
    registry = desk.office.registry
    areas = file.areas() | districts_decided(registry, {CHIEF})
    with registry.writing(*sorted(areas, key=lock_order)) as write:
        load(write, file, actor=1)
        return flag_outside_terms(desk.office, write, {CHIEF})


def agreed(desk: Desk) -> int:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    return first


def test_a_decision_outside_its_authors_term_stands_and_its_holder_is_asked(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    first = agreed(desk)
    (entry,) = the_chief_had_left(desk)
    assert desk.waits_at(first) == ["delegation", f"!authority/{entry}"]
    gate = desk.gates(first)[1]
    assert (gate.gate, gate.of_id) == ("confirm_authority", entry)


def test_it_is_asked_once_however_often_the_holders_are_loaded(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = agreed(desk)
    (entry,) = the_chief_had_left(desk)
    assert the_chief_had_left(desk) == []
    desk.decide(first, f"!authority/{entry}", "district_chief", "2022-06-03", STANDS)
    assert the_chief_had_left(desk, "2022-04-01") == []
    assert desk.waits_at(first) == ["delegation"]


def test_why_a_decision_stands_is_put_right_and_that_it_does_is_not(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = agreed(desk)
    (entry,) = the_chief_had_left(desk)
    gate = f"!authority/{entry}"
    desk.decide(first, gate, "district_chief", "2022-06-03", STANDS)
    waits = desk.waits_at(first)
    said = Correction(first, gate, {"reason": "เห็นชอบตามคำสั่งเดิม"}, "พิมพ์ตก", "coord")
    assert not correct(desk.office, said).waits_for_second
    assert desk.waits_at(first) == waits
    with pytest.raises(WouldChangeBranch):
        correct(desk.office, replace(said, fields={"result": "not_so"}))


def test_a_decision_within_its_authors_term_is_not_asked_about(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = agreed(desk)
    assert the_chief_had_left(desk, "2022-06-03") == []
    assert desk.waits_at(first) == ["delegation"]


def test_nobody_is_asked_about_a_decision_that_no_longer_counts(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = agreed(desk)
    the_chief_had_left(desk)
    withdraw(desk.office, first, "advocacy", reason="บันทึกผิด", recorded_by="coord")
    assert desk.waits_at(first) == ["advocacy#1"]


def test_nobody_is_asked_about_a_decision_that_lies_within_the_term_after_all(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    first = agreed(desk)
    desk.on("2022-06-06")
    rotated(desk, "1/2565")
    assert is_asked(desk, first)
    rotated(desk, "1/2565", called_off=True)
    assert not is_asked(desk, first)
    rotated(desk, "2/2565")
    assert is_asked(desk, first)


def rotated(desk: Desk, number: str, *, called_off: bool = False) -> None:
    """An order of 1 June by which another is Chief from that day on."""
    move = {
        "district": "แม่ฟ้าหลวง",
        "title_th": "นาย",
        "name_th": "ใหม่ จริง",
        "called_off": called_off,
    }
    order = {"number": number, "dated": "2022-06-01", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")


def is_asked(desk: Desk, instance: int) -> bool:
    return any(one.gate == "confirm_authority" for one in desk.gates(instance))


def test_only_the_holder_of_that_very_office_answers_for_it_and_both_are_named_to_another(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    first = agreed(desk)
    (entry,) = the_chief_had_left(desk)
    with pytest.raises(OfficeMayNotDecide) as refused:
        desk.decide(first, f"!authority/{entry}", COORDINATOR, "2022-06-03", STANDS)
    said = refused.value.sentence
    assert "“ผู้ประสานงาน" in said.th
    assert "นายอำเภอแม่ฟ้าหลวง" in said.th
    assert COORDINATOR not in said.th


def test_loading_the_holders_says_it_and_the_history_bears_the_mark(
    sqlite_url: str, tmp_path: Path
) -> None:
    desk, prasan = a_desk(sqlite_url), Terminal(sqlite_url)
    first = agreed(desk)
    file = tmp_path / "holders.yaml"
    file.write_text(
        "people: [{ref: 5715.new, name_th: ใหม่ จริง}]\n"
        f"holders: [{{office: {CHIEF}, person: 5715.new, start: 2022-05-01}}]\n",
        encoding="utf-8",
    )
    (entry,) = prasan("load", str(file), "--recorded-by", "coord", "--json").json["outside_terms"]
    history = prasan("show", str(first), "--json").json["history"]
    marked = [one["entry"] for one in history if one["outside_term"]]
    assert marked == [entry]
    told = prasan("why", str(first), "--lang", "en").out
    assert "Confirmation of authority" in told


def test_a_corrected_delegation_asks_about_what_the_other_deputy_decided(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.to_order_signed()

    def name(deputy: str) -> None:
        said: dict[str, Json] = {"deputy": f"deputy_district_chief/{deputy}"}
        correct(
            desk.office, Correction(first, "delegation", said, reason="ผิดคน", recorded_by="coord")
        )

    def asked() -> int:
        return sum(gate.gate == "confirm_authority" for gate in desk.gates())

    with desk.office.registry.reading() as connection:
        decided = len(decisions_of(connection, {"5715/focal_point"}))
    name("2")
    assert asked() == decided > 0
    name("1")
    assert asked() == 0
    assert [*verify_all(desk.office)] == []
