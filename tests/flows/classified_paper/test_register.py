"""Classified papers: registered by number, date and keeper, corrected, withdrawn, refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from flows.decisions.correct import Correction, correct
from flows.decisions.redaction_aim import Aim
from flows.decisions.withdraw import withdraw
from flows.verification import verify_all
from registry.queries.documents import documents
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.api.programs import program
from tests.desk.cli.terminal import Terminal
from tests.desk.cli.test_exporting import exported
from tests.desk.web.visitor import visitor
from tests.flows.classified_paper.at_registers import LETTER, papers, registered
from tests.flows.decisions.at_redactions import everything, redacted

PLACE = f"/districts/{MAE_FAH_LUANG}/classified-papers"
TYPED = LETTER | {
    "dated": "กรกฎาคม 2565", "by": f"{MAE_FAH_LUANG}/focal_point@5715.deputy",
    "decided_on": "20/07/2565", "step": "record",
}  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2022-07-20")
    return desk


def test_a_classified_paper_is_registered_in_one_entry_and_no_file_of_it_is_kept(
    desk: Desk,
) -> None:
    first = desk.instances()[0].id
    receipt = registered(desk, belongs_to=str(first))
    (paper,) = papers(desk)
    assert (paper.registered, paper.number, paper.instance) == (
        receipt.instance, LETTER["number"], first,
    )  # fmt: skip
    assert "เอกสารชั้นลับมาก ที่ ชร ๐๐๑๘/ล ๑๒" in paper.sentence.th
    (row,) = (one for one in desk.instances() if one.id == receipt.instance)
    assert (row.status, row.outcome) == ("finished", "recorded")
    with desk.office.registry.reading() as connection:
        assert documents(connection, instance_id=receipt.instance) == []
    assert [*verify_all(desk.office)] == []


@pytest.mark.parametrize(
    ("typed", "shown", "kept"),
    [
        ("5 กรกฎาคม 2565", "5 กรกฎาคม 2565", "2022-07-05"),
        ("07/2562", "กรกฎาคม 2562", "2019-07"),
        ("2562", "2562", "2019"),
        ("2019-07", "กรกฎาคม 2562", "2019-07"),
        ("2019", "2562", "2019"),
    ],
)
def test_its_date_stays_as_its_paper_names_it(
    desk: Desk, typed: str, shown: str, kept: str
) -> None:
    receipt = registered(desk, dated=typed)
    assert papers(desk)[0].dated.named.th == shown
    decided = next(one for one in desk.entries(receipt.instance) if one.id == receipt.entry)
    assert decided.body["answer"]["dated"] == kept


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"dated": "2022-07-21"}, "dated"),
        ({"dated": "สิ้นเดือน"}, "dated"),
        ({"belongs_to": "4711"}, "belongs_to"),
        ({"secrecy_level": "ปกปิด"}, "secrecy_level"),
        ({"keeper": ""}, "keeper"),
        ({"subject": "สอบผู้เสียหาย 1-5799-00123-45-6"}, "subject"),
    ],
)
def test_what_is_wrong_names_its_field_and_registers_nothing(
    desk: Desk, said: dict[str, Any], field: str
) -> None:
    before = len(desk.instances())
    with pytest.raises(Refusal) as caught:
        registered(desk, **said)
    assert caught.value.field == field
    assert (papers(desk), len(desk.instances())) == ([], before)


def test_of_a_paper_that_may_be_registered_twice_it_is_said_where_it_stands(desk: Desk) -> None:
    first = registered(desk)
    (warned,) = registered(desk, number="ชร 0018/ล12").warnings
    assert f"เรื่องเลขที่ {first.instance}" in warned.th
    assert registered(desk, dated="2021-07-05").warnings == ()


def test_a_correction_takes_its_place_and_a_withdrawal_takes_it_out(desk: Desk) -> None:
    number = registered(desk).instance
    fields: dict[str, Json] = {"dated": "2022-07", "keeper": "สำนักงานจังหวัด"}
    correct(desk.office, Correction(number, "classified_paper_kept", fields, "พิมพ์ผิด", "coord"))
    (paper,) = papers(desk)
    assert (str(paper.dated), paper.keeper) == ("2022-07", "สำนักงานจังหวัด")
    withdraw(desk.office, number, "classified_paper_kept", reason="คนละอำเภอ", recorded_by="coord")
    assert papers(desk) == []


def test_what_two_people_redact_of_it_is_nowhere_and_the_paper_still_stands(desk: Desk) -> None:
    receipt = registered(desk)
    redacted(desk, Aim(receipt.instance, receipt.entry, ("subject",)))
    assert LETTER["subject"] not in everything(desk)
    assert papers(desk)[0].number == LETTER["number"]


def test_it_is_registered_and_listed_on_the_page(desk: Desk) -> None:
    coord = visitor(desk, "coord")
    form = coord.get(f"{PLACE}/new", "th")
    assert "file" not in {one.get("type") for one in form.tree.iter("input")}
    done = coord.post(f"{PLACE}/new", TYPED)
    assert LETTER["keeper"] in done.main, done.main
    assert "07/2565" in done.main
    documents_page = coord.get(f"/documents?district={MAE_FAH_LUANG}", "th").main
    assert LETTER["number"] in documents_page
    number = papers(desk)[0].registered
    page = coord.get(f"/instances/{number}", "th")
    assert "กรกฎาคม 2565" in page.main
    entry = next(one.id for one in desk.entries(number) if one.kind == "decision")
    put_right = coord.get(f"/instances/{number}/correct/{entry}", "th")
    assert put_right.value("dated") == "07/2565"


def test_command_and_api_register_and_tell_the_same(desk: Desk, tmp_path: Path) -> None:
    prasan = Terminal(str(desk.office.registry.url))
    file = tmp_path / "paper.json"
    file.write_text(json.dumps(LETTER), encoding="utf-8")
    done = prasan(
        "classified", "record", "--district", MAE_FAH_LUANG, "--by", "focal_point",
        "--decided-on", "2022-07-20", "--answer", str(file), "--recorded-by", "coord",
    )  # fmt: skip
    assert done.code == 0, done
    listed = prasan("classified", "--district", MAE_FAH_LUANG, "--json").json
    told = program(desk).get(f"/classified-papers?district={MAE_FAH_LUANG}").json()
    assert listed["classified_papers"] == told["classified_papers"] != []
    assert LETTER["keeper"] in prasan("classified", "--district", MAE_FAH_LUANG).out
    sheet = exported(prasan, tmp_path / "out")["classified_papers"]
    assert [one["level"] for one in sheet] == ["secret"]
