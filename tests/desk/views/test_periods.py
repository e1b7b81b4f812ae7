"""What an instance is of is said in words: where the year alone does not say it."""

from config.words import written
from desk.views.instance_summary import seen
from desk.views.view import View
from registry.journal import instances
from tests.builders import MAE_FAH_LUANG
from tests.desk.years import a_year, go_to, received


def test_a_meeting_of_a_quarter_names_it_and_the_first_plan_its_year_alone(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    received(desk)
    go_to(desk, "2023-10-10")
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        of = {
            (one.process, one.period): written(seen(view, one.id).of, "en")
            for one in instances(connection, district=MAE_FAH_LUANG)
        }
    assert of["meeting", "2567/q1"] == "of quarter 1, 2567"
    assert of["plan", "2567"] == "2567"
