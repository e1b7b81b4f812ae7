"""A second person at the doors: the page, the command line and the API carry what was read."""

from pathlib import Path

import pytest

from flows.decisions.correct import Correction, correct
from registry.queries.orders import orders
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.desk.api.programs import program, refused
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_gates import place
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.flows.decisions.test_confirmed_as_read import paper_of, without_scan

BY = "57/psdhs_coordinator/2@coord2"
PASSWORD = "มะม่วงสามใบ กับร่มแดง"  # noqa: S105 — of no account but the tests'
REASON = "เลขที่ไม่ตรงกับหนังสือ"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2022-07-05")
    return desk


def proposed(desk: Desk, number: str) -> str:
    """The path of the gate at which that number is to be confirmed."""
    order, fields = desk.order(), {"number": number}
    said = Correction(order, "registration", fields, "อ่านผิด", "coord", (SCAN,))  # type: ignore[arg-type]
    correct(desk.office, said)
    return next(one for one in desk.waits_at(order) if one.startswith("!correction/"))


def numbers(desk: Desk) -> list[str]:
    with desk.office.registry.reading() as connection:
        return [one.full_number for one in orders(connection, MAE_FAH_LUANG)]


def pressed(who: Visitor, at: str, about: str, **said: str) -> Page:
    """The form of the page, as it was sent from a window that had read that."""
    form = {"by": BY, "decided_on": "5/7/2565", "result": "confirmed", "step": "record", **said}
    return who.post(at, {**form, "about": about})


def test_a_page_that_was_read_before_it_changed_is_shown_anew_with_what_was_typed(
    desk: Desk,
) -> None:
    at = place(desk.order(), proposed(desk, "46/2565"))
    second = visitor(desk, "coord2")
    page = second.get(at, "th")
    assert "46/2565" in page.main
    proposed(desk, "99/2565")
    anew = pressed(second, at, page.read(), result="not_so", reason=REASON)
    assert anew.status == 409
    assert "เปลี่ยนไปแล้วหลังจากที่ท่านอ่าน" in " ".join(anew.problems)
    assert "99/2565" in anew.main
    assert "46/2565" not in anew.main
    assert (anew.value("reason"), anew.value("decided_on")) == (REASON, "5/7/2565")
    assert numbers(desk) == ["12/2565"]
    assert pressed(second, at, anew.read()).status == 200
    assert numbers(desk) == ["99/2565"]


def test_a_form_that_is_drawn_again_for_another_fault_stays_about_what_was_read(
    desk: Desk,
) -> None:
    at = place(desk.order(), proposed(desk, "46/2565"))
    second = visitor(desk, "coord2")
    read = second.get(at).read()
    proposed(desk, "99/2565")
    drawn = pressed(second, at, read, by="", result="confirmed")
    assert drawn.beside("by")
    assert drawn.read() == read
    assert pressed(second, at, drawn.read()).status == 409
    assert numbers(desk) == ["12/2565"]


def test_of_two_windows_the_older_is_told_that_something_else_was_recorded(desk: Desk) -> None:
    at = place(desk.order(), proposed(desk, "46/2565"))
    second = visitor(desk, "coord2")
    older = second.get(at).read()
    proposed(desk, "99/2565")
    newer = second.get(at).read()
    assert pressed(second, at, newer).status == 200
    assert pressed(second, at, older).status == 409
    assert pressed(second, at, newer).status == 409  # sent twice: what was recorded is shown
    assert numbers(desk) == ["99/2565"]


def test_the_command_line_names_what_was_read_and_is_refused_without(
    desk: Desk, tmp_path: Path
) -> None:
    prasan = Terminal(str(desk.office.registry.url))
    order, path = desk.order(), proposed(desk, "46/2565")
    (tmp_path / "yes.json").write_text('{"result": "confirmed"}')
    decides = (
        "decide", str(order), path, "--by", "57/psdhs_coordinator/2", "--decided-on", "2022-07-05",
        "--answer", str(tmp_path / "yes.json"), "--recorded-by", "coord2",
    )  # fmt: skip
    assert prasan.refused(*decides) == ("read_unnamed", "about")
    read = prasan("form", str(order), path)
    assert "46/2565" in read.out
    assert "order.pdf" in read.out
    proposed(desk, "99/2565")
    about = ("--about", str(read.json["about"]))
    assert prasan.refused(*decides, *about) == ("changed_since_read", "about")
    assert prasan(*decides, "--about", prasan.read(order, path)).code == 0
    assert numbers(desk) == ["99/2565"]


def test_a_program_reads_the_same_mark_and_leaves_the_answer_to_a_person(desk: Desk) -> None:
    order, path = desk.order(), proposed(desk, "46/2565")
    calls = program(desk, "coord2")
    form = calls.get(f"/instances/{order}/form?gate={path}").json()
    assert form["about"] == visitor(desk, "coord2").get(place(order, path)).read()
    assert "46/2565" in str(form["read"]["said"])
    body = {
        "gate": path, "by": "57/psdhs_coordinator/2", "decided_on": "2022-07-05",
        "answer": {"result": "confirmed"}, "about": form["about"],
    }  # fmt: skip
    assert refused(calls.post(f"/instances/{order}/decisions", body))[1] == "needs_person_there"


def test_an_order_without_a_scan_stands_once_another_has_seen_it_where_it_is_kept(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    at = without_scan(desk)
    assert numbers(desk) == []
    second = visitor(desk, "coord2")
    page = second.get(place(at.instance, at.path), "th")
    assert "12/2565" in page.main
    assert f"เรื่องเลขที่ {paper_of(desk)}" in page.main
    done = pressed(second, place(at.instance, at.path), page.read(), decided_on="1/7/2565")
    assert done.status == 200
    assert numbers(desk) == ["12/2565"]
