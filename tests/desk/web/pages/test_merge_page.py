from urllib.parse import quote

import pytest

from config.words import say
from flows.decisions.merge import MERGE, ask_merge
from registry.queries.people import person
from registry.records.accounts import accept_invitation, invite, limits_of
from registry.records.acts_of_two import SecondAnswer
from registry.records.merges import answer_merge, ask_to_merge
from registry.records.offices import assign
from registry.records.people import add_person
from registry.rules.rights import Part
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_overviews import FAR, give, load_far_province
from tests.desk.web.visitor import Page, Visitor, visitor

KEPT, MERGED = "5715.deputy", "twice"
FORM = f"/people/{KEPT}/merge"
TYPED = {"other": MERGED, "keep": "this", "reason": "พิมพ์ชื่อต่างกัน"}
SECOND = "57/psdhs_coordinator/2@coord2"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url)
    with made.office.registry.writing() as write:
        add_person(write, title_th="นาง", name_th="ปราณี สมมุติ", ref=MERGED)
    return made


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get(f"/people/{KEPT}")
    return guest


def stands_for(desk: Desk) -> str:
    with desk.office.registry.reading() as connection:
        return person(connection, MERGED, field="person").ref


def test_one_asks_having_seen_what_follows_and_another_confirms_at_the_gate(
    desk: Desk, coord: Visitor
) -> None:
    first = desk.to_advocacy()
    assert FORM in coord.get(f"/people/{KEPT}").links()
    seen = coord.post(FORM, TYPED)
    assert "สิ่งที่จะนับเป็นของบุคคลที่คงไว้" in seen.main
    asked = coord.post(FORM, {**TYPED, "step": "record"})
    assert asked.path == "/merges/1"
    assert "รอบุคคลที่สองยืนยัน" in asked.main
    assert stands_for(desk) == MERGED
    gate = f"/instances/{first}/gates/{quote('!merge/1', safe='/')}"
    other = visitor(desk, "coord2")
    assert gate in other.get("/merges/1").links()
    page = other.get(gate)
    assert MERGED in page.main
    assert "พิมพ์ชื่อต่างกัน" in page.main
    sent = {"by": SECOND, "decided_on": "2/6/2565", "result": "confirmed", "step": "send"}
    assert other.post(gate, sent).status == 200
    assert stands_for(desk) == KEPT
    assert other.get(f"/people/{MERGED}").path == f"/people/{KEPT}"
    assert "/merges/1" in other.get(f"/people/{KEPT}").links()


def test_without_an_instance_it_is_answered_on_its_own_page_and_undone_there(
    desk: Desk, coord: Visitor
) -> None:
    limits = limits_of(desk.office.settings)
    made = invite(desk.office.registry, "coord2", recorded_by="admin", limits=limits)
    accept_invitation(desk.office.registry, made.token, "มะม่วงสามใบ กับร่มแดง", limits=limits)
    assert "ยืนยัน ดี" in coord.post(FORM, TYPED).main
    asked = coord.post(FORM, {**TYPED, "step": "record"})
    assert "ยืนยัน ดี" in asked.main
    assert "ผู้ประสานงานหรือผู้ดูแลระบบ" in asked.main
    assert "ยืนยัน" not in coord.get("/merges/1").tree.xpath("string(//main//form)")
    other = visitor(desk, "coord2")
    other.get("/merges/1")
    stands = other.post("/merges/1", {"step": "confirm"})
    assert "ยืนยันแล้ว" in stands.main
    assert "ผู้อื่นที่ยืนยันได้: นางสาวประสาน ดี" in stands.main
    assert stands_for(desk) == KEPT
    parting = other.post("/merges/1", {"step": "part", "reason": "คนละคน"})
    assert parting.path == "/merges/2"
    assert "ขอแยกข้อมูลที่รวมไว้ตามคำขอที่ 1" in parting.main
    coord.get("/merges/2")
    assert coord.post("/merges/2", {"step": "confirm"}).status == 200
    assert stands_for(desk) == MERGED
    assert "แยกคืนแล้ว" in coord.get("/merges/1").main


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"other": "ไม่มี ใคร"}, "other"), ({"other": KEPT}, "other"), ({"reason": ""}, "reason")],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(
    desk: Desk, coord: Visitor, typed: dict[str, str], field: str
) -> None:
    page = coord.post(FORM, {**TYPED, **typed})
    assert page.status == 422
    assert page.beside(field)
    assert page.value("other") == {**TYPED, **typed}["other"]


