"""By whatever door a Chief's term changes, the handover is the same, and there is one."""

from desk.imports.row_loading import load_rows
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.handover.at_handovers import a_district, handovers, to, told

CHIEF = f"{MAE_FAH_LUANG}/district_chief"
LEAVES: dict[str, Json] = {
    "office": CHIEF, "person": f"{MAE_FAH_LUANG}.chief", "start": "2018-10-01",
}  # fmt: skip


def loaded(desk: Desk, last_day: str) -> None:
    rows = {"holders": [LEAVES | {"last_day": last_day}]}
    load_rows(desk.office, LoadFile.model_validate(rows), recorded_by="coord")
    desk.perform()


def test_a_term_that_is_loaded_opens_the_same_handover_as_an_order(sqlite_url: str) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-10-05")
    loaded(desk, "2022-10-02")
    told(desk)
    to(desk, "2022-10-06")
    (one,) = handovers(desk)
    assert (one.period, one.status) == ("2022-10-03", "open")


def test_a_term_that_is_put_right_moves_the_handover_to_its_day(sqlite_url: str) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-10-05")
    loaded(desk, "2022-10-02")
    loaded(desk, "2022-10-03")
    assert [(one.period, one.outcome) for one in handovers(desk)] == [
        ("2022-10-03", "called_off"),
        ("2022-10-04", None),
    ]
