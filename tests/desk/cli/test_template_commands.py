from pathlib import Path

import pytest

from flows.papers.office_templates import paper_kinds
from flows.papers.word_drafts import template_for
from registry.records.offices import assign
from registry.records.people import add_person
from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.docx_text import paragraphs
from tasks.documents.template import load_template
from tasks.documents.template_folders import languages
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal, tables

WHO = ("--recorded-by", "coord")
OF_ORDER = ("--kind", "appointment_order")
OURS = "สั่งไว้ ณ วันที่"


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("PRASAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", "")  # no LibreOffice: seconds a call
    return a_desk(sqlite_url)


@pytest.fixture
def prasan(desk: Desk, sqlite_url: str) -> Terminal:
    return Terminal(sqlite_url)


def changed(folder: Path, old: str = "สั่ง ณ วันที่", new: str = OURS) -> str:
    parts = read_parts(load_template("appointment_order").data)
    document = parts["word/document.xml"].decode()
    assert old in document
    file = folder / "ours.docx"
    file.write_bytes(
        write_parts({**parts, "word/document.xml": document.replace(old, new).encode()})
    )
    return str(file)


def test_every_kind_of_paper_is_listed_in_every_language(prasan: Terminal) -> None:
    rows = prasan("template", "--json").json["templates"]
    assert [(row["kind"], row["language"]) for row in rows] == [
        (kind, spoken) for kind in paper_kinds() for spoken in languages(kind)
    ]
    assert {row["own"] for row in rows} == {None}


