"""The history on a district's page: as many lines as it has room for, an event once."""

from datetime import date

from desk.views.district_summary import LINES, district_summary
from desk.views.view import View
from flows.decisions.happen import happen
from flows.engine.replay import EventKind
from tests.builders import MAE_FAH_LUANG
from tests.desk.years import go_to, many_years


def test_events_in_many_journals_take_one_line_each_and_push_no_decision_out(
    sqlite_url: str,
) -> None:
    desk = many_years(sqlite_url, [MAE_FAH_LUANG])
    go_to(desk, "2023-07-03")
    assert len([one for one in desk.instances() if one.status == "open"]) > 2
    for day in (4, 5, 6, 7):
        on = desk.on(f"2023-07-{day:02}")
        happen(desk.office, MAE_FAH_LUANG, EventKind.CHIEF_ROTATED, on=on, recorded_by="coord")
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date(2023, 7, 7))
        history = district_summary(view, MAE_FAH_LUANG).history
    assert len(history) == LINES
    events = [one.entry.act_date for one in history if one.entry.kind == "event"]
    assert len(events) == len(set(events))
