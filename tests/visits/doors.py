"""A capability goes through every door of Prasan; `test_visits` runs this in its own process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from config.settings import Settings
from flows.decisions.redaction_aim import Aim
from flows.verification import verify_all
from registry.queries.document_contents import content
from registry.queries.documents import documents
from registry.rules.redaction import TEXT_MARK
from tests.builders import COORDINATOR, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.cli.test_exporting import exported
from tests.desk.web.at_gates import confirm, fill, place
from tests.desk.web.visitor import Visitor, visitor
from tests.flows.decisions.at_redactions import everything, redacted
from tests.gallery.papers import full, sample
from tests.visits.capability import CAPABILITY
from tests.visits.installation import bring_in, make_table

bring_in(CAPABILITY)

WHAT = "ฝ่ายป้องกันประชุมทุกเดือน"
COORD = f"{COORDINATOR}@coord"
HELD: dict[str, Any] = {
    "result": "held", "held_on": "2022-07-06", "met": ["5715.chief", "5715.deputy"],
    "findings": [{"about": "prevention", "what": WHAT}],
}  # fmt: skip


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry as the release makes it, and the table of visits in it."""
    file = tmp_path_factory.mktemp("made") / "registry.db"
    made = "import sys; from tests.builders import make_empty_registry as made; made(sys.argv[1])"
    subprocess.run([sys.executable, "-c", made, f"sqlite:///{file}"], check=True)
    make_table(f"sqlite:///{file}")
    return file


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Desk:
    """A committee with its order."""
    made = a_desk(sqlite_url)
    made = replace(made, office=replace(made.office, settings=Settings(home=tmp_path / "home")))
    made.to_order_signed()
    return made


def visit_of(desk: Desk) -> int:
    """A visit that is planned."""
    number = desk.start("visit", "2022-07-04")
    planned = {"purpose": "support", "planned_on": "2022-07-06"}
    desk.decide(number, "visit_planned", COORDINATOR, "2022-07-04", planned)
    return number


def held(desk: Desk) -> tuple[int, int]:
    """A visit that was held, with its report; the entry of the decision."""
    number = visit_of(desk)
    return number, desk.decide(number, "visit_held", COORDINATOR, "2022-07-06", HELD).entry


def rows(desk: Desk) -> Iterator[Any]:
    return (one for one in verify_all(desk.office))


def report(desk: Desk, number: int) -> dict[str, str]:
    """The texts of the report by language."""
    with desk.office.registry.reading() as connection:
        made = documents(connection, instance_id=number)
        kept = {one.language: content(connection, one.sha256) or b"" for one in made}
    return {
        str(language): "\n".join(one.text for one in Document(BytesIO(data)).paragraphs)
        for language, data in kept.items()
    }


def test_the_command_line_starts_it_and_its_form_says_schema_proposal_and_choices(
    desk: Desk, tmp_path: Path
) -> None:
    prasan = Terminal(str(desk.office.registry.url))
    by = ("--recorded-by", "coord")
    started = prasan("start", "visit", "--district", "5715", "--on", "2022-07-01", *by, "--json")
    assert started.code == 0, started
    (number,) = (one.id for one in desk.instances() if one.process == "visit")
    said = {"purpose": "other", "planned_on": "2022-07-06"}
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps(said))
    words = ("decide", str(number), "visit_planned", "--by", COORDINATOR, "--decided-on")
    asked = (*words, "2022-07-01", "--answer", str(answer), *by)
    assert prasan.refused(*asked) == ("field_missing", "reason")
    answer.write_text(json.dumps({**said, "reason": "มีผู้ร้องขอ"}))
    assert prasan(*asked).code == 0
    form = prasan("form", str(number), "visit_held", "--json").json
    assert form["form"]["properties"]["met"]["title_th"] == "ผู้ที่ได้พบ"
    assert {"if", "then"} <= set(form["form"]["allOf"][0])
    assert form["proposal"] == {"result": "held", "held_on": "2022-07-06"}
    assert "5715.chief" in {one["value"] for one in form["choices"]["met"]}


