"""Work on the command line: begun, decided, performed, shown, corrected."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from config.clock import BANGKOK, SystemClock, bangkok_day
from desk.cli.commands.demo import TENTHS
from flows.capabilities import open_installation
from flows.engine.perform import claim, waiting
from registry.journal import entries
from registry.queries.gates import gates_waiting
from registry.queries.seats import seats as seats_on
from registry.rules.plain_values import Json
from registry.rules.seats import Seat
from registry.rules.uploads import WORD
from registry.store import Registry
from tests.builders import COORDINATOR, SCAN, TEAM, Desk
from tests.desk.cli.at_commands import BY_COORD, CHIEF, a_file, desk, prasan
from tests.desk.cli.terminal import COMMANDS, Terminal
from tests.desk.web.at_overviews import load_far_province

__all__ = ["desk", "prasan"]


def decisions(first: int, *, third_on: str = "2022-06-09") -> dict[str, object]:
    return {
        "decisions": [
            {
                "instance": first, "gate": "earlier_order", "by": COORDINATOR,
                "decided_on": "2022-06-02", "answer": {"finding": "none"},
            },
            {
                "instance": first, "gate": "advocacy", "by": f"{CHIEF}@5715.chief",
                "decided_on": "2022-06-06", "answer": {"result": "agreed"}, "scans": ["paper.pdf"],
            },
            {
                "instance": first, "gate": "delegation", "by": CHIEF, "decided_on": third_on,
                "answer": {"deputy": "deputy_district_chief/1"},
            },
        ]
    }  # fmt: skip


def seats(desk: Desk) -> tuple[Seat, ...]:
    with desk.office.registry.reading() as connection:
        return seats_on(connection, "5715", date(2022, 6, 21))


@pytest.mark.parametrize(
    "name",
    ["Mae Fa Luang", "mae fah luang", "แม่ฟ้าหลวง", "อ.แม่ฟ้าหลวง", "5715", "Amphoe Mae Fa Luang"],
)
def test_a_district_is_started_by_any_of_its_names(prasan: Terminal, desk: Desk, name: str) -> None:
    printed = prasan("start", "establishment", "--district", name, *BY_COORD, "--json")
    (started,) = printed.json["started"]
    assert (printed.code, started["district"], started["status"]) == (0, "5715", "started")


def test_several_districts_are_started_each_by_itself_and_an_open_one_is_left_alone(
    prasan: Terminal, desk: Desk
) -> None:
    first = desk.start()
    words = ("start", "establishment", "--districts", "แม่สาย, 5715, Wiang Kaen", *BY_COORD)
    printed = prasan(*words, "--on", "2022-06-02", "--json")
    told = {one["district"]: (one["status"], one["instance"]) for one in printed.json["started"]}
    assert told["5715"] == ("already_open", first)
    assert told["5709"][0] == told["5713"][0] == "started"
    assert {one.started_on for one in desk.instances()} == {date(2022, 6, 2)}


def test_nothing_is_started_where_one_of_several_names_is_unknown(
    prasan: Terminal, desk: Desk
) -> None:
    words = ("start", "establishment", "--districts", "5709, Nowhere At All", *BY_COORD)
    assert prasan.refused(*words) == ("district_unknown", "--districts")


def test_a_file_of_decisions_is_taken_whole(prasan: Terminal, desk: Desk, tmp_path: Path) -> None:
    first = desk.start()
    (tmp_path / "paper.pdf").write_bytes(SCAN.content)
    file = a_file(tmp_path, decisions(first))
    printed = prasan("decide", "--file", file, *BY_COORD, "--json")
    taken = [one["gate"] for one in printed.json["decided"]]
    assert taken == ["earlier_order", "advocacy", "delegation"]
    assert desk.waits_at(first) == ["working_team"]


def test_a_file_of_decisions_is_refused_whole(prasan: Terminal, desk: Desk, tmp_path: Path) -> None:
    first = desk.start()
    (tmp_path / "paper.pdf").write_bytes(SCAN.content)
    file = a_file(tmp_path, decisions(first, third_on="2017-06-09"))
    assert prasan.refused("decide", "--file", file, *BY_COORD) == ("answer_misfits", "by")
    assert desk.waits_at(first) == ["earlier_order"]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"decided_on": "2565-06-02"}, "date_buddhist_year", "decisions 1: decided_on"),
        ({"decider": "x"}, "file_unfit", "decisions 1: decider"),
        ({"scans": ["gone.pdf"]}, "scan_not_readable", "decisions 1: scans"),
        ({"instance": "one"}, "file_unfit", "decisions 1: instance"),
    ],
)
def test_a_decision_in_a_file_that_does_not_fit_is_named(
    prasan: Terminal, desk: Desk, tmp_path: Path, change: dict[str, object], code: str, field: str
) -> None:
    row = {
        "instance": desk.start(), "gate": "earlier_order", "by": COORDINATOR,
        "decided_on": "2022-06-02", "answer": {"finding": "none"}, **change,
    }  # fmt: skip
    file = a_file(tmp_path, {"decisions": [row]})
    assert prasan.refused("decide", "--file", file, *BY_COORD) == (code, field)


def test_effects_are_performed_by_the_command_line_itself_which_says_so(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    order = desk.to_first_draft()
    changes = a_file(tmp_path, {"result": "changes", "items": ["แก้ชื่อ"]})
    reply = a_file(tmp_path, {"replies": [{"item": 1, "done": True}]}, "reply.json")
    words = ("--by", "focal_point", "--decided-on", "2022-06-21", *BY_COORD, "--lang", "en")
    prasan("decide", str(order), "deputy_review", "--answer", changes, *words)
    printed = prasan("decide", str(order), "revise_draft", "--answer", reply, *words)
    assert "Performed here, without prasan up: 2." in printed.out
    assert desk.waits_at(order) == ["deputy_review#2"]


def test_waiting_effects_are_performed_without_prefect_by_advance(
    prasan: Terminal, desk: Desk
) -> None:
    order = desk.to_first_draft(perform=False)
    printed = prasan("advance", str(order), "--lang", "en")
    assert "without Prefect" in printed.err
    assert desk.waits_at(order) == ["deputy_review#1"]


def test_advance_says_until_when_what_a_fault_cut_off_is_claimed(
    prasan: Terminal, desk: Desk
) -> None:
    order = desk.to_first_draft(perform=False)
    office = open_installation(Registry(prasan.url), desk.office.settings)
    (row, *_) = waiting(office)
    cut_off = claim(office, row.id)
    office.registry.dispose()
    assert cut_off is not None
    assert cut_off.claim_until is not None
    time = f"{cut_off.claim_until.astimezone(BANGKOK):%H:%M:%S}"
    for words in ((), (str(order),)):
        assert f"Claimed until {time}" in prasan("advance", *words, "--lang", "en").out
    assert prasan("advance", "--json").json["effects"]["claimed"]["count"] == 1


def test_waiting_shows_the_most_urgent_first(prasan: Terminal, desk: Desk) -> None:
    desk.start(on="2022-06-02")
    desk.start(on="2022-06-01", district="5709")
    rows = prasan("waiting", "--on", "2022-06-20", "--json").json["waiting"]
    assert [one["district"] for one in rows] == ["5709", "5715"]
    assert rows[0]["days_late"] >= rows[1]["days_late"]
    only = prasan("waiting", "--district", "แม่ฟ้าหลวง", "--json").json["waiting"]
    assert [one["district"] for one in only] == ["5715"]
    assert prasan("waiting", "--on", "2022-06-01", "--json").json["waiting"][0]["gate"]
    text = prasan("waiting", "--lang", "en").out
    assert "Mae Fa Luang" in text
    assert "\x1b" not in text


def test_waiting_is_shown_as_it_was_known(prasan: Terminal, desk: Desk) -> None:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-06", {"finding": "none"})
    with desk.office.registry.reading() as connection:
        now = gates_waiting(connection, date(2022, 6, 30))
    assert [one.gate for one in now] == ["advocacy"]
    before = prasan("waiting", "--known", "2022-06-03", "--on", "2022-06-30", "--json").json
    assert [one["gate"] for one in before["waiting"]] == ["earlier_order"]


def test_show_tells_what_a_draft_says_otherwise_than_the_one_before_it(
    prasan: Terminal, desk: Desk
) -> None:
    order = desk.to_first_draft()
    asked = {"result": "changes", "items": ["ตัดผู้แทน"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", asked)
    gone = next(one for one in seats(desk) if (one.role, one.body) == ("member", "prevention"))
    reply: Json = {
        "replies": [{"item": 1, "done": True}], "changes": [{"change": "remove", "key": gone.key}]
    }  # fmt: skip
    desk.decide(order, "revise_draft", "focal_point", "2022-06-22", reply)
    seen = prasan("show", str(order), "--json", "--on", "2022-06-22").json
    (draft,) = seen["drafts"]
    assert draft["version"] == 2
    assert len(draft["since_previous"]) == 1
    assert gone.title_en in draft["since_previous"][0]["en"]
    assert draft["differs_today"] == []
    assert [one["present"] for one in seen["phases"]] == [False, True, False]
    told = [one for one in seen["history"] if one["kind"] == "decision"]
    assert [one["gate"] for one in told] == ["legal_bases", "deputy_review", "revise_draft"]
    assert told[1]["recorded_by"]["th"] == "นางสาวประสาน ดี"
    text = prasan("show", str(order), "--lang", "en").out
    assert "Otherwise than the draft before it:" in text


def test_show_tells_what_the_registry_says_otherwise_today(prasan: Terminal, desk: Desk) -> None:
    order = desk.to_first_draft()
    words = ("--area", "57", "--from", "2022-06-21", *BY_COORD)
    prasan("settings", "set", "committee.name", "operations_centre", *words)
    seen = prasan("show", str(order), "--json", "--on", "2022-06-22").json
    assert any("Operations Centre" in one["en"] for one in seen["drafts"][0]["differs_today"])


def test_a_form_is_json_schema_with_labels_in_both_languages(prasan: Terminal) -> None:
    schema = prasan("form", "registration").json
    assert {"number", "dated", "printed"} <= set(schema["required"])
    assert schema["properties"]["number"]["title_th"]
    assert prasan.refused("form", "nonsense") == ("unknown_gate", "gate")


def test_a_withdrawn_answer_is_offered_again(prasan: Terminal, desk: Desk) -> None:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "unknown"})
    printed = prasan("withdraw", str(first), "earlier_order", "--reason", "ผิด", *BY_COORD)
    assert printed.code == 0
    filled = prasan("form", str(first), "earlier_order").json
    assert filled["proposal"]["finding"] == "unknown"


def test_a_form_offers_the_usual_team_and_takes_the_seats_that_are_known(
    prasan: Terminal, desk: Desk
) -> None:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    deputy = {"deputy": "deputy_district_chief/1"}
    desk.decide(first, "delegation", "district_chief", "2022-06-09", deputy)
    team = prasan("form", str(first), "working_team").json
    offered = [one["value"] for one in team["choices"]["agencies"]]
    assert (offered, team["proposal"]) == (TEAM, None)  # the usual six, none of them taken
    desk.decide(first, "working_team", COORDINATOR, "2022-06-10", {"agencies": TEAM})
    assert prasan("form", str(first), "membership").json["seats"]


def test_the_form_of_legal_bases_names_those_to_confirm(prasan: Terminal, desk: Desk) -> None:
    order = desk.to_first_draft()
    unverified = desk.bases(order)
    prasan("withdraw", str(order), "legal_bases", "--reason", "ผิด", *BY_COORD)
    filled = prasan("form", str(order), "legal_bases").json
    assert filled["proposal"]["confirmed"] == unverified


def test_a_field_is_corrected_and_a_due_date_moved(prasan: Terminal, desk: Desk) -> None:
    first = desk.start()
    later = bangkok_day(SystemClock().now()) + timedelta(days=60)
    moved = ("due", str(first), "earlier_order", "--due", str(later), "--reason", "รอ", *BY_COORD)
    assert prasan(*moved).code == 0
    assert desk.gates(first)[0].due_on == later
    early = [one.replace(str(later), "2022-05-01") for one in moved]
    assert prasan.refused(*early) == ("due_before_opening", "due_on")
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    words = ("correct", str(first), "earlier_order", "--reason", "พิมพ์ผิด", *BY_COORD)
    assert prasan(*words, "--set", "finding=unknown").code == 0
    assert prasan.refused(*words, "--set", "finding") == ("usage_unfit", "--set")
    nothing = ("due", str(first), "advocacy", "--reason", "x", *BY_COORD)
    assert prasan.refused(*nothing) == ("nothing_to_move", "--due")


def test_an_answer_is_given_and_a_part_of_it_corrected_without_a_file(
    prasan: Terminal, desk: Desk
) -> None:
    first = desk.start()
    paper = {
        "heading_th": "คำสั่งอำเภอ", "number": "1/2556", "dated": "2013-05-01",
        "subject_th": "ตั้งศูนย์",
    }  # fmt: skip
    said = ("--set", "finding=lapsed", "--set", f"earlier={json.dumps(paper)}")
    at = ("earlier_order", "--by", COORDINATOR, "--decided-on", "2022-06-02")
    assert prasan("decide", str(first), *at, *said, *BY_COORD).code == 0
    words = ("correct", str(first), "earlier_order", "--reason", "พิมพ์ผิด", *BY_COORD)
    assert prasan(*words, "--set", "earlier.number=11/2556").code == 0
    with desk.office.registry.reading() as connection:
        (*_, last) = entries(connection, first)
    earlier = last.body["answer"]["earlier"]
    assert (earlier["number"], earlier["subject_th"]) == ("11/2556", "ตั้งศูนย์")
    for path, known in (("earlier.nubmer", "(number)"), ("fidning", "(finding)")):
        unknown = prasan(*words, "--set", f"{path}=1", "--lang", "th")
        assert unknown.code == 2
        assert unknown.err.startswith(f"{path} ("), "it is told as it was typed"
        assert known in unknown.err
    nowhere = prasan.refused(*words, "--set", "earlier.rows.0.number=1")
    assert nowhere == ("answer_unfit", "earlier.rows.0.number")


def test_a_paper_is_written_to_a_file_as_it_is_kept(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    desk.to_first_draft()
    listed = prasan("document", "list", "--district", "5715", "--json").json["documents"]
    (row,) = [
        one for one in listed if one["kind"] == "appointment_order" and one["language"] == "th"
    ]
    file = tmp_path / "draft.docx"
    printed = prasan("document", "get", str(row["id"]), "-o", str(file), "--json")
    assert printed.json["bytes"] == file.stat().st_size
    assert file.read_bytes().startswith(b"PK")
    to_sign = prasan("document", "get", str(row["id"]), "--fair", "-o", str(file))
    assert "ยังไม่ได้ตั้งค่าตราครุฑ" in to_sign.out
    gone = ("document", "get", "99", "-o", str(file))
    assert prasan.refused(*gone) == ("unknown_document", "ID")
    nowhere = ("document", "get", str(row["id"]), "-o", str(tmp_path / "no" / "x.docx"))
    assert prasan.refused(*nowhere) == ("file_not_readable", "--out")


def test_a_paper_is_written_as_pdf_into_a_file_that_ends_in_pdf_and_under_no_other_name(
    prasan: Terminal, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.to_order_signed()
    listed = prasan("document", "list", "--district", "5715", "--json").json["documents"]
    scan, word = (
        next(str(one["id"]) for one in listed if one["media_type"] == kind)
        for kind in (SCAN.media_type, WORD)
    )
    pdf, other = str(tmp_path / "x.PDF"), str(tmp_path / "x.docx")
    monkeypatch.setenv("PATH", "")
    assert prasan.refused("document", "get", word, "-o", pdf) == ("no_libreoffice", None)
    assert prasan.refused("document", "get", "--batch", word, "-o", pdf) == (
        "file_other_kind", "--out",
    )  # fmt: skip
    assert prasan.refused("document", "get", scan, "-o", other) == ("file_other_kind", "--out")
    assert not any(tmp_path.glob("x.*"))
    for more in ((), ("--pdf",)):
        assert prasan("document", "get", scan, "-o", pdf, *more).code == 0
        assert Path(pdf).read_bytes() == SCAN.content


def test_a_start_in_another_province_is_refused_by_its_district(
    prasan: Terminal, desk: Desk
) -> None:
    load_far_province(desk)
    words = ("start", "establishment", "--district", "5715", "--on", "2022-06-02")
    told = prasan(*words, "--recorded-by", "far.coord")
    assert told.code == 2
    assert "ในอำเภอแม่ฟ้าหลวง จังหวัดเชียงราย โปรดเลือกอำเภอที่ท่านดูแล" in told.err
    assert "ผู้บันทึก" not in told.err
    assert desk.instances() == []


@pytest.mark.slow
def test_a_demo_that_is_made_on_the_way_says_first_where_the_desk_will_be(tmp_path: Path) -> None:
    prasan = Terminal(f"sqlite:///{tmp_path / 'demo.db'}")
    said = prasan("demo", "--if-missing", "--lang", "en")
    first, *progress = said.err.splitlines()
    assert "the desk opens at http://127.0.0.1:8420" in first
    assert len(progress) == TENTHS
    assert said.out == ""


def test_every_command_calls_the_file_that_it_writes_out() -> None:
    written = {"--out", "--output", "-o"}
    named = {
        words: names
        for words, one in COMMANDS.items()
        for param in one.params
        if (names := {*param.opts}) & written
    }
    assert len(named) > 10
    assert [words for words, names in named.items() if "--out" not in names] == []
