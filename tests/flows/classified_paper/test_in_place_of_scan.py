"""A gate that requires a scan takes a classified paper of the register in its place."""

import base64
from datetime import date
from typing import Any

import pytest

from config.secrecy import secrecy
from flows.classified_paper.recordings import PaperReliedOn
from flows.decisions.correct import Correction, CorrectionReceipt, correct
from flows.decisions.decide import Decision, Receipt, decide
from flows.decisions.refusals import SamePerson
from flows.decisions.withdraw import withdraw
from flows.verification import verify_all
from registry.queries.orders import orders
from registry.records.accounts import accept_invitation, invite, limits_of
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.scan_names import is_stamped
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, SECOND, Desk
from tests.desk.api.programs import program, refused
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_gates import CHIEF, at_registration, confirm, fill, place
from tests.desk.web.at_overviews import give
from tests.desk.web.visitor import visitor
from tests.flows.classified_paper.at_registers import LETTER, papers, registered

SIGNED = {"number": "12/2565", "dated": "2022-07-15", "printed": "as_printed"}
PATH = "registration#1"


def at_number(url: str) -> tuple[Desk, int, int]:
    """A desk whose order waits for its number, and a classified paper of its register."""
    desk, order = at_registration(url)
    return desk, order, registered(desk, "2022-07-15", belongs_to=str(order)).instance


def number_given(desk: Desk, order: int, *papers: int, **said: Any) -> Receipt:
    """The receipt of the order's number, for which these papers of the register stand."""
    (receipt,) = decide(
        desk.office,
        Decision(
            order, "registration", "district_chief", date(2022, 7, 15), SIGNED | said, "coord",
            classified=papers,
        ),
    )  # fmt: skip
    return receipt


def in_force(desk: Desk) -> list[str]:
    with desk.office.registry.reading() as connection:
        return [one.full_number for one in orders(connection, MAE_FAH_LUANG)]


def seen_by_another(desk: Desk, order: int, result: str = "confirmed") -> None:
    why = {"reason": "เลขที่ไม่ตรง"} if result == "not_so" else {}
    desk.decide(
        order, "confirm_without_scan", SECOND, "2022-07-15", {"result": result, **why},
        recorded_by="coord2",
    )  # fmt: skip


def put_right(desk: Desk, paper: int, *scans: Upload, **fields: Json) -> CorrectionReceipt:
    said = Correction(paper, "classified_paper_kept", fields, "อ่านผิด", "coord", scans)
    return correct(desk.office, said)


def agreed(desk: Desk, paper: int) -> Receipt:
    gate, day = "confirm_correction", "2022-07-15"
    return desk.decide(paper, gate, SECOND, day, {"result": "confirmed"}, recorded_by="coord2")


def refusal_of(desk: Desk, order: int, *papers: int, **said: Any) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as caught:
        number_given(desk, order, *papers, **said)
    with desk.office.registry.reading() as connection:
        assert orders(connection, MAE_FAH_LUANG) == []
    return caught.value.code, caught.value.field


def test_a_gate_that_requires_a_scan_takes_a_paper_of_the_register_and_its_history_names_it(
    sqlite_url: str,
) -> None:
    desk, order, paper = at_number(sqlite_url)
    assert refusal_of(desk, order) == ("evidence_missing", "evidence")
    number_given(desk, order, paper)
    assert in_force(desk) == []  # until another has seen it where it is kept
    seen_by_another(desk, order)
    assert in_force(desk) == ["12/2565"]
    assert [*verify_all(desk.office)] == []
    page = visitor(desk, "coord").get(f"/instances/{order}", "th").main
    shown = Terminal(str(desk.office.registry.url))("show", str(order)).out
    for text in (page, shown):
        assert LETTER["keeper"] in text
        assert f"เรื่องเลขที่ {paper}" in text


def test_what_the_register_does_not_have_stands_for_no_scan(sqlite_url: str) -> None:
    desk, order, paper = at_number(sqlite_url)
    assert refusal_of(desk, order, order) == ("not_in_register", "classified")
    assert refusal_of(desk, order, paper, 4711) == ("not_in_register", "classified")
    changed = {"printed": "with_changes", "other_changes": ["แก้ด้วยปากกา"]}
    assert refusal_of(desk, order, paper, **changed)[0] == "classified_with_changes"


