"""A transfer order of three persons, and what it says of a committee's seats."""

from datetime import date

from registry.queries.people import person
from registry.queries.seats import seats
from registry.records.seats import record_seats
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from registry.rules.seats import BodyKey, SeatMode
from tests.builders import MAE_FAH_LUANG, Desk

D = MAE_FAH_LUANG
SEAT = "executive.district_chief"
COMES: dict[str, Json] = {"title_th": "นาง", "name_th": "ใหม่ มาแทน"}


def the_order(**who: Json) -> TransferOrder:
    moves = [{"district": D, "on": "2022-10-01"} | who]
    said = {"number": "301/2565", "dated": "2022-06-01", "moves": moves}
    return TransferOrder.model_validate(said)


def by_name(desk: Desk) -> None:
    """The order names the Chief."""
    with desk.office.registry.writing(D) as write:
        chief = person(write.connection, f"{D}.chief", field="person")
        now = seats(write.connection, D, date(2022, 6, 24))
        named = {"mode": SeatMode.BY_NAME, "person": chief.id}
        wanted = tuple(one.model_copy(update=named) if one.key == SEAT else one for one in now)
        record_seats(write, D, wanted, on=date(2022, 6, 24), entry_id=1)


def of_three(desk: Desk) -> None:
    """The Suppression group is the Chief and two Deputies."""
    offices = ("district_chief", "deputy_district_chief/1", "deputy_district_chief/2")
    with desk.office.registry.writing(D) as write:
        now = seats(write.connection, D, date(2022, 6, 24))
        own = [one for one in now if one.body is BodyKey.SUPPRESSION][: len(offices)]
        held = {one.key: f"{D}/{office}" for one, office in zip(own, offices, strict=True)}
        wanted = tuple(
            one.model_copy(update={"office": held.get(one.key)})
            if one.body is BodyKey.SUPPRESSION
            else one
            for one in now
        )
        record_seats(write, D, wanted, on=date(2022, 6, 24), entry_id=1)
