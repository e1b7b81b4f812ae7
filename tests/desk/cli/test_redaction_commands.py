"""`redact`, `upgrade` and `restore` as they are typed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from desk.cli.main import command_line
from desk.views.redaction_words import shown
from registry.rules.plain_values import Json
from registry.rules.redaction import MARK, unredacted
from registry.schema import head
from registry.store import Registry
from tests.builders import COORDINATOR, SCAN, SECOND, Desk, a_desk
from tests.desk.cli.terminal import Terminal, attempts, tables
from tests.flows.decisions.at_redactions import a_paper_saying, in_lines
from tests.released.pouring import unpack

BY_COORD = ("--recorded-by", "coord")
WHY = ("--reason", "บันทึกข้อมูลผู้เสียหาย")
NOTE = "พบสมหญิงที่ร้านริมทาง"


@pytest.fixture
def prasan(sqlite_url: str) -> Terminal:
    return Terminal(sqlite_url)


@pytest.fixture
def entry(sqlite_url: str) -> str:
    """The first answer of instance 1, with a note that should never have been recorded."""
    desk: Desk = a_desk(sqlite_url)
    first = desk.start()
    answer = {"finding": "none", "note": NOTE}
    said = desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", answer, evidence=[SCAN])
    return str(said.entry)


def confirmed(prasan: Terminal, gate: str, folder: Path) -> None:
    file = folder / "confirmed.json"
    file.write_text(json.dumps({"result": "confirmed"}))
    done = prasan(
        "decide", "1", gate, "--by", SECOND, "--decided-on", "2022-06-03", "--answer", str(file),
        "--recorded-by", "coord2", "--about", prasan.read(1, gate),
    )  # fmt: skip
    assert done.code == 0, done


def test_a_redaction_from_the_first_person_to_the_tombstone(
    prasan: Terminal, entry: str, tmp_path: Path
) -> None:
    asked = prasan("redact", "1", entry, "--field", "note", *WHY, *BY_COORD, "--lang", "en")
    assert asked.code == 0, asked
    assert "prasan decide 1 '!redact/1'" in asked.out
    assert NOTE not in asked.out
    assert "Request 1 of" in prasan("redact", "--waiting", "--lang", "en").out
    confirmed(prasan, "!redact/1", tmp_path)
    assert "[ปกปิดแล้ว]" in prasan("show", "1").out
    assert "[redacted]" in prasan("show", "1", "--lang", "en").out
    assert NOTE not in prasan("show", "1", "--json").out
    assert prasan("verify").code == 0
    assert "No redaction waits" in prasan("redact", "--waiting", "--lang", "en").out


def test_what_would_be_taken_is_shown_and_nothing_asked_for(prasan: Terminal, entry: str) -> None:
    before = tables(prasan.url)
    looked = prasan("redact", "1", entry, "--field", "note", "--look", "--lang", "en")
    assert f"entry {entry} of instance 1: Note" in looked.out
    assert tables(prasan.url) == before


def test_what_left_the_house_is_told_when_it_is_asked_for(
    prasan: Terminal, entry: str, tmp_path: Path
) -> None:
    assert prasan("backup", str(tmp_path / "kept.backup")).code == 0
    assert prasan("document", "get", "1", "-o", str(tmp_path / "scan.pdf")).code == 0
    assert prasan("document", "files", str(tmp_path / "papers")).code == 0
    asked = prasan(
        "redact", "1", entry, "--field", "note", "--document", "1", *WHY, *BY_COORD, "--lang", "en"
    )
    assert asked.out.count("download document/1") == 2, "by itself, and in a folder with others"
    assert "backup backup kept.backup" in asked.out
    confirmed(prasan, "!redact/1", tmp_path)
    assert prasan.refused("document", "get", "1", "-o", str(tmp_path / "x"))[0] == (
        "unknown_document"
    )
    assert "[redacted].pdf" in prasan("document", "list", "--lang", "en").out
    assert "[ปกปิดแล้ว].pdf" in prasan("document", "list").out


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("--field", "note"), "nothing_to_redact"),
        (("1", "{entry}", "--field", "finding", *BY_COORD), "not_free_text"),
        (("1", "{entry}", "--field", "nothing", *BY_COORD), "no_such_text"),
        (("1", "9999", "--field", "note", *BY_COORD), "no_such_entry"),
        (("77", "{entry}", "--field", "note", *BY_COORD), "unknown_instance"),
        (("--document", "99", *BY_COORD), "no_such_paper"),
        (("--confirm", "5", *BY_COORD), "no_such_request"),
        (("1", "{entry}", "--field", "note", "--recorded-by", "5715.chief"), "may_not"),
    ],
)
def test_what_cannot_be_redacted_is_refused_in_one_sentence(
    prasan: Terminal, entry: str, words: tuple[str, ...], refusal: str
) -> None:
    given = [word.format(entry=entry) for word in words]
    if "--recorded-by" not in given:
        given += BY_COORD
    assert prasan.refused("redact", *given, *WHY)[0] == refusal


def test_without_a_person_or_a_reason_nothing_is_asked_for(prasan: Terminal, entry: str) -> None:
    named = ("redact", "1", entry, "--field", "note")
    assert prasan.refused(*named, *WHY) == ("usage_missing", "--recorded-by")
    assert prasan.refused(*named, *BY_COORD)[0] == "reason_missing"


def test_a_refused_redaction_is_noted_without_what_was_typed(prasan: Terminal, entry: str) -> None:
    prasan("redact", "1", entry, "--field", "สมหญิง", *WHY, *BY_COORD)
    assert attempts(prasan.url)[-1] == ("coord", "redact 1", "no_such_text")


def test_a_backup_older_than_a_redaction_comes_back_without_it(
    prasan: Terminal, entry: str, tmp_path: Path
) -> None:
    prasan("backup", str(tmp_path / "kept.backup"))
    prasan("redact", "1", entry, "--field", "note", *WHY, *BY_COORD)
    confirmed(prasan, "!redact/1", tmp_path)
    (tmp_path / "list").write_text(prasan("redact", "--list").out, encoding="utf-8")
    back = Terminal(f"sqlite:///{tmp_path / 'back.db'}")
    said = back("restore", str(tmp_path / "kept.backup"), "--redactions", str(tmp_path / "list"),
                "--lang", "en")  # fmt: skip
    assert said.code == 0, said
    assert "carried out again: 1" in said.out
    assert NOTE not in back("show", "1", "--json").out
    assert back("verify").code == 0


def test_what_may_be_a_copy_is_named_and_taken_along_by_its_name(
    prasan: Terminal, sqlite_url: str
) -> None:
    desk = a_desk(sqlite_url)
    aim = in_lines(desk, "สมหญิงมาพบ", "ที่ร้านริมทาง")
    paper = a_paper_saying(desk, "สมหญิงมาพบ")
    words = ("redact", str(aim.instance), str(aim.entry), "--field", "note")
    (maybe,) = prasan(*words, "--look", "--json").json["maybe"]
    (line,) = re.findall("--also (payload/[0-9]+): .*", prasan(*words, "--look").out)
    assert (maybe["document"], line) == (paper.id, f"payload/{maybe['ref']}")
    looked = prasan(*words, "--also", line, "--look", "--json").json
    assert (looked["maybe"], len(looked["parts"])) == ([], 4)
    refused = prasan.refused(*words, "--also", "payload/999", *WHY, *BY_COORD)
    assert refused == ("no_partly_copy", "--also")


def test_scrubbing_says_that_it_is_done(prasan: Terminal, entry: str) -> None:
    assert prasan("redact", "--scrub", "--lang", "en").out.startswith("The database was written")


@pytest.fixture
def older(tmp_path: Path) -> Terminal:
    """A registry that release 0.1.0 wrote."""
    unpack("0.1.0", tmp_path / "old.db")
    return Terminal(f"sqlite:///{tmp_path / 'old.db'}")


SERVING_OLDER = {"backup", "upgrade"}
MAKING_NEW = {"init", "demo", "restore"}
# They read or write a file, or ask a mail or Prefect server, before any registry.
OPENING_NONE = {"areas form", "document check", "template check", "import", "mail test",
                "mail alert", "deployments register"}  # fmt: skip
WORDS = {
    "areas add-subdistrict": ["579901", "--name-th", "สมมุติ", "--name-en", "Sommut"],
    "areas rename": ["5799", "--name-th", "สมมุติ", "--reason", "x"],
    "areas withdraw": ["5799", "--reason", "x"],
    "areas add": ["FILE"], "load": ["FILE"], "adopt": ["FILE", "--district", "5715"],
    "start": ["establishment", "--district", "5715"],
    "form": ["1", "advocacy"], "show": ["1"], "why": ["1"],
    "redact": ["1", "2", "--field", "note", "--reason", "x"],
    "withdraw": ["1", "advocacy", "--reason", "x"], "stop": ["1", "--reason", "x"],
    "correct": ["1", "advocacy", "--reason", "x", "--set", "note=x"],
    "due": ["1", "advocacy", "--reason", "x", "--due", "2022-08-01"],
    "decide": ["1", "advocacy", "--by", "district_chief", "--decided-on", "2022-07-21",
               "--answer", "FILE"],
    "settings set": ["advocacy.reapproach_months", "6", "--area", "57", "--from", "2022-07-21"],
    "settings verify": ["advocacy.reapproach_months", "--area", "57"],
    "settings verify-legal": ["atip_act", "--area", "57"],
    "people list": ["--district", "5715"], "people show": ["coord"], "people invite": ["coord"],
    "people match": ["1", "coord"], "people unmatch": ["1"],
    "people close": ["coord"], "people own-data": ["coord"],
    "export": ["offices", "--district", "5715", "out.xlsx"],
    "province add": ["57", "--coordinator", "1", "--from", "2022-07-21"], "province show": ["57"],
    "people contact": ["coord", "phone", "0812345678"], "document get": ["1", "-o", "out.pdf"],
    "document files": ["papers"],
    "document diff": ["1", "2"],
    "event": ["chief_rotated", "--district", "5715"], "rotate": ["FILE"],
    "dissolve": ["--district", "5715"], "committee": ["5715"],
    "withdraw-adoption": ["--district", "5715"],
    "rehearse": ["establishment"], "release": ["establishment"],
    "template get": ["appointment_order", "-o", "out.docx"],
    "template put": ["FILE", "--kind", "appointment_order", "--area", "57"],
    "template sample": ["appointment_order", "-o", "out.docx"],
    "template withdraw": ["appointment_order", "--area", "57"],
    "actions groups": ["5715"], "actions list": ["5715"],
    "actions settle": ["5715", "quarterly/1/1", "--state", "done"],
    "actions report": ["5715", "quarterly/1/1", "--state", "done", "--said", "x"],
    "agreement list": ["--area", "57"],
    "agreement record": [
        "focus", "--area", "57", "--from", "2022-01-01", "--until", "2022-12-31",
    ],
    "calendar": ["--district", "5715", "-o", "out.ics"], "package": ["5715", "--out", "out"],
    "pack export": ["--province", "57", "--out", "pack.zip"],
    "document printable": ["1"],
    "document print": ["1", "minutes_circulation", "-o", "out.docx"],
    "people reassign": ["coord", "coord2", "--districts", "5715", "--on", "2022-07-01"],
    "token list": ["coord"], "token make": ["coord", "--part", "coordinator", "--area", "57"],
    "token revoke": ["1"],
    "pack get": ["1", "-o", "pack.pdf"], "pack list": ["1"],
    "pack send": ["1", "--on", "2022-07-01"],
    "calendar-link revoke": ["1"], "simulate": ["--districts", "1", "--years", "1"],
    "pack import": ["FILE", "--area", "57"], "pack taken": ["--area", "57"],
    "figures map": ["5715", "old", "meetings_held"], "figures old": ["57"],
    "figures show": ["5715", "--year", "2565"],
    "figures correct": [
        "5715", "community_plans", "--year", "2565", "--quarter", "1", "--value", "1",
        "--reason", "x",
    ],
    "figures sheet": ["5715", "--year", "2566", "--quarter", "1", "-o", "out.xlsx"],
    "figures record": ["FILE", "--by", "focal_point"],
    "figures correct-sheet": ["FILE", "--look"],
    "figures target": ["5715", "community_plans", "10", "--year", "2566"],
    "return": ["--reference", "1234-0"],
    "mail again": ["--area", "57"],
    "province summary": ["57", "--year", "2566", "--quarter", "1", "-o", "out.docx"],
    "province year": ["57"], "publish": ["assistance", "--year", "2565", "--province", "57"],
    "activity list": ["--district", "5715"], "activity log": ["--district", "5715"],
    "activity record": ["--district", "5715", "--by", "focal_point"],
    "activity contact": ["--district", "5715", "--by", "focal_point"],
    "classified list": ["--district", "5715"],
    "classified record": ["--district", "5715", "--by", "focal_point"],
    "village list": ["--district", "5715"], "village situation": ["--district", "5715"],
    "village show": ["5715/village/1"], "village load": ["FILE", "--district", "5715"],
    "village report": ["5715/village/1", "--as-of", "2022-05-01"],
    "village take-back": ["5715/village/1", "--as-of", "2022-05-01"],
    "village survey": ["--district", "5715", "-o", "out.docx"],
    "work": ["5715"], "money": ["5715", "--year", "2565"], "policy": ["57"],
    "packages": ["5715"], "instances": ["5715"], "province board": ["57"],
    "audit show": ["1"], "search": ["x"], "figures province": ["57", "--year", "2565"],
    "return-form": ["1", "advocacy", "-o", "out.docx"],
    "score-sheet": ["1", "advocacy", "-o", "out.xlsx"],
}  # fmt: skip


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every command of the command line, with words that it takes."""

    def walk(group: object, before: str) -> Iterator[tuple[str, object]]:
        for name, one in getattr(group, "commands", {}).items():
            inner = [*walk(one, f"{before}{name} ")]
            yield from inner or [(f"{before}{name}", one)]

    for name, one in walk(typer.main.get_command(command_line()), ""):
        recorded = any(param.name == "recorded_by" for param in one.params)  # type: ignore[attr-defined]
        yield name, [*WORDS.get(name, []), *(BY_COORD if recorded else ())]


