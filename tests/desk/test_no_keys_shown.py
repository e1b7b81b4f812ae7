"""No page and no refusal in Thai shows a key or a command of the program where a word is meant."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from lxml import html
from sqlalchemy import select
from starlette.testclient import TestClient

from benchmarks.pages import HOST, PROVINCE, addresses, samples
from config.words import catalogue
from desk.web.frame.app import make_app
from desk.web.frame.places import gate_place
from desk.web.frame.sign_in import DEMO_COOKIE
from flows.capabilities import open_installation
from flows.demo.stories import recorder_of
from registry.models import Instance, OpenGate
from registry.models.person import Person
from registry.store import Registry
from tests.desk.web.at_gates import place
from tests.desk.web.at_meetings import meeting_desk
from tests.desk.web.visitor import visitor

# Of a seat, an office, a field of a form or a column, or a choice that is meant in quotes.
KEYS = re.compile(
    r"(?<![\w{/@.:%-])(?:"
    r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+"  # snake_case
    r"|[a-z_]+(?:\.[a-z_]+)+(?:/[\w/]+)?"  # a key with its part, of a seat the office too
    r"|\d{2,4}/[a-z]+_[a-z_]+(?:/\d+)?"  # an office
    r"|[“\"][a-z]+(?:_[a-z]+)*[”\"]"  # a choice
    r")(?![\w}@])"
)
COMMANDS = re.compile(r"\bprasan [a-z]+|\bPrefect\b|(?<!\w)--[a-z][a-z-]+")
QUOTED = re.compile(r"[“\"][a-z]+(?:_[a-z]+)*[”\"]")
WRITTEN_AS_SUCH = {"desk.made"}  # the name that the first administrator signs in with
FILES = re.compile(r"[\w.-]+\.(?:docx|xlsx|pdf|png|csv|zip|ics)\b")  # names of papers are data
NO_WORDS = "//script|//style|//code|//pre|//kbd"
# Told to whoever keeps the machine or types commands and files, and never on a page of the desk.
OF_COMMANDS = frozenset({
    "adoption_no_rows", "another_scrub", "clock_doubted", "database_of_another", "demo_not_served",
    "directive_option_alone", "directive_province_missing", "last_day_instead", "no_fair_copy",
    "no_partly_copy", "no_workbook_here", "not_a_demo", "not_a_simulation", "office_ref_unfit",
    "pool_name_unfit", "postgres_driver_missing", "prefect_server_not_named",
    "prefect_server_silent",
    "redaction_list_unreadable", "registry_missing", "registry_older", "registry_unfinished",
    "request_unread", "served_by_up_alone", "settings_unfit", "simulation_not_served",
    "upgrade_failed", "usage_missing", "usage_unfit", "usage_unknown_command",
    "usage_unknown_option",
})  # fmt: skip
OF_TEMPLATES = {"template_not_printable"}  # whose author writes the filters that it names


def shown(page: str) -> str:
    """What is read on the page, by eye or ear."""
    tree = html.fromstring(page)
    for one in tree.xpath(NO_WORDS):
        one.drop_tree()
    heard = tree.xpath("//@aria-label | //@title | //@placeholder | //@alt")
    return " ".join((*tree.text_content().split(), *map(str, heard)))


def keys_in(text: str) -> set[str]:
    """The keys and commands that stand in it."""
    plain = FILES.sub("", text)
    return {*KEYS.findall(plain), *COMMANDS.findall(plain)}


@pytest.fixture(scope="module")
def demo(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    file = tmp_path_factory.mktemp("keys") / "demo.db"
    shutil.copy(demo_file, file)
    registry = Registry(f"sqlite:///{file}")
    yield registry
    registry.dispose()


def every_address(app: FastAPI, registry: Registry) -> list[str]:
    """Each page of the route table, each gate that was ever open, each instance."""
    urls = [url for _, url in addresses(app, samples(registry))[0]]
    with registry.reading() as connection:
        gates = connection.execute(select(OpenGate.instance_id, OpenGate.path))
        urls += [gate_place(instance, path) for instance, path in gates]
        urls += [f"/instances/{one}" for one in connection.scalars(select(Instance.id))]
    return urls


def test_no_page_in_thai_shows_a_key_or_a_command(demo: Registry) -> None:
    app = make_app(open_installation(demo))
    client = TestClient(app, base_url=HOST, follow_redirects=False)
    client.cookies.set(DEMO_COOKIE, recorder_of(PROVINCE))  # a coordinator, and administrator
    with demo.reading() as connection:  # what people are called by in files and fields
        refs = {*connection.scalars(select(Person.ref))}
    found: dict[str, set[str]] = {}
    looked_at = 0
    for url in every_address(app, demo):
        answer = client.get(url, headers={"Accept-Language": "th"})
        if answer.headers.get("content-type", "").startswith("text/html") and answer.text:
            looked_at += 1
            text = shown(answer.text)
            for ref in sorted(refs, key=len, reverse=True):
                text = text.replace(ref, "")
            if keys := keys_in(text):
                found[url] = keys
    assert looked_at > 200
    assert found == {}


def test_a_sheet_of_attendance_shows_no_key(sqlite_url: str) -> None:
    desk, number = meeting_desk(sqlite_url)
    page = visitor(desk, "coord").get(place(number, "inception_meeting#1"), "th")
    assert keys_in(shown(page.response.text)) == set()


def test_no_sentence_in_thai_quotes_a_key() -> None:
    quoting = {key: text for key, text in catalogue("th").items() if QUOTED.search(text)}
    assert quoting.keys() <= WRITTEN_AS_SUCH


def test_no_refusal_that_a_page_tells_names_a_key_or_a_command() -> None:
    words = catalogue("th")
    told = {key for key in words if key.startswith("refusal.") and not key.endswith(".page")}
    naming = {
        key.removeprefix("refusal."): keys
        for key in told
        if (keys := keys_in(words.get(f"{key}.page", words[key])))
    }
    assert {
        key: keys for key, keys in naming.items() if key not in OF_COMMANDS | OF_TEMPLATES
    } == {}


def test_a_page_tells_of_a_refusal_without_the_command_that_another_door_names() -> None:
    with_own = [
        key for key in catalogue("th") if key.startswith("refusal.") and key.endswith(".page")
    ]
    assert with_own
    for key in with_own:
        assert keys_in(catalogue("th")[key.removesuffix(".page")]), key
