"""The Chief names a Deputy as focal point (R16)."""

from flows.decisions.rotate import rotate
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, a_desk

DEPUTY: Json = {"deputy": "deputy_district_chief/1"}


def test_a_deputy_who_acts_as_chief_and_names_themselves_is_warned(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.on("2022-06-06")
    acting: Json = {
        "district": MAE_FAH_LUANG, "on": "2022-06-06", "coming": f"{MAE_FAH_LUANG}.deputy",
        "capacity": "acting_vacant", "basis": "seniority",
    }  # fmt: skip
    order = {"number": "301/2565", "dated": "2022-06-03", "moves": [acting]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    (agreeing,) = desk.waits_at(first)
    desk.decide(first, agreeing, "district_chief", "2022-06-08", {"result": "agreed"})
    said = desk.decide(first, "delegation", "district_chief", "2022-06-09", DEPUTY)
    (warned,) = (one.en for one in said.warnings)
    assert warned.startswith("Pranee Sommut names themselves as focal point while acting")
