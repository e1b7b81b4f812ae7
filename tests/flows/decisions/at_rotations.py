"""Chiefs who move by a transfer order."""

from datetime import date

import pytest

from flows.decisions.happen import happen
from flows.decisions.rotate import Rotation, rotate
from flows.decisions.transfer_checks import (
    TransferUnfit,
)
from flows.engine.replay import EventKind
from registry.queries.events import events_of
from registry.queries.office_holders import holders
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.machines import Engine

CHIEF = f"{MAE_FAH_LUANG}/district_chief"
ROTATION = (EventKind.CHIEF_ROTATED,)
NEW: dict[str, Json] = {"title_th": "นาง", "name_th": "ใหม่ มาแทน"}


def rotates(engine: Engine, on: str) -> None:
    happen(
        engine.office, MAE_FAH_LUANG, EventKind.CHIEF_ROTATED, on=engine.on(on),
        recorded_by="coord",
    )  # fmt: skip


def entered(desk: Desk, *moves: dict[str, Json], **order: Json) -> Rotation:
    said = {"number": "๓๐๑/๒๕๖๕", "dated": "2022-09-15", "moves": moves, **order}
    return rotate(desk.office, TransferOrder.model_validate(said), recorded_by="coord")


def moved(on: str = "2022-10-01", **row: Json) -> dict[str, Json]:
    return {"district": "แม่ฟ้าหลวง", "on": on, **NEW, **row}


def days(desk: Desk) -> list[tuple[str, str]]:
    with desk.office.registry.reading() as connection:
        found = events_of(connection, MAE_FAH_LUANG)
    return [(one.on.isoformat(), one.status) for one in found]


def problems(desk: Desk, *moves: dict[str, Json], **order: Json) -> list[tuple[type, str | None]]:
    with pytest.raises(TransferUnfit) as refused:
        entered(desk, *moves, **order)
    return [(type(one), one.field) for one in refused.value.problems]


def chief_on(desk: Desk, day: str) -> list[str]:
    with desk.office.registry.reading() as connection:
        found = holders(connection, CHIEF, date.fromisoformat(day))
        return [one.name.th for one in found]