EVERY = dict(commands())


@pytest.mark.parametrize("name", sorted(EVERY.keys() - SERVING_OLDER - MAKING_NEW - OPENING_NONE))
def test_every_other_command_refuses_a_registry_of_an_earlier_release(
    older: Terminal, name: str, tmp_path: Path
) -> None:
    (tmp_path / "file.json").write_text("{}")
    words = [word.replace("FILE", str(tmp_path / "file.json")) for word in EVERY[name]]
    said = older(*name.split(), *words, "--json")
    assert said.code == 2, said
    assert said.error["code"] == "registry_older", said
    assert "prasan upgrade" in said.err


def test_an_upgrade_says_what_it_does_and_where_the_backup_is(
    older: Terminal, tmp_path: Path
) -> None:
    said = older("upgrade", "--backup", str(tmp_path / "kept.backup"), "--lang", "en")
    assert said.code == 0, said
    assert said.out == (
        f"The registry is now of {head()}; the backup of the earlier one is"
        f" {tmp_path / 'kept.backup'}.\n"
    )
    assert "Verifying the whole registry." in said.err
    assert older("verify").code == 0
    assert older("waiting").code == 0
    again = older("upgrade", "--json")
    assert (again.code, again.error["code"]) == (2, "nothing_to_upgrade")


