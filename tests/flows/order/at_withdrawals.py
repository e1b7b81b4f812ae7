"""A committee at work that an agency leaves."""

from datetime import date

from flows.order.withdrawal import (
    AgencyWithdrawal,
    WithdrawalLetter,
    withdraw_agency,
)
from registry.records.filing import Upload
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.order.at_amendments import sign
from tests.staged_desks import made_once

AGENCY = "immigration"
OFFICE: dict[str, Json] = {
    "ref": "57/immigration_superintendent", "title_th": "ผู้กำกับการตรวจคนเข้าเมือง",
    "title_en": "Immigration Superintendent", "agency": AGENCY,
}  # fmt: skip
SEATS = {"executive.immigration_superintendent", "prevention.immigration_superintendent"}


@made_once
def with_agency(url: str) -> Desk:
    """A committee at work in which an office of the agency has two seats."""
    desk = a_desk(url)
    with desk.office.registry.writing("TH", "57", MAE_FAH_LUANG) as write:
        load(write, LoadFile.model_validate({"offices": [OFFICE]}), actor=1)
    order = desk.to_first_draft()
    sign(desk, order, "12/2565", "2022-06-24")
    desk.on("2022-09-05")
    return desk


def leaves(
    desk: Desk, agency: str = AGENCY, on: str = "2022-09-01", scan: Upload | None = None
) -> AgencyWithdrawal:
    letter = WithdrawalLetter(MAE_FAH_LUANG, agency, "ศน 9/2565", date.fromisoformat(on), scan)
    return withdraw_agency(desk.office, letter, recorded_by="coord")
