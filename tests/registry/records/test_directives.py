from datetime import date

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from flows.directive.directive import issue_directive
from registry.queries.directives import directive, directives, directives_about
from registry.rules.directive_results import DirectiveResult
from tests.builders import a_desk
from tests.scenarios.letter_killed import LETTER


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE directive_district SET result = 'replace'", "settled once"),
        ("DELETE FROM directive_district", "settled once"),
        ("DELETE FROM directive", "never deleted"),
        ("UPDATE directive SET signer = 'x'", "only a missing scan"),
        (
            "INSERT INTO directive_district VALUES (1, '8410', 'started', NULL, '2022-06-02')",
            "ck_directive_district_instance",
        ),
    ],
)
def test_what_was_settled_stays(made_registry_url: str, statement: str, says: str) -> None:
    desk = a_desk(made_registry_url)
    issue_directive(desk.office, LETTER, recorded_by="coord")
    engine = create_engine(made_registry_url)
    with engine.connect() as connection, connection.begin(), pytest.raises(DBAPIError) as refused:
        connection.execute(text(statement))
    engine.dispose()
    assert says in str(refused.value)


def test_letters_are_told_by_province_and_by_district(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    letter = issue_directive(desk.office, LETTER, recorded_by="coord").directive
    with desk.office.registry.reading() as connection:
        assert directive(connection, letter.id) == letter
        assert directive(connection, letter.id + 1) is None
        assert directives(connection) == directives(connection, "57") == [letter]
        assert directives(connection, "84") == []
        ((told, settled),) = directives_about(connection, "5704")
        assert directives_about(connection, "8410") == []
    assert told.due_on == date(2022, 7, 1)
    assert (told, settled.result) == (letter, DirectiveResult.REPLACE)
