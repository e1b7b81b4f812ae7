import json
from datetime import date

from desk.why import Reason, View, why
from registry.records.load import LoadFile, load
from registry.store import lock_order
from tests.builders import COORDINATOR, Desk, a_desk
from tests.desk.terminal import Terminal

ACTING = {
    "office": "5715/district_chief", "person": "5715.deputy", "start": "2022-06-01",
    "stop": "2022-12-01", "capacity": "acting", "basis": "order", "basis_number": "12/2565",
    "basis_date": "2022-05-30",
}  # fmt: skip


def holders(desk: Desk, *rows: dict[str, str]) -> None:
    file = LoadFile.model_validate({"holders": rows})
    with desk.office.registry.writing(*sorted(file.areas(), key=lock_order)) as write:
        load(write, file, actor=1)


def reasons(desk: Desk, instance: int, on: str = "2022-06-02") -> list[Reason]:
    with desk.office.registry.reading() as session:
        view = View(desk.office, session.connection(), date.fromisoformat(on))
        return why(view, instance)


def the_reason(desk: Desk, instance: int, on: str = "2022-06-02") -> Reason:
    (found,) = reasons(desk, instance, on)
    return found


def at_advocacy(desk: Desk) -> int:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    return first


def test_an_open_gate_says_who_holds_the_office_and_when_it_is_due(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    found = the_reason(desk, at_advocacy(desk))
    assert found.sentence.en == (
        "Mae Fa Luang District, establishing the committee (instance 1): waits at “the Chief's"
        " answer, round 1” for District Chief (Sommut Tuayang) since 2 June 2022, due 17 June"
        " 2022; Sommut Tuayang may decide as District Chief in their own right; Prasan Dee may"
        " decide as Coordinator in their own right; Yuenyan Dee may decide as Coordinator in"
        " their own right; to go on, record the Chief's answer, or that there is no reply yet"
        " (prasan decide 1 advocacy#1)."
    )
    assert "นายสมมุติ ตัวอย่าง" in found.sentence.th
    assert "2 มิถุนายน 2565" in found.sentence.th
    assert found.days_late == 0


def test_a_late_gate_counts_working_days(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    found = the_reason(desk, at_advocacy(desk), on="2022-06-24")
    assert found.due == date(2022, 6, 17)
    assert found.days_late == 5
    assert "5 working days late (due 17 June 2022)" in found.sentence.en
    assert "ล่าช้า 5 วันทำการ (ครบกำหนด 17 มิถุนายน 2565)" in found.sentence.th


def test_who_acts_is_named_with_the_basis(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    holders(desk, {"office": "5715/district_chief", "person": "5715.chief",
                   "start": "2018-10-01", "stop": "2022-06-01"}, ACTING)  # fmt: skip
    found = the_reason(desk, desk.start())
    holders(desk, ACTING)
    first = found.instance
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    found = the_reason(desk, first)
    assert "for District Chief (นางปรานี" not in found.sentence.en
    assert (
        "Pranee Sommut may decide acting for District Chief on the basis of an order"
        " no. 12/2565 of 30 May 2022" in found.sentence.en
    )
    assert "รักษาราชการแทน" in found.sentence.th
    assert "ที่ 12/2565 ลงวันที่ 30 พฤษภาคม 2565" in found.sentence.th
    assert found.holders[0].capacity == "acting"


def end_of_chief(desk: Desk) -> None:
    """The Chief of the builders leaves on 1 June 2022, and nobody follows."""
    holders(desk, {"office": "5715/district_chief", "person": "5715.chief",
                   "start": "2022-05-31", "stop": "2022-06-01"},
            {"office": "5715/district_chief", "person": "5715.chief",
             "start": "2030-01-01"})  # fmt: skip
