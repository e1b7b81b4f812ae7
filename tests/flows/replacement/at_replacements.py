"""A member who is replaced."""

from flows.replacement.start import replace_member
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk

D = MAE_FAH_LUANG
SEAT = "executive.cso_representative"
NEW: dict[str, Json] = {
    "result": "named", "since": "2022-08-15", "letter": {"number": "ศน 12/2565"},
    "person": {"title_th": "นางสาว", "name_th": "คนใหม่ สมมุติ"},
}  # fmt: skip


def begin(desk: Desk, on: str = "2022-08-10") -> int:
    made = replace_member(desk.office, D, SEAT, on=desk.on(on), recorded_by="coord").instance
    desk.perform()
    return made