def test_its_page_asks_by_the_same_conditions_choices_and_rows(desk: Desk) -> None:
    number = visit_of(desk)
    desk.on("2022-07-06")
    who = visitor(desk, "coord")
    page = who.get(place(number, "visit_held"), "th")
    assert "ผู้ที่ได้พบ" in page.main
    assert page.value("held_on") == "06/07/2565"
    (only,) = page.tree.cssselect("[data-when=result][data-is=called_off]")
    assert only.cssselect("textarea[name=reason]")
    assert {one.get("value") for one in page.tree.cssselect("input[name=met]")} >= {"5715.chief"}
    typed = {
        "result": "held", "held_on": "6 ก.ค. 2565", "met": ["5715.chief"],
        "findings.0.about": "prevention", "findings.0.what": WHAT,
    }  # fmt: skip
    wrong = fill(who, number, "visit_held", COORD, "6 ก.ค. 2565", {**typed, "held_on": ""})
    assert wrong.beside("held_on")
    check = fill(who, number, "visit_held", COORD, "6 ก.ค. 2565", typed)
    assert check.problems == []
    assert WHAT in check.main
    done = confirm(who, check, number, "visit_held")
    assert WHAT in done.main, done.main
    assert _history(who, number)
    desk.perform()
    assert WHAT in report(desk, number)["th"]


def _history(who: Visitor, number: int) -> bool:
    """The page of the instance says who was met by name, not by reference."""
    main = who.get(f"/instances/{number}", "th").main
    return "ผู้ที่ได้พบ" in main and "นายสมมุติ ตัวอย่าง" in main


def test_its_paper_is_drafted_in_two_languages_and_anew_after_a_correction(desk: Desk) -> None:
    number, _ = held(desk)
    made = report(desk, number)
    assert set(made) == {"th", "en"}
    assert WHAT in made["en"]
    prasan = Terminal(str(desk.office.registry.url))
    instead = json.dumps([{"about": "executive", "what": "ไม่พบปัญหา"}])
    done = prasan(
        "correct", str(number), "visit_held", "--set", f"findings={instead}", "--reason", "พิมพ์ผิด",
        "--recorded-by", "coord",
    )  # fmt: skip
    assert done.code == 0, done
    desk.perform()
    assert "ไม่พบปัญหา" in report(desk, number)["th"]


def test_prefect_carries_it_through_a_flow_of_its_name() -> None:
    from flows.runtime.prefect_flows import flow_of  # noqa: PLC0415 — imports Prefect

    assert flow_of("visit").name == "visit-district"


def test_its_table_is_exported_covered_and_told_to_whoever_stands_there(
    desk: Desk, tmp_path: Path
) -> None:
    held(desk)
    prasan = Terminal(str(desk.office.registry.url))
    sheet = exported(prasan, tmp_path / "out")["visits"]
    assert [(one["person"], str(one["valid_from"])) for one in sheet] == [
        ("5715.chief", "2022-07-06"), ("5715.deputy", "2022-07-06"),
    ]  # fmt: skip
    own = prasan("people", "own-data", "5715.chief", "--recorded-by", "coord")
    assert '"visit"' in own.out, own
    assert [*rows(desk)] == []
    with desk.office.registry.making() as connection:
        connection.exec_driver_sql("DROP TRIGGER visit_superseded_only")
        connection.exec_driver_sql("UPDATE visit SET line = 7 WHERE line = 0")
    assert {one.code for one in rows(desk)} >= {"fact_changed"}


def test_what_two_people_redact_is_nowhere_in_it(desk: Desk, tmp_path: Path) -> None:
    number, entry = held(desk)
    assert WHAT in everything(desk)
    redacted(desk, Aim(number, entry, ("findings",)))
    assert WHAT not in everything(desk)
    prasan = Terminal(str(desk.office.registry.url))
    answers = [one["answer"] for one in exported(prasan, tmp_path / "out")["decisions"]]
    assert any(TEXT_MARK in str(one) for one in answers)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_gallery_has_its_sample_and_its_fullest_paper(language: Any) -> None:
    assert sample("visit_report", language)
    assert full("visit_report", language)


def test_withdrawn_its_rows_stand_no_more(desk: Desk) -> None:
    number, _ = held(desk)
    prasan = Terminal(str(desk.office.registry.url))
    done = prasan(
        "withdraw", str(number), "visit_held", "--reason", "คนละอำเภอ", "--recorded-by", "coord"
    )
    assert done.code == 0, done
    assert "visits" not in [
        name
        for name, found in exported(prasan, Path(desk.file).with_name("out")).items()
        if any(one.get("superseded_at") is None for one in found) and name == "visits"
    ]
