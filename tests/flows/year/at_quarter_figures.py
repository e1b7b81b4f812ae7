"""The figures of a first quarter and the sheet that tells them."""

from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.flows.year.at_quarters import a_year, on
from tests.staged_desks import made_once

PATH = "year/q{}/quarter/report/progress#{}"


def figure(indicator: str, value: str, part: str = "", **more: Json) -> Json:
    return {"indicator": indicator, "part": part, "value": value, **more}


def sheet(*lines: Json) -> Json:
    rows: Json = [{"row": "row-1", "state": "ongoing", "reached": "4"}]
    return {"result": "reported", "rows": rows, "figures": [*lines]}


def tell(desk: Desk, year: int, quarter: int, day: str, said: Json, turn: int = 1) -> None:
    desk.decide(year, PATH.format(quarter, turn), "focal_point", day, said)


@made_once
def first_quarter(url: str) -> tuple[Desk, int]:
    desk, year = a_year(url)
    on(desk, "2023-01-03")
    return desk, year