def test_an_offices_own_template_is_brought_in_and_drafted_from(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    file, words = changed(tmp_path), (*OF_ORDER, "--area", "57", "--from", "2022-06-01", *WHO)
    done = prasan("template", "put", file, *words, "--json").json["template"]
    assert done["new"]
    rows = prasan("template", "list", "--area", "57", "--json").json["templates"]
    (own,) = (row["own"] for row in rows if row["own"])
    assert own["sha256"] == done["sha256"]
    assert own["by"]["th"] == "นางสาวประสาน ดี"
    today = desk.office.registry.today
    with desk.office.registry.reading() as connection:
        used, other = (
            template_for(connection, district, "appointment_order", "th", today)
            for district in ("5715", "5001")
        )
    assert used.data == Path(file).read_bytes()
    assert other == load_template("appointment_order")


def test_the_same_file_again_changes_nothing(
    prasan: Terminal, sqlite_url: str, tmp_path: Path
) -> None:
    words = ("template", "put", changed(tmp_path), *OF_ORDER, "--area", "57", *WHO)
    prasan(*words)
    before = tables(sqlite_url)
    again = prasan(*words, "--json")
    assert again.json["template"]["new"] is False
    assert tables(sqlite_url) == before


def test_a_newer_own_template_takes_the_place_of_the_older_from_its_day_on(
    prasan: Terminal, tmp_path: Path
) -> None:
    put = ("template", "put")
    rest = (*OF_ORDER, "--area", "57", *WHO)
    assert prasan(*put, changed(tmp_path), *rest, "--from", "2022-05-01").code == 0
    newer = changed(tmp_path, new="ให้ไว้ ณ วันที่")
    assert prasan(*put, newer, *rest, "--from", "2022-06-01").code == 0
    for on, says in (("2022-05-31", OURS), ("2022-06-01", "ให้ไว้"), ("2022-04-30", "สั่ง ณ")):
        out = tmp_path / "out.docx"
        prasan("template", "get", "appointment_order", "-o", str(out), "--area", "57", "--on", on)
        assert any(one.startswith(says) for one in paragraphs(out.read_bytes())), on


def test_a_withdrawn_template_gives_way_to_the_shipped_one(
    prasan: Terminal, tmp_path: Path
) -> None:
    prasan("template", "put", changed(tmp_path), *OF_ORDER, "--area", "57", *WHO)
    gone = ("template", "withdraw", "appointment_order", "--area", "57", *WHO)
    assert prasan(*gone).code == 0
    out = tmp_path / "out.docx"
    prasan("template", "get", "appointment_order", "-o", str(out), "--area", "57")
    assert out.read_bytes() == load_template("appointment_order").data
    assert prasan.refused(*gone) == ("no_own_template", "kind")


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        (("check", "{bad}", "--kind", "appointment_ordr"), "unknown_paper_kind", "--kind"),
        (("check", "{bad}", *OF_ORDER, "--language", "fr"), "unknown_paper_kind", "--kind"),
        (("check", "{none}", *OF_ORDER), "file_not_readable", "FILE"),
        (("put", "{bad}", *OF_ORDER, "--area", "57", *WHO), "template_unfit", "FILE"),
        (("put", "{none}", *OF_ORDER, "--area", "57", *WHO), "file_not_readable", "FILE"),
        (("put", "{good}", *OF_ORDER, "--area", "Atlantis", *WHO), "province_unknown", "--area"),
        (
            ("put", "{good}", *OF_ORDER, "--area", "57", "--recorded-by", "5715.chief"),
            "may_not",
            "recorded_by",
        ),
        (("withdraw", "appointment_order", "--area", "57", *WHO), "no_own_template", "kind"),
        (("get", "minute", "-o", "{good}"), "unknown_paper_kind", "kind"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    prasan: Terminal, tmp_path: Path, words: tuple[str, ...], code: str, field: str
) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(Path(changed(tmp_path, "{{ subject_th }}", "{{ subjet_th }}")).read_bytes())
    places = {"{bad}": str(bad), "{none}": str(tmp_path / "none.docx"), "{good}": changed(tmp_path)}
    assert prasan.refused("template", *(places.get(one, one) for one in words)) == (code, field)


def test_a_file_is_checked_and_told_in_both_languages(prasan: Terminal, tmp_path: Path) -> None:
    good = prasan("document", "check", changed(tmp_path), *OF_ORDER, "--json")
    assert (good.code, good.json["problems"]) == (0, [])
    bad = changed(tmp_path, "{{ subject_th }}", "{{ subjet_th }}")
    told = prasan("template", "check", bad, *OF_ORDER, "--json")
    assert told.code == 2
    (problem,) = told.json["problems"]
    assert problem["code"] == "template_unknown_field"
    assert "เนื้อความ" in problem["message_th"]
    assert "in the text, near" in problem["message_en"]
    assert "subject_th" in prasan("document", "check", bad, *OF_ORDER, "--lang", "en").out


@pytest.mark.parametrize("file", ["ours.docx", "1101700230708.docx"])
def test_check_says_of_an_identity_number_what_put_says(
    prasan: Terminal, tmp_path: Path, file: str
) -> None:
    number = "สั่ง ณ วันที่ 1101700230708" if file == "ours.docx" else "สั่ง ณ วันที่ "
    named = Path(changed(tmp_path, "สั่ง ณ วันที่", number)).rename(tmp_path / file)
    told = prasan("template", "check", str(named), *OF_ORDER, "--json")
    (problem,) = told.json["problems"]
    assert (told.code, problem["code"]) == (2, "template_identity")
    put = ("template", "put", str(named), *OF_ORDER, "--area", "57", *WHO)
    assert prasan.refused(*put) == ("template_unfit", "FILE")
    assert problem["message_th"] in prasan(*put, "--json").out
    assert "1101700230708" not in problem["message_th"] + problem["message_en"]


def test_a_kind_that_is_like_none_is_not_guessed_at(prasan: Terminal, tmp_path: Path) -> None:
    told = ("template", "get", "zzz", "-o", str(tmp_path / "x.docx"))
    assert prasan.refused(*told) == ("unheard_paper_kind", "kind")


def test_a_sample_is_written_from_the_template_in_use(prasan: Terminal, tmp_path: Path) -> None:
    prasan("template", "put", changed(tmp_path), *OF_ORDER, "--area", "57", *WHO)
    for area, says in ((("--area", "57"), OURS), ((), "สั่ง ณ วันที่")):
        out = tmp_path / "sample.docx"
        prasan("template", "sample", "appointment_order", "-o", str(out), *area)
        assert any(one.startswith(says) for one in paragraphs(out.read_bytes()))
    for file, more in (("x.pdf", ()), ("x", ("--pdf",))):
        words = ("template", "sample", "appointment_order", "-o", str(tmp_path / file), *more)
        assert prasan.refused(*words) == ("no_libreoffice", None)


def test_two_papers_are_compared_paragraph_by_paragraph(prasan: Terminal, tmp_path: Path) -> None:
    files = []
    for number, kind in enumerate(("", "57")):
        file = tmp_path / f"{number}.docx"
        if kind:
            prasan("template", "put", changed(tmp_path), *OF_ORDER, "--area", "57", *WHO)
        area = ("--area", kind) if kind else ()
        prasan("template", "sample", "appointment_order", "-o", str(file), *area)
        files.append(str(file))
    (found,) = prasan("document", "diff", *files, "--json").json["differences"]
    assert found["change"] == "changed"
    assert found["before"].startswith("สั่ง ณ วันที่")
    assert found["after"].startswith(OURS)
    said = prasan("document", "diff", *files, "--lang", "en").out
    assert f"changed, paragraph {found['number']}" in said
    assert "+ สั่งไว้" in said
    assert "say the same" in prasan("document", "diff", files[0], files[0], "--lang", "en").out


@pytest.mark.parametrize(
    ("one", "code"),
    [("scan.pdf", "not_comparable"), ("none.docx", "file_not_readable"),
     ("999999", "unknown_document")],
)  # fmt: skip
def test_what_is_no_word_document_is_not_compared(
    prasan: Terminal, tmp_path: Path, one: str, code: str
) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    named = one if one.isdigit() else str(tmp_path / one)
    assert prasan.refused("document", "diff", named, changed(tmp_path)) == (code, "A")


def test_who_may_only_look_at_the_province_brings_in_no_template(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    with desk.office.registry.writing("57") as write:
        who = add_person(write, title_th="นาย", name_th="สังเกต", ref="the.partner")
        assign(write, who, "partner", "57", start=write.today)
    by = ("--area", "57", "--recorded-by", "the.partner")
    refused = ("may_not", "recorded_by")
    assert prasan.refused("template", "put", changed(tmp_path), *OF_ORDER, *by) == refused
    assert prasan.refused("template", "withdraw", "appointment_order", *by) == refused
