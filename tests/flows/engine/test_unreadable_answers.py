"""An answer that nobody can read any more takes neither inbox nor `waiting` from anybody."""

from sqlalchemy import text

from tests.builders import Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.year.at_money import proposed

UNREADABLE = """UPDATE payload SET body = '{"answer": {"result": 7}}'
WHERE id = (SELECT payload_id FROM entry WHERE id = :entry)"""


def made_unreadable(desk: Desk, number: int) -> None:
    """The answer of the entry says what no form ever said, as a damaged file would."""
    with desk.office.registry.making() as connection:
        connection.exec_driver_sql("DROP TRIGGER payload_redacted_only")
        connection.execute(text(UNREADABLE), {"entry": number})


def test_its_gates_are_called_by_their_plain_names(sqlite_url: str) -> None:
    desk, year = proposed(sqlite_url)
    (needs,) = [one.id for one in desk.entries(year) if one.gate == "budget_needs"]
    made_unreadable(desk, needs)
    assert visitor(desk, "coord").get("/").status == 200
    said = Terminal(str(desk.office.registry.url))("waiting", "--json")
    assert said.code == 0
    assert {one["instance"] for one in said.json["waiting"]} >= {year}