def test_a_paper_that_a_decision_rests_on_is_withdrawn_after_that_decision_alone(
    sqlite_url: str,
) -> None:
    desk, order, paper = at_number(sqlite_url)
    spare = registered(desk, "2022-07-15", number="13").instance
    number_given(desk, order, paper)
    with pytest.raises(Refusal) as caught:
        withdraw(desk.office, paper, "classified_paper_kept", reason="คนละฉบับ", recorded_by="coord")
    assert caught.value.code == "paper_relied_on"
    assert f"เรื่องเลขที่ {order}" in caught.value.sentence.th
    withdraw(desk.office, spare, "classified_paper_kept", reason="ซ้ำ", recorded_by="coord")


def test_an_order_that_another_does_not_find_so_is_registered_anew(sqlite_url: str) -> None:
    desk, order, paper = at_number(sqlite_url)
    number_given(desk, order, paper)
    with pytest.raises(SamePerson):
        desk.decide(
            order, "confirm_without_scan", COORDINATOR, "2022-07-15", {"result": "confirmed"}
        )
    seen_by_another(desk, order, "not_so")
    assert (desk.waits_at(order), in_force(desk)) == (["registration#2"], [])
    desk.decide(order, "registration", "district_chief", "2022-07-15", SIGNED, evidence=[SCAN])
    assert in_force(desk) == ["12/2565"]  # its scan shows what was signed


def test_what_an_order_rests_on_is_put_right_by_two_and_what_nothing_rests_on_by_one(
    made_registry_url: str,
) -> None:
    desk, order, paper = at_number(made_registry_url)
    assert not put_right(desk, paper, kept_at="ตู้เหล็ก").waits_for_second
    number_given(desk, order, paper)
    assert put_right(desk, paper, number="14", secrecy_level="top_secret").waits_for_second
    (kept,) = papers(desk)
    assert (kept.number, kept.kept_at) == (LETTER["number"], "ตู้เหล็ก")
    agreed(desk, paper)
    (kept,) = papers(desk)
    assert (kept.number, str(kept.secrecy_level), kept.kept_at) == ("14", "top_secret", "ตู้เหล็ก")
    put_right(desk, paper, keeper="สำนักงานจังหวัด")
    agreed(desk, paper)
    (kept,) = papers(desk)
    assert (kept.number, kept.keeper) == ("14", "สำนักงานจังหวัด")
    seen_by_another(desk, order)
    with pytest.raises(PaperReliedOn):
        withdraw(desk.office, paper, "classified_paper_kept", reason="ผิด", recorded_by="coord")
    assert [*verify_all(desk.office)] == []


def test_a_proposal_that_does_not_fit_is_refused_before_another_is_asked(sqlite_url: str) -> None:
    desk, order, paper = at_number(sqlite_url)
    number_given(desk, order, paper)
    wrong: list[tuple[dict[str, Json], tuple[Upload, ...], str]] = [
        ({"dated": "2022-07-16"}, (), "dated"),
        ({"belongs_to": "4711"}, (), "belongs_to"),
        ({"number": ""}, (), "number"),
        ({"number": "14"}, (SCAN,), "evidence"),
    ]
    for fields, scans, field in wrong:
        with pytest.raises(Refusal) as caught:
            put_right(desk, paper, *scans, **fields)
        assert caught.value.field == field
    assert desk.waits_at(paper) == []


def test_whoever_confirms_the_number_of_another_order_is_told_of_it(sqlite_url: str) -> None:
    desk, order, paper = at_number(sqlite_url)
    number_given(desk, order, paper)
    seen_by_another(desk, order)
    put_right(desk, paper, number="๑๒/๒๕๖๕")
    (warned,) = agreed(desk, paper).warnings
    assert "12/2565" in warned.th


def test_who_else_may_be_the_second_person_is_told_by_the_rights_that_let_them(
    sqlite_url: str,
) -> None:
    desk, order, paper = at_number(sqlite_url)
    told = " ".join(one.th for one in number_given(desk, order, paper).warnings)
    assert "ไม่มีผู้มีบัญชีใช้งานที่ยืนยันได้" in told
    assert "ผู้ประสานงาน สนง.พมจ., ผู้ประสานงานหลักของอำเภอ" in told
    limits = limits_of(desk.office.settings)
    made = invite(desk.office.registry, "5715.deputy", recorded_by="admin", limits=limits)
    accept_invitation(desk.office.registry, made.token, "มะม่วงสามใบ กับร่มแดง", limits=limits)
    with pytest.raises(SamePerson) as refused:
        desk.decide(
            order, "confirm_without_scan", COORDINATOR, "2022-07-15", {"result": "confirmed"}
        )
    assert "นางปรานี สมมุติ" in refused.value.sentence.th
    second = put_right(desk, paper, number="14").second
    assert second is not None
    assert "นางปรานี สมมุติ" in second.th
    words = ("--set", "number=15", "--reason", "อ่านผิด", "--recorded-by", "coord")
    prasan = Terminal(str(desk.office.registry.url))
    shown = prasan("correct", str(paper), "classified_paper_kept", *words).out
    assert "นางปรานี สมมุติ" in shown