@pytest.mark.slow
def test_a_demo_of_an_earlier_release_is_upgraded_without_being_asked(
    older: Terminal, tmp_path: Path
) -> None:
    registry = Registry(older.url)
    with registry.making() as connection:
        connection.exec_driver_sql("UPDATE registry_meta SET value = 'demo' WHERE key = 'kind'")
    registry.dispose()
    said = older("demo", "--if-missing", "--lang", "en")
    assert "has been upgraded" in said.err
    assert [*tmp_path.glob("old.db.0001_registry.*.backup")]
    assert older("waiting").code == 0


def test_marks_are_shown_in_words_and_never_offered_again() -> None:
    answer: dict[str, Json] = {
        "note": {MARK: 1},
        "items": ["[redacted]", "ข้อสอง"],
        "result": "agreed",
    }
    assert shown(answer, "th") == {
        "note": "[ปกปิดแล้ว]", "items": ["[ปกปิดแล้ว]", "ข้อสอง"], "result": "agreed",
    }  # fmt: skip
    assert unredacted(answer) == {"items": ["ข้อสอง"], "result": "agreed"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (("--confirm", "1", "--refuse", "1"), "--refuse"),
        (("--list", "--waiting"), "--waiting"),
        (("--look", "--confirm", "1"), "--confirm"),
        (("1", "--confirm", "1"), "INSTANCE"),
        (("--only", "--refuse", "1"), "--only"),
        (("--scrub", "--document", "1"), "--document"),
        (("--waiting", *WHY), "--reason"),
    ],
)
def test_options_of_a_redaction_that_contradict_each_other_are_refused(
    prasan: Terminal, given: tuple[str, ...], field: str
) -> None:
    assert prasan.refused("redact", *given, *BY_COORD) == ("usage_unfit", field)
