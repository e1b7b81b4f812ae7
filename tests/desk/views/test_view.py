from desk.views.view import View
from registry.queries.areas import districts_within
from tests.builders import a_desk
from tests.statements import heard


def test_a_question_is_asked_once_in_a_reading_whoever_asks(sqlite_url: str) -> None:
    registry = (desk := a_desk(sqlite_url)).office.registry
    with heard() as said, registry.reading() as connection:
        view = View(desk.office, connection, registry.today)
        once = view.once(districts_within, frozenset({"57"}))
        assert view.once(districts_within, frozenset({"57"})) is once
        assert len(said) == 1
        assert view.once(districts_within, frozenset({"58"})) != once
    assert len(said) == 2
