"""Districts that pass from one coordinator to another: what several tests begin with."""

from datetime import date

from flows.handover.reassignment import PassedDistrict, Reassignment, reassign
from registry.records.load import load
from registry.records.load_file import LoadFile
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.handover.at_handovers import a_district, to
from tests.staged_desks import made_once


@made_once
def with_two(url: str) -> Desk:
    """Two coordinate: one the whole province by office, one is there for no district yet."""
    return second_coordinator(a_district(url))


def second_coordinator(desk: Desk) -> Desk:
    with desk.office.registry.writing("TH", "57") as write:
        rows = {
            "people": [{"ref": "second", "title_th": "นาย", "name_th": "คนที่สอง สมมุติ"}],
            "parts": [
                {"person": "coord", "role": "admin", "area": "TH", "start": "2020-01-01"},
                {"person": "second", "role": "observer", "area": "57", "start": "2020-01-01"},
            ],
        }
        load(write, LoadFile.model_validate(rows), actor=None)
    to(desk, "2022-09-20")
    return desk


def passed(
    desk: Desk, leaver: str = "coord", to_whom: str = "second"
) -> tuple[PassedDistrict, ...]:
    said = Reassignment(leaver, to_whom, (MAE_FAH_LUANG,), date(2022, 10, 3))
    made = reassign(desk.office, said, recorded_by="coord")
    desk.perform()
    return made
