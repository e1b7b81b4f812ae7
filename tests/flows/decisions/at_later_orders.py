"""Transfer orders of which a later one changes what an earlier one announced."""

from flows.decisions.rotate import MoveResult, Rotation, rotate
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.decisions.at_rotations import NEW

FIRST, SECOND, THIRD = "1123/2565", "1150/2565", "1177/2565"
DATED = {FIRST: "2022-09-12", SECOND: "2022-09-20", THIRD: "2022-09-26"}
NAMED: dict[str, Json] = {"district": MAE_FAH_LUANG, **NEW}
OF_FIRST: dict[str, Json] = {"district": MAE_FAH_LUANG, "of_order": "๑๑๒๓/๒๕๖๕"}
ANNOUNCES: dict[str, Json] = {**NAMED, "on": "2022-10-01"}


def an_order(number: str, *rows: dict[str, Json], **head: Json) -> TransferOrder:
    said: Json = {"number": number, "dated": DATED.get(number, "2022-09-12"), **head, "moves": rows}
    return TransferOrder.model_validate(said)


def ordered(desk: Desk, number: str, *rows: dict[str, Json], **head: Json) -> Rotation:
    return rotate(desk.office, an_order(number, *rows, **head), recorded_by="coord")


def the_row(desk: Desk, number: str, *rows: dict[str, Json], **head: Json) -> MoveResult:
    (one,) = ordered(desk, number, *rows, **head).districts
    return one
