"""Events recorded: one of a kind, about one office or agency, on one day of one district."""

from datetime import date

from registry.queries.events import EventRow, event_on, events_of
from registry.records.events import announce, call_off
from tests.builders import MAE_FAH_LUANG, a_desk

DAY = date(2022, 9, 1)
OTHER = "5704"


def withdrew(district: str) -> EventRow:
    return EventRow(district, "agency_withdrew", "immigration", DAY, "announced", "ศน 9/2565")


def test_one_agency_leaves_two_districts_on_one_day(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url, "2022-09-05", MAE_FAH_LUANG, OTHER)
    with desk.office.registry.writing(OTHER, MAE_FAH_LUANG) as write:
        assert [announce(write, withdrew(one)) for one in (MAE_FAH_LUANG, OTHER)] == [True, True]
        assert [announce(write, withdrew(one)) for one in (MAE_FAH_LUANG, OTHER)] == [False, False]
        call_off(write, withdrew(OTHER), by=None)
    with desk.office.registry.reading() as connection:
        assert event_on(connection, OTHER, "agency_withdrew", "immigration", DAY) is None
        assert [one.on for one in events_of(connection, MAE_FAH_LUANG)] == [DAY]
