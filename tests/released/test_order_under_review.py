"""A Chief moves while an order that an earlier release began is under review."""

from datetime import date
from pathlib import Path

import pytest

from config.clock import moved_to
from flows.capabilities import open_installation
from flows.decisions.raise_revision import raise_revision, rehearse_revision
from flows.decisions.rotate import rotate
from flows.order.process import ORDER as ORDER_PROCESS
from flows.verification import verify_all
from registry.queries.orders import orders
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from registry.store import Registry
from registry.upgrade import bring_forward
from tests.builders import COORDINATOR, OPENED, SECOND, Desk
from tests.flows.classified_paper.at_registers import registered
from tests.released.pouring import unpack

DISTRICT = "5708"
ORDER: dict[str, Json] = {
    "number": "512/2565", "dated": "2022-12-01",
    "on": "2022-12-12",
    "moves": [{"district": DISTRICT, "title_th": "นาย", "name_th": "มาใหม่ สมมุติ"}],
}  # fmt: skip


@pytest.fixture
def forwarded(tmp_path: Path) -> tuple[Desk, int]:
    """The registry that 0.3.1 kept; its open order, of revision 2, is forwarded to the Chief."""
    file = tmp_path / "registry.db"
    unpack("0.3.1", file)
    registry = Registry(f"sqlite:///{file}", moved_to(date(2022, 12, 5)))
    with registry.making() as connection:
        bring_forward(connection, registry)
    OPENED.append(registry)
    desk = Desk(open_installation(registry), registry.clock)  # type: ignore[arg-type]
    (order,) = (one for one in desk.instances() if (one.process, one.status) == ("order", "open"))
    assert (order.district, order.revision) == (DISTRICT, 2)
    bases: Json = {"confirmed": [*desk.bases(order.id)], "checked_against": "ต้นฉบับ"}
    desk.decide(order.id, "legal_bases", COORDINATOR, "2022-12-05", bases)
    desk.perform()
    desk.decide(order.id, "deputy_review", "focal_point", "2022-12-06", {"result": "forward"})
    assert desk.waits_at(order.id) == ["chief_review#1"]
    return desk, order.id


@pytest.fixture
def reviewed(forwarded: tuple[Desk, int]) -> tuple[Desk, int]:
    """The Chief has moved since."""
    desk, order = forwarded
    desk.on("2022-12-12")
    rotate(desk.office, TransferOrder.model_validate(ORDER), recorded_by="coord")
    return desk, order


def registered_without_scan(desk: Desk, order: int) -> list[str]:
    """The order is signed, and its classified paper named; answers where it waits then."""
    day = "2022-12-06"
    paper = registered(desk, day, district=DISTRICT, dated=day).instance
    desk.decide(order, "chief_review", "district_chief", day, {"result": "sign"})
    said: Json = {"number": "77/2565", "dated": day, "printed": "as_printed"}
    desk.decide(order, "registration", "district_chief", day, said, classified=[paper])
    return desk.waits_at(order)


def numbers(desk: Desk) -> list[str]:
    with desk.office.registry.reading() as connection:
        return [one.full_number for one in orders(connection, DISTRICT)]


def test_an_order_of_an_earlier_revision_stands_without_a_scan_as_it_did_then(
    forwarded: tuple[Desk, int],
) -> None:
    desk, order = forwarded
    assert registered_without_scan(desk, order) == []
    assert numbers(desk) == ["77/2565"]
    assert verify_all(desk.office) == ()


def test_once_released_it_waits_for_a_second_person(forwarded: tuple[Desk, int]) -> None:
    desk, order = forwarded
    raise_revision(desk.office, "order", recorded_by="coord")
    assert registered_without_scan(desk, order) == ["confirm_without_scan#1"]
    assert numbers(desk) == []
    gate, said = "confirm_without_scan", {"result": "confirmed"}
    desk.decide(order, gate, SECOND, "2022-12-06", said, recorded_by="coord2")
    assert numbers(desk) == ["77/2565"]
    assert verify_all(desk.office) == ()


def test_below_the_revision_that_drafts_it_anew_an_incident_names_the_release(
    reviewed: tuple[Desk, int],
) -> None:
    desk, order = reviewed
    (gate,) = desk.gates(order)
    assert (gate.path, gate.note) == ("!incident", "revision_needed: release order")
    (found,) = rehearse_revision(desk.office, "order")
    assert (found.instance, found.revision, found.problem) == (order, 2, None)
    assert found.to == ORDER_PROCESS.revision
    assert "draft_advocacy_papers" in found.effects


def test_once_released_it_is_drafted_anew_and_what_was_said_stays(
    reviewed: tuple[Desk, int],
) -> None:
    desk, order = reviewed
    said = [one.id for one in desk.entries(order) if one.kind == "decision"]
    raise_revision(desk.office, "order", recorded_by="coord")
    desk.perform()
    assert desk.waits_at(order) == ["deputy_review#2"]
    live = {one.id for one in desk.entries(order) if one.live}
    assert set(said) <= live
