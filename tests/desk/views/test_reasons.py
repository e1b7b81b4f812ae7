from datetime import date

from sqlalchemy import event

from desk.views.gate_reasons import typed_path
from desk.views.reason import Reason
from desk.views.reasons import why
from desk.views.view import View
from desk.views.waiting_list import waiting
from flows.decisions.stop import stop
from registry.prepared_statements import open_to_driver
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from registry.transaction import lock_order
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SESSIONS, TEAM, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor

CHIEF = "5715/district_chief"
ACTING = {
    "office": CHIEF, "person": "5715.deputy", "start": "2022-06-01",
    "last_day": "2022-11-30", "capacity": "acting", "basis": "order", "basis_number": "12/2565",
    "basis_date": "2022-05-30",
}  # fmt: skip


def holders(desk: Desk, *rows: dict[str, str]) -> None:
    file = LoadFile.model_validate({"holders": rows})
    with desk.office.registry.writing(*sorted(file.areas(), key=lock_order)) as write:
        load(write, file, actor=1)


def reasons(desk: Desk, instance: int, on: str = "2022-06-02") -> list[Reason]:
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(on))
        return why(view, instance)


def the_reason(desk: Desk, instance: int, on: str = "2022-06-02") -> Reason:
    (found,) = reasons(desk, instance, on)
    return found


def the_chief_leaves(desk: Desk, after: str = "2022-05-31") -> None:
    """Nobody follows the Chief."""
    holders(
        desk,
        {"office": CHIEF, "person": "5715.chief", "start": "2018-10-01", "last_day": after},
    )


