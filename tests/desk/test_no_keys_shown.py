"""No sheet and no sentence in Thai shows a key of the program where a word is meant."""

import re

from lxml import html

from config.words import catalogue
from tests.desk.web.at_gates import place
from tests.desk.web.at_meetings import meeting_desk
from tests.desk.web.visitor import visitor

# Of a seat, an office, a field of a form or a column, or a choice that is meant in quotes.
KEYS = re.compile(
    r"\b(?:executive|prevention|suppression|field|adoption_field|choice|gate|misfit)\.[a-z_]+"
    r"|\b\d{2,4}/[a-z]+_[a-z_]+(?:/\d+)?|[“\"][a-z]+(?:_[a-z]+)*[”\"]"
)
QUOTED = re.compile(r"[“\"][a-z]+(?:_[a-z]+)*[”\"]")
WRITTEN_AS_SUCH = {"desk.made"}  # the name that the first administrator signs in with
NO_WORDS = "//script|//style|//code|//pre|//kbd"


def shown(page: str) -> str:
    """What is read on the page, by eye or ear."""
    tree = html.fromstring(page)
    for one in tree.xpath(NO_WORDS):
        one.drop_tree()
    heard = tree.xpath("//@aria-label | //@title | //@placeholder | //@alt")
    return " ".join((*tree.text_content().split(), *map(str, heard)))


def test_a_sheet_of_attendance_shows_no_key(sqlite_url: str) -> None:
    desk, number = meeting_desk(sqlite_url)
    page = visitor(desk, "coord").get(place(number, "inception_meeting#1"), "th")
    assert KEYS.findall(shown(page.response.text)) == []


def test_no_sentence_in_thai_quotes_a_key() -> None:
    quoting = {key: text for key, text in catalogue("th").items() if QUOTED.search(text)}
    assert quoting.keys() <= WRITTEN_AS_SUCH