def test_page_program_and_command_name_the_paper_alike(sqlite_url: str) -> None:
    desk, order, paper = at_number(sqlite_url)
    coord, terminal = visitor(desk, "coord"), Terminal(str(desk.office.registry.url))
    assert LETTER["keeper"] in coord.get(place(order, PATH), "th").main
    typed = SIGNED | {"dated": "15 กรกฎาคม 2565"}
    looked_at = fill(coord, order, PATH, CHIEF, "15 กรกฎาคม 2565", typed)
    assert "ทะเบียนเอกสารชั้นความลับ" in looked_at.main  # refused without either
    looked_at = fill(
        coord, order, PATH, CHIEF, "15 กรกฎาคม 2565",
        typed | {"classified": str(paper)},
    )  # fmt: skip
    assert LETTER["keeper"] in looked_at.main, looked_at.main
    body = {
        "gate": "registration", "by": "district_chief", "decided_on": "2022-07-15",
        "answer": SIGNED, "classified": [4711],
    }  # fmt: skip
    told = program(desk).post(f"/instances/{order}/decisions", body)
    assert refused(told) == (422, "not_in_register", "classified")
    words = [
        "decide", str(order), "registration", "--by", "district_chief", "--decided-on",
        "2022-07-15", "--recorded-by", "coord",
        *(f"--set={key}={value}" for key, value in SIGNED.items()),
    ]  # fmt: skip
    assert terminal(*words, "--classified", "4711").code != 0
    confirm(coord, looked_at, order, PATH)
    assert PATH not in desk.waits_at(order)


STAMPED = ("ลับ.pdf", "คำสั่ง 12-2565 (ลับ).pdf", "ลับมาก_หนังสือ.pdf", "2565 TOP SECRET.png")
NOT_STAMPED = ("กลับคืนสู่สังคม.pdf", "อำเภอลับแล.pdf", "แบบตอบกลับ.pdf", "secretary.pdf")


def test_a_file_is_classified_where_its_name_bears_the_stamp_by_itself() -> None:
    stamped = [one for one in (*STAMPED, *NOT_STAMPED) if is_stamped(one, secrecy().stamps)]
    assert stamped == [*STAMPED]


def test_an_upload_whose_name_says_that_it_is_classified_is_refused_by_every_door(
    sqlite_url: str,
) -> None:
    desk, order, _ = at_number(sqlite_url)
    file = ("คำสั่ง (ลับ).pdf", SCAN.content, "application/pdf")
    answer = SIGNED | {"dated": "15 กรกฎาคม 2565"}
    page = fill(
        visitor(desk, "coord"), order, PATH, CHIEF, "15 กรกฎาคม 2565", answer,
        files={"evidence": file},
    )  # fmt: skip
    assert "ทะเบียนเอกสารชั้นความลับของอำเภอ" in page.main
    scan = {"file_name": file[0], "content": base64.b64encode(file[1]).decode()}
    body = {
        "gate": "registration", "by": "district_chief", "decided_on": "2022-07-15",
        "answer": SIGNED, "scans": [scan],
    }  # fmt: skip
    told = program(desk).post(f"/instances/{order}/decisions", body)
    assert refused(told)[:2] == (422, "scan_classified")
    assert desk.waits_at(order) == [PATH]


def test_a_partner_is_told_where_it_is_confirmed_that_a_classified_paper_stands_there_not_which(
    sqlite_url: str,
) -> None:
    desk, order, paper = at_number(sqlite_url)
    number_given(desk, order, paper)
    give(desk, "partner", MAE_FAH_LUANG)
    gate = "confirm_without_scan"
    for ref, part, told in (("coord", "coordinator", True), ("the.partner", "partner", False)):
        page = visitor(desk, ref).get(place(order, f"{gate}#1"), "en")
        call = program(desk, ref, part, "57" if told else MAE_FAH_LUANG)
        form = call.get(f"/instances/{order}/form?gate={gate}")
        assert (page.status, form.status_code) == (200, 200)
        assert [LETTER["kept_at"] in said for said in (page.main, form.text)] == [told, told]