def test_nobody_merges_their_own_record_and_no_focal_point_any(desk: Desk, coord: Visitor) -> None:
    page = coord.post("/people/coord/merge", {**TYPED, "step": "record"})
    assert page.status == 422
    assert "เป็นเจ้าของข้อมูลนี้" in " ".join(page.problems)
    page = visitor(desk, KEPT).get(FORM)
    assert not page.tree.xpath("//input[@name='other']")


def able(page: Page) -> str:
    """Whom the page names as able to confirm."""
    begins = say("page.confirmers", "th")
    told = (" ".join(one.text_content().split()) for one in page.tree.xpath("//main//p"))
    return "".join(one.removeprefix(begins).strip() for one in told if one.startswith(begins))


@pytest.mark.parametrize("with_gate", [True, False])
def test_no_owner_of_a_record_is_told_as_able_to_confirm_its_merge(
    desk: Desk, coord: Visitor, *, with_gate: bool
) -> None:
    place = "/merges/1"
    if with_gate:
        place = f"/instances/{desk.to_advocacy()}/gates/{quote('!merge/1', safe='/')}"
    owner, other = visitor(desk, "coord2"), visitor(desk, give(desk, "admin", "TH"))
    assert "admin สมมุติ" in able(coord.post("/people/coord2/merge", TYPED))
    coord.post("/people/coord2/merge", {**TYPED, "step": "record"})
    for who in (coord, owner, other):
        assert "admin สมมุติ" in able(who.get(place))
        assert "ยืนยัน ดี" not in able(who.get(place))
    told = "เป็นเจ้าของข้อมูลนี้"
    assert [told in who.get(place).main for who in (owner, other)] == [True, False]
    buttons = "//main//form[contains(@action, '/merges/')]//button"
    assert owner.get("/merges/1").tree.xpath(buttons) == []


def test_who_has_no_right_over_one_of_two_records_is_told_so_where_their_merge_is_confirmed(
    desk: Desk, coord: Visitor
) -> None:
    first = desk.to_advocacy()
    load_far_province(desk)
    asks, other = give(desk, "admin", "TH"), visitor(desk, "admin")
    made = ask_merge(desk.office, f"{FAR}.deputy", KEPT, reason="ซ้ำ", recorded_by=asks)
    assert made.instance == first
    page = coord.get(f"/instances/{first}/gates/{quote('!merge/1', safe='/')}")
    assert "ไม่มีสิทธิ" in page.main
    assert "ไม่มีสิทธิ" not in other.get(page.path).main
    assert able(page) != ""
    assert "ประสาน ดี" not in able(page)


@pytest.mark.parametrize("far", [f"{FAR}.deputy", "ห่างไกล ลับตา"])
@pytest.mark.parametrize("step", ["look", "record"])
def test_nothing_of_a_person_far_away_is_told_to_who_may_not_ask_about_them(
    desk: Desk, coord: Visitor, sqlite_url: str, far: str, step: str
) -> None:
    load_far_province(desk)
    with desk.office.registry.writing() as write:
        told = add_person(write, title_th="นาย", name_th="ห่างไกล ลับตา", ref="far.away")
        assign(write, told, Part.COORDINATOR, "84", start=write.today)
    for keep in ("this", "other"):
        page = coord.post(FORM, {**TYPED, "other": far, "keep": keep, "step": step})
        assert page.status == 422
        assert "ไม่มีสิทธิ" in page.beside("other")
        assert "สิ่งที่จะนับเป็น" not in page.main
        unknown = coord.post(FORM, {**TYPED, "other": "ไม่มี ใคร", "keep": keep, "step": step})
        for said in (FAR, "far.away", "ห่างไกล", "จังหวัดสุราษฎร์ธานี"):
            assert page.response.text.replace(far, "").count(said) == unknown.main.count(said)
    words = ("people", "merge", far, KEPT, "--reason", "ชื่อพิมพ์ต่าง", "--recorded-by", "coord")
    assert Terminal(sqlite_url).refused(*words, "--look") == ("may_not", "recorded_by")


def test_a_merge_is_told_to_whoever_has_the_right_in_every_area_and_to_nobody_else(
    desk: Desk, coord: Visitor
) -> None:
    load_far_province(desk)
    give(desk, "admin", "TH", "chief.admin")
    made = ask_merge(desk.office, f"{FAR}.deputy", KEPT, reason="ซ้ำ", recorded_by="chief.admin")
    place = f"/merges/{made.number}"
    for near in (coord, visitor(desk, "far.coord")):
        assert near.get(place).status in (403, 404)
        assert near.post(place, {"step": "confirm"}).status in (403, 404)
    assert place not in coord.get(f"/people/{KEPT}").links()
    admin = visitor(desk, "admin")
    assert admin.get(place).status == 200
    assert place in admin.get(f"/people/{KEPT}").links()


