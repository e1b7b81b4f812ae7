"""`simulate`: into which registry, with which report; and what `up` serves."""

import shutil
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import update

from config.words import LANGUAGES, say
from desk.cli.commands.up import banner
from desk.web.frame.app import make_app
from registry.models import RegistryMeta
from registry.queries.document_contents import content
from registry.queries.documents import documents
from tasks.documents.docx_text import paragraphs
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import Visitor

SMALL = ("simulate", "--districts", "1", "--years", "1")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulation with its report beside it, made by the command."""
    folder = tmp_path_factory.mktemp("simulation")
    printed = Terminal(f"sqlite:///{folder / 'made.db'}")(
        *SMALL, "--seed", "3", "--lang", "en", "--out", str(folder / "report.html")
    )
    assert printed.code == 0
    (folder / "out.txt").write_text(printed.out, encoding="utf-8")
    (folder / "err.txt").write_text(printed.err, encoding="utf-8")
    return folder


@pytest.fixture
def prasan(made: Path, tmp_path: Path) -> Terminal:
    shutil.copy(made / "made.db", tmp_path / "made.db")
    return Terminal(f"sqlite:///{tmp_path / 'made.db'}")


def test_the_report_is_printed_and_written_and_progress_stands_apart(made: Path) -> None:
    printed, page = ((made / one).read_text("utf-8") for one in ("out.txt", "report.html"))
    progress = (made / "err.txt").read_text("utf-8")
    assert "Districts: 1. Years: 1. Seed: 3." in printed
    assert "a district and year" in printed
    for line in printed.splitlines()[:5]:
        assert line in page
    assert "decisions so far" in progress
    assert "seconds left" in progress
    assert "milliseconds a decision" in progress
    assert "so far" not in printed
    assert "milliseconds" not in printed


def test_the_page_of_the_report_loads_nothing_from_elsewhere(made: Path) -> None:
    page = (made / "report.html").read_text("utf-8")
    assert "http" not in page
    assert "src=" not in page
    assert "<link" not in page


def test_nothing_is_simulated_into_a_real_registry(sqlite_url: str) -> None:
    assert Terminal(sqlite_url).refused(*SMALL) == ("not_a_simulation", "--registry")


def test_nothing_is_simulated_into_what_is_no_registry(tmp_path: Path) -> None:
    text, other = tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("no database", encoding="utf-8")
    with closing(connect(other)) as database:
        database.execute("CREATE TABLE stock (item TEXT)")
    for file, code in ((text, "not_a_simulation"), (other, "database_of_another")):
        printed = Terminal(f"sqlite:///{file}")(*SMALL, "--json")
        assert (printed.code, printed.error["code"]) == (2, code)
        assert printed.error["field"] == "--registry"
    assert text.read_text(encoding="utf-8") == "no database"
    with closing(connect(other)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("stock",)]


def test_nothing_is_simulated_where_districts_have_worked_already(prasan: Terminal) -> None:
    assert prasan.refused(*SMALL) == ("simulation_holds_work", "--registry")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--districts", "9999"), ("too_many_districts", "--districts")),
        (("--districts", "0"), ("usage_unfit", "--districts")),
        (("--years", "0"), ("usage_unfit", "--years")),
        (("--years", "11"), ("usage_unfit", "--years")),
        (("--seed", "-1"), ("usage_unfit", "--seed")),
        (("--out", "{there}"), ("export_target_exists", "--out")),
    ],
)
def test_what_cannot_be_simulated_is_refused_before_a_registry_is_made(
    tmp_path: Path, words: tuple[str, str], expected: tuple[str, str]
) -> None:
    there = tmp_path / "report.html"
    there.write_text("kept", encoding="utf-8")
    name, value = words
    given = [*SMALL, name, value.format(there=there), "--json"]
    printed = Terminal(f"sqlite:///{tmp_path / 'new.db'}")(*given)
    assert printed.code == 2
    assert (printed.error["code"], printed.error["field"]) == expected
    assert not (tmp_path / "new.db").exists()
    assert there.read_text("utf-8") == "kept"


def test_up_serves_a_simulation_only_to_who_says_that_it_is_meant(prasan: Terminal) -> None:
    assert prasan.refused("up") == ("simulation_not_served", "--simulation")


def test_pages_papers_and_the_first_lines_of_up_say_that_nothing_is_real(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.writing() as write:
        kind = update(RegistryMeta).where(RegistryMeta.key == "kind").values(value="simulation")
        write.connection.execute(kind)
    shown = Visitor(make_app(desk.office)).get("/sign-in")
    for language in LANGUAGES:
        mark = say("page.simulation", language)
        assert mark in [*banner(desk.office, language)]
    assert say("page.simulation", "th") in shown.text
    order = desk.to_first_draft()
    assert say("page.simulation", "th") in text_of_draft(desk, order)


def text_of_draft(desk: Desk, order: int) -> str:
    with desk.office.registry.reading() as connection:
        found = documents(connection, instance_id=order)
        paper = next(one for one in found if one.kind == "appointment_order")
        kept = content(connection, paper.sha256)
    assert kept is not None
    return "\n".join(paragraphs(kept))
