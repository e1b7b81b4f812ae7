import pytest

from desk.cli.hints import commands, hints
from tests.builders import COORDINATOR, Desk, a_desk
from tests.desk.cli.terminal import Terminal


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url)
    first = made.start()
    made.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    return made


def test_each_command_that_is_hinted_at_can_be_given(desk: Desk, sqlite_url: str) -> None:
    prasan = Terminal(sqlite_url)
    for line in commands(desk.office):
        name, *words = line.split()
        assert name == "prasan"
        if "decide" not in words:
            assert prasan(*words).code == 0, line


def test_the_hinted_decision_names_an_office_that_may_take_it(desk: Desk) -> None:
    (line,) = [one for one in commands(desk.office) if " decide " in one]
    assert line.startswith("prasan decide 1 advocacy --by 5715/district_chief --decided-on ")


def test_another_terminal_is_told_where_this_registry_is(desk: Desk, sqlite_url: str) -> None:
    assert f"PRASAN_REGISTRY={sqlite_url}" in next(hints(desk.office, "en"))