def test_a_merge_is_begun_at_a_reference_and_at_no_name(desk: Desk, coord: Visitor) -> None:
    for named in ("ปรานี สมมุติ", "นางปรานี สมมุติ"):
        assert coord.get(f"/people/{quote(named)}/merge").status == 404
        assert coord.post(f"/people/{quote(named)}/merge", TYPED).status == 404
    with desk.office.registry.writing("57") as write:
        ids = {
            one: person(write.connection, one, field="x").id
            for one in (MERGED, KEPT, "coord", "coord2")
        }
        number = ask_to_merge(
            write, "57", None, merged=ids[MERGED], kept=ids[KEPT], undoes=None,
            first=ids["coord"], reason="ซ้ำ",
        )  # fmt: skip
        asked = MERGE.waiting(write.connection, number)
        answer_merge(write, asked, SecondAnswer(ids["coord2"], confirmed=True))
    assert coord.get(f"/people/{MERGED}/merge").path == FORM


def test_similar_names_are_spoken_of_only_where_there_are_some(desk: Desk, coord: Visitor) -> None:
    told = say("page.merging.alike_hint", "th")
    assert told not in coord.get("/people/5715.chief/merge").main
    with desk.office.registry.writing("57") as write:
        again = add_person(write, title_th="นาย", name_th="สมมุติ ตัวอยาง", ref="again")
        assign(write, again, Part.OBSERVER, "57", start=write.today)
    assert told in coord.get("/people/5715.chief/merge").main


def test_the_command_line_shows_asks_confirms_and_undoes(desk: Desk, sqlite_url: str) -> None:
    prasan = Terminal(sqlite_url)
    pair = ("people", "merge", MERGED, KEPT)
    by = ("--reason", "ชื่อพิมพ์ต่าง", "--recorded-by", "coord")
    assert "สิ่งที่จะนับเป็นของ" in prasan(*pair, "--look", *by).out
    assert "--confirm 1" in prasan(*pair, *by).out
    confirm = ("people", "merge", "--confirm", "1", "--recorded-by")
    assert prasan.refused(*confirm, "coord") == ("same_person", "recorded_by")
    unread = prasan(*confirm, "coord2")
    assert (unread.code, stands_for(desk)) == (2, MERGED)
    assert prasan(*confirm, "coord2", "--about", unread.mark).code == 0
    assert stands_for(desk) == KEPT
    assert prasan.refused(*pair, *by) == ("one_person_already", "kept")
    assert prasan("people", "merge", "--undo", "1", *by).code == 0
    parting = ("people", "merge", "--confirm", "2", "--recorded-by", "coord2")
    assert prasan(*parting, "--about", prasan(*parting).mark).code == 0
    assert stands_for(desk) == MERGED


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (("--confirm", "1", "--refuse", "1"), "--refuse"),
        (("--undo", "1", "--confirm", "2"), "--confirm"),
        (("--look", "--undo", "1"), "--undo"),
        ((MERGED, KEPT, "--confirm", "1"), "MERGED"),
        ((MERGED, "--undo", "1"), "MERGED"),
    ],
)
def test_options_of_a_merge_that_contradict_each_other_are_refused(
    desk: Desk, sqlite_url: str, given: tuple[str, ...], field: str
) -> None:
    prasan = Terminal(sqlite_url)
    by = ("--reason", "ชื่อพิมพ์ต่าง", "--recorded-by", "coord")
    assert prasan("people", "merge", MERGED, KEPT, *by).code == 0
    told = prasan.refused("people", "merge", *given, "--recorded-by", "coord2")
    assert told == ("usage_unfit", field)
    assert stands_for(desk) == MERGED


@pytest.mark.parametrize("step", [{}, {"step": "undo"}])
def test_a_merge_is_not_refused_by_a_button_that_the_page_has_not(
    desk: Desk, coord: Visitor, step: dict[str, str]
) -> None:
    coord.post(FORM, {**TYPED, "step": "record"})
    other = visitor(desk, "coord2")
    other.get("/merges/1")
    page = other.post("/merges/1", {**step, "reason": "คนละคน"})
    assert page.status == 422
    assert "ไม่ทราบว่ากดปุ่มใด" in page.problems[0]
    assert other.post("/merges/1", {"step": "confirm"}).status == 200
    assert stands_for(desk) == KEPT