def test_an_open_gate_says_who_holds_the_office_and_when_it_is_due(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    found = the_reason(desk, desk.to_advocacy())
    assert found.sentence.en == (
        "Mae Fa Luang District, Establishment of the committee (instance 1): waits at “Advocacy"
        " with the District Chief, round 1” for District Chief of Mae Fa Luang (Sommut Tuayang)"
        " since 2 June 2022, due 17 June 2022; Sommut Tuayang may decide as District Chief of"
        " Mae Fa Luang in their own"
        " right; Prasan Dee may decide as Coordinator in their own right; Yuenyan Dee may decide"
        " as Coordinator in their own right; to go on, record the Chief's answer, or that there"
        " is no reply yet (prasan decide 1 advocacy#1)."
    )
    assert "นายสมมุติ ตัวอย่าง" in found.sentence.th
    assert "2 มิถุนายน 2565" in found.sentence.th
    assert found.days_late == 0


def test_a_late_gate_counts_working_days(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    found = the_reason(desk, desk.to_advocacy(), on="2022-06-24")
    assert found.due == date(2022, 6, 17)
    assert found.days_late == 5
    assert "5 working days late (due 17 June 2022)" in found.sentence.en
    assert "เกินกำหนด 5 วันทำการ (ครบกำหนด 17 มิถุนายน 2565)" in found.sentence.th


def test_one_day_late_is_one_day(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    found = the_reason(desk, desk.to_advocacy(), on="2022-06-20")
    assert "1 working day late (due 17 June 2022)" in found.sentence.en


def test_a_path_that_a_shell_would_read_more_into_is_quoted() -> None:
    assert typed_path("!correction/161") == "'!correction/161'"
    assert typed_path("chief_review#2") == "chief_review#2"


def test_who_acts_is_named_with_the_basis(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    the_chief_leaves(desk)
    holders(desk, ACTING)
    found = the_reason(desk, desk.to_advocacy())
    assert (
        "for District Chief of Mae Fa Luang (Pranee Sommut, acting for the holder)"
        in found.sentence.en
    )
    assert (
        "Pranee Sommut may decide acting for District Chief of Mae Fa Luang on the basis of"
        " an order no. 12/2565 of 30 May 2022" in found.sentence.en
    )
    assert "นางปรานี สมมุติ พิจารณาได้โดยรักษาราชการแทนนายอำเภอ" in found.sentence.th
    assert "ที่ 12/2565 ลงวันที่ 30 พฤษภาคม 2565" in found.sentence.th
    assert [one.capacity for one in found.holders] == ["acting"]


def test_who_may_decide_for_several_offices_is_named_once(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    found = the_reason(desk, desk.to_first_draft(), on="2022-06-21").sentence
    assert (
        "Pranee Sommut may decide as Focal point (the Deputy named by the Chief) or"
        " Deputy District Chief, Mae Fa Luang in their own right; Samrong" in found.en
    )
    assert found.en.count("Pranee Sommut may decide") == found.th.count("ปรานี สมมุติ พิจารณา") == 1


def test_who_acts_beside_an_office_of_their_own_is_named_once(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    the_chief_leaves(desk, "2022-07-25")
    holders(desk, ACTING | {"start": "2022-07-26"})
    (gate,) = (one for one in desk.gates() if one.gate == "inception_date")
    found = the_reason(desk, gate.instance_id, on="2022-07-26").sentence
    assert found.en.count("Pranee Sommut may decide") == 1
    assert (
        "in their own right, or acting for District Chief of Mae Fa Luang on the basis of"
        " an order no. 12/2565 of 30 May 2022" in found.en
    )


def test_a_vacant_office_is_said_and_its_holder_asked_for(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    the_chief_leaves(desk, "2022-06-24")
    found = the_reason(desk, order, on="2022-06-27")
    assert found.holders == ()
    assert "for District Chief of Mae Fa Luang (vacant)" in found.sentence.en
    assert "nobody is recorded who may decide" in found.sentence.en
    assert (
        "record who holds or acts for District Chief of Mae Fa Luang (prasan load FILE)"
        in found.sentence.en
    )
    assert "นายอำเภอแม่ฟ้าหลวง (ว่าง)" in found.sentence.th
    assert "บันทึกผู้ดำรงตำแหน่งหรือผู้รักษาการนายอำเภอ" in found.sentence.th


def test_a_parent_that_waits_for_a_child_says_the_childs_why(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    found = the_reason(desk, 1, on="2022-06-20")
    assert found.kind == "child"
    inner = the_reason(desk, order, on="2022-06-20").sentence
    assert f"waits for its Issuing the order (instance {order}): {inner.en}" in found.sentence.en
    assert f"รอการออกคำสั่ง (เรื่องเลขที่ {order}): {inner.th}" in found.sentence.th
    assert "prasan decide 2 deputy_review#1" in found.sentence.en


def test_what_the_machine_owes_is_said_with_the_command(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft(perform=False)
    found = the_reason(desk, order, on="2022-06-20")
    assert (found.kind, found.command) == ("effect", f"prasan advance {order}")
    assert "the machine still has to draft the order" in found.sentence.en


def test_a_wait_for_a_day_says_which_and_what_ends_it_sooner(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.to_advocacy()
    later = {"result": "deferred", "until": "2022-09-01"}
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", later)
    found = the_reason(desk, first)
    assert (found.kind, found.due) == ("day", date(2022, 9, 1))
    assert "1 September 2022" in found.sentence.en
    assert "where the District Chief was rotated or a letter of the province was issued" in (
        found.sentence.en
    )
    assert "1 กันยายน 2565" in found.sentence.th
    assert "goes on at the next tick" in the_reason(desk, first, on="2022-09-02").sentence.en


def test_an_ended_instance_says_how_it_ended(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    stop(desk.office, first, reason="ผิดอำเภอ", on=date(2022, 6, 2), recorded_by="coord")
    found = the_reason(desk, first)
    assert found.kind == "stopped"
    assert "stopped on 2 June 2022; nothing waits" in found.sentence.en


def test_every_place_of_the_way_to_a_signed_order_has_its_sentence(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    said = [the_reason(desk, first).sentence]
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    said.append(the_reason(desk, first).sentence)
    desk.decide(
        first, "delegation", "district_chief", "2022-06-09", {"deputy": "deputy_district_chief/1"}
    )
    said.append(the_reason(desk, first).sentence)
    for one in said:
        assert "why." not in one.th + one.en
        assert "gate." not in one.th + one.en
        assert one.en.startswith("Mae Fa Luang District")
        assert one.th.startswith("อำเภอแม่ฟ้าหลวง")


def test_the_command_line_says_it_in_the_language_asked_for(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.to_advocacy()
    prasan = Terminal(sqlite_url)
    on = ("--on", "2022-06-24")
    expected = the_reason(desk, first, on="2022-06-24").sentence
    english = prasan("why", str(first), *on, "--lang", "en").out.splitlines()
    assert english == ["As of 24 June 2022", expected.en]
    assert prasan("why", str(first), *on).out.splitlines()[1:] == [expected.th]
    (told,) = prasan("why", str(first), *on, "--json").json["why"]
    assert told["sentence"] == {"th": expected.th, "en": expected.en}
    assert (told["gate"], told["days_late"]) == ("advocacy", 5)


def called_everywhere(desk: Desk, instance: int, on: str) -> set[str]:
    """What the open gates of the instance are called by `why`, by `waiting`, on its pages.

    The first page puts gates that are alike into one line.
    """
    by_why = {one.label.en for one in reasons(desk, instance, on)}
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(on))
        assert {one.label.en for one in waiting(view)} == by_why
    for path in (f"/instances/{instance}", f"/districts/{MAE_FAH_LUANG}"):
        page = visitor(desk, "coord").get(path, "en").main
        assert all(label in page for label in by_why), path
    return by_why


def test_gates_side_by_side_are_told_apart_by_their_seats(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.to_advocacy()
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    deputy = {"deputy": "deputy_district_chief/1"}
    desk.decide(first, "delegation", "district_chief", "2022-06-09", deputy)
    desk.decide(first, "working_team", COORDINATOR, "2022-06-10", {"agencies": TEAM})
    desk.decide(first, "membership", "focal_point", "2022-06-13", {})
    labels = called_everywhere(desk, first, "2022-06-13")
    assert len(labels) == len(desk.gates(first)) > 1
    assert any("Women's" in one and "(Prevention" in one for one in labels), labels
    assert not any("prevention." in one for one in labels)


def test_trainings_side_by_side_are_told_apart_by_their_titles(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    basics = SESSIONS[0]
    assert isinstance(basics, dict)
    law: Json = {**basics, "key": "law", "title_th": "กฎหมาย", "title_en": "The law"}
    first = desk.to_trainings([basics, law])
    labels = called_everywhere(desk, first, "2022-08-05")
    assert {"Training: Basics", "Training: The law"} < labels


def test_what_waits_in_many_districts_is_told_as_each_tells_it_in_as_few_statements_as_of_one(
    sqlite_url: str,
) -> None:
    districts = (MAE_FAH_LUANG, "5704", "5001")
    desk = a_desk(sqlite_url, "2022-06-02", *districts)
    started = [desk.start(district=one) for one in districts]
    for instance, district in zip(started, districts, strict=True):
        by = f"{district[:2]}/psdhs_coordinator/1"
        desk.decide(instance, "earlier_order", by, "2022-06-02", {"finding": "none"})
    statements: list[str] = []
    with desk.office.registry.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *said: statements.append(said[2]))
        open_to_driver(connection)
        waiting(View(desk.office, connection, desk.office.registry.today), district=MAE_FAH_LUANG)
        of_one = len(statements)
        found = waiting(View(desk.office, connection, desk.office.registry.today))
    assert len(statements) == 2 * of_one
    assert {one.district for one in found} == set(districts)
    assert found == [one for instance in started for one in reasons(desk, instance)]


def test_what_a_wrong_clock_opened_on_a_day_to_come_waits_and_says_what_to_do(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    first = desk.to_advocacy()
    desk.decide(first, "advocacy", "district_chief", "2023-06-05", {"result": "agreed"})
    desk.clock.move_to(date(2022, 6, 7))  # the clock is put right
    with desk.office.registry.reading() as connection:
        (waits,) = waiting(View(desk.office, connection, date(2022, 6, 7)))
    assert waits.gate == "delegation"
    assert "withdraw that, and record it on its own day" in waits.sentence.en
    page = visitor(desk, "coord").get("/", "en")
    assert "Delegation of the focal point" in page.main
