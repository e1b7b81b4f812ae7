"""Owners, heads and secretaries see what is theirs, and report of it; nobody sees another's."""

import json

from icalendar import Calendar
from lxml import html
from sqlalchemy import select

from config.words import say
from flows.capabilities import GATES
from flows.decisions.correct import Correction, correct
from flows.meeting.agenda import INFORMING, AgendaPoint, points
from registry.models import ActionItem
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from registry.transaction import lock_order
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.api.programs import program, refused
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import Page, visitor
from tests.flows.plan.plan_rows import AGREED, LAO, POLICE, drafted, seat
from tests.flows.year.at_quarters import a_year, held, meeting_of, newcomers_sign, on
from tests.staged_desks import made_once

HEADS = {POLICE: "5715.police", LAO: "5715.mayor"}
ASKED, OTHER = "ตั้งจุดตรวจร่วม", "จัดทำบัญชีหอพัก"
NOTHING = say("page.inbox.empty.member", "th")


def with_heads(desk: Desk) -> None:
    """A chief of police and a mayor hold their offices, which have seats in the committee."""
    file = LoadFile.model_validate(
        {
            "people": [
                {"ref": ref, "title_th": "นาย", "name_th": f"{kind} สมมุติ", "name_en": kind}
                for kind, ref in HEADS.items()
            ],
            "holders": [
                {"office": f"{MAE_FAH_LUANG}/{kind}/1", "person": ref, "start": "2020-10-01"}
                for kind, ref in HEADS.items()
            ],
        }
    )
    with desk.office.registry.writing(*sorted(file.areas(), key=lock_order)) as write:
        load(write, file, actor=1)


def asking(desk: Desk, *asked: tuple[str, str, str]) -> dict[str, Json]:
    """Minutes that ask the heads of such offices for something, by a day."""
    actions: Json = [
        {"what": what, "owner": seat(desk, kind), "due_on": due} for what, kind, due in asked
    ]
    items: Json = [{"agenda": 4, "resolution": "เห็นชอบ", "actions": actions}]
    return {"items": items, "taken_by": "ปรานี สมมุติ"}


@made_once
def minuted(url: str, *more: tuple[str, str, str]) -> tuple[Desk, int]:
    """Minutes of November ask police, mayor and more for something; nobody has adopted them."""
    desk, _ = a_year(url)
    with_heads(desk)
    on(desk, "2022-10-31")
    meeting = held(desk)
    newcomers_sign(desk, meeting)
    minutes = asking(desk, (ASKED, POLICE, "2022-11-25"), (OTHER, LAO, "2022-12-20"), *more)
    desk.decide(meeting, "committee_minutes", "focal_point", "2022-11-18", minutes)
    return desk, meeting


def adopted(desk: Desk, meeting: int) -> None:
    desk.decide(
        meeting, "committee_minutes_sent", "focal_point", "2022-11-20", {"sent_on": "2022-11-20"}
    )
    said: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(meeting, "committee_minutes_adopted", "focal_point", "2022-12-01", said)


def own_place(meeting: int, line: int = 1) -> str:
    return f"/districts/{MAE_FAH_LUANG}/own/quarterly/{meeting}/{line}"


def reported(desk: Desk, place: str, said: str, progress: str = "in_hand") -> Page:
    who = visitor(desk, HEADS[POLICE])
    who.get(place)
    return who.post(place, {"progress": progress, "progress_said": said})


def agenda(desk: Desk, day: str, instance: int) -> list[AgendaPoint]:
    with desk.office.registry.reading() as connection:
        found = points(connection, GATES, MAE_FAH_LUANG, "regular", desk.on(day), instance)
    return [one for one in found if one.item == INFORMING and "ติดตาม" in one.th]


def test_an_owner_sees_a_resolution_from_the_day_of_its_minutes_with_the_way_to_report(
    made_registry_url: str,
) -> None:
    desk, meeting = minuted(made_registry_url)
    inbox = visitor(desk, HEADS[POLICE]).get("/")
    assert ASKED in inbox.main
    assert say("own.unadopted", "th") in inbox.main
    assert NOTHING not in inbox.main
    assert own_place(meeting) in inbox.links()
    adopted(desk, meeting)
    after = visitor(desk, HEADS[POLICE]).get("/")
    assert ASKED in after.main
    assert say("own.unadopted", "th") not in after.main
    assert own_place(meeting) in after.links()


def test_an_owner_sees_nothing_of_what_others_were_asked(sqlite_url: str) -> None:
    desk, meeting = minuted(sqlite_url)
    police, mayor = (visitor(desk, ref) for ref in HEADS.values())
    assert OTHER not in police.get("/").text
    assert ASKED not in mayor.get("/").text
    for who, line in ((police, 2), (mayor, 1)):
        place = own_place(meeting, line)
        assert who.get(place).status == 404
        assert who.post(place, {"progress": "done", "progress_said": "x"}).status == 404
    assert visitor(desk, "coord").get(own_place(meeting)).status == 404
    assert police.get(f"/districts/{MAE_FAH_LUANG}/actions").status == 403
    assert police.get(f"/instances/{meeting}").status == 403


def test_a_report_is_two_fields_and_reaches_secretary_agenda_and_minutes(
    made_registry_url: str,
) -> None:
    desk, meeting = minuted(made_registry_url)
    form = html.fromstring(visitor(desk, HEADS[POLICE]).get(own_place(meeting)).response.text)
    fields = {one.get("name") for one in form.xpath("//main//form//*[@name]")}
    assert fields - {"csrf"} == {"progress", "progress_said"}
    said = "ตั้งจุดตรวจแล้ว 2 แห่ง"
    sent = reported(desk, own_place(meeting), said)
    assert sent.path == "/"
    assert say("page.done.progress_reported", "th") in sent.text
    for who in ("coord", "5715.deputy"):
        seen = visitor(desk, who).get(f"/districts/{MAE_FAH_LUANG}/actions").main
        assert said in seen
        assert say("own.unadopted", "th") in seen
    for settle in (False, True):
        if settle:
            adopted(desk, meeting)
        told = {one.th: one.told_th for one in agenda(desk, "2022-12-02", meeting)}
        assert [said in words for words in told.values()] == [True, False]
    on(desk, "2023-01-05")
    with desk.office.registry.reading() as connection:
        status = connection.scalars(select(ActionItem.status)).all()
    assert set(status) == {"open"}  # a report settles nothing


def test_what_a_report_lacks_is_told_beside_its_field_and_nothing_is_recorded(
    sqlite_url: str,
) -> None:
    desk, meeting = minuted(sqlite_url)
    place = own_place(meeting)
    for progress, said, field in (
        ("", "ทำแล้ว", "progress"), ("finished", "ทำแล้ว", "progress"),
        ("done", " ", "progress_said"), ("done", "ก" * 1001, "progress_said"),
        ("done", "ผู้เสียหายชื่อ 1-1037-02071-81-1", "progress_said"),
    ):  # fmt: skip
        page = reported(desk, place, said, progress)
        assert page.beside(field), (progress, said)
        if said.strip():
            assert page.value("progress_said") == said
    assert say("own.reported", "th") not in visitor(desk, HEADS[POLICE]).get(place).main


def test_a_report_goes_with_its_words_where_minutes_are_written_anew(sqlite_url: str) -> None:
    desk, meeting = minuted(sqlite_url)
    reported(desk, own_place(meeting), "เริ่มแล้ว")
    changed = asking(desk, (OTHER, LAO, "2022-12-20"), (ASKED, POLICE, "2022-11-25"))
    correct(
        desk.office,
        Correction(meeting, "committee_minutes", {"items": changed["items"]}, "สลับลำดับ", "coord"),
    )
    told = {one.th: one.told_th for one in agenda(desk, "2022-12-02", meeting)}
    assert [("เริ่มแล้ว" in words) for asked, words in told.items() if ASKED in asked] == [True]
    assert [("เริ่มแล้ว" in words) for asked, words in told.items() if OTHER in asked] == [False]


def test_whoever_follows_up_is_told_near_the_day_whoever_adopted_the_minutes(
    sqlite_url: str,
) -> None:
    desk, _ = minuted(sqlite_url)
    place = f"/districts/{MAE_FAH_LUANG}/actions"
    for who in ("coord", "5715.deputy"):
        assert place in visitor(desk, who).get("/").links()
    assert place not in visitor(desk, HEADS[POLICE]).get("/").links()


def test_the_days_of_requests_stand_in_the_calendars_and_each_owner_has_their_own(
    sqlite_url: str,
) -> None:
    desk, meeting = minuted(sqlite_url)
    whole = days(visitor(desk, "coord").get(f"/districts/{MAE_FAH_LUANG}/calendar"))
    assert {"2022-11-25", "2022-12-20"} <= whole.keys()
    assert say("calendar.request_unadopted", "th") in whole["2022-11-25"]
    own = days(own_calendar(desk, HEADS[POLICE]))
    assert "2022-11-25" in own
    assert "2022-12-20" not in own
    adopted(desk, meeting)
    after = days(visitor(desk, "coord").get(f"/districts/{MAE_FAH_LUANG}/calendar"))
    assert say("calendar.request_unadopted", "th") not in after["2022-11-25"]
    assert ASKED not in json.dumps(after, ensure_ascii=False)


def own_calendar(desk: Desk, ref: str) -> Page:
    """What the calendar program of a member reads."""
    who = visitor(desk, ref)
    who.get("/me/calendars")
    made = who.post("/me/calendars", {"which": "own"})
    (link,) = [
        value for value in made.tree.xpath("//main//*/text() | //main//input/@value")
        if "/calendars/" in value
    ]  # fmt: skip
    return visitor(desk).get(f"/calendars/{link.strip().rpartition('/')[2]}")


def days(page: Page) -> dict[str, str]:
    """The titles of the events by their day."""
    found: dict[str, str] = {}
    for one in Calendar.from_ical(page.response.content).walk("VEVENT"):
        day = str(one.decoded("dtstart"))[:10]
        found[day] = f"{found.get(day, '')} {one['summary']}"
    return found


def test_a_head_sees_the_endorsement_that_is_asked_of_the_agency_alone(sqlite_url: str) -> None:
    desk, plan = drafted(sqlite_url)
    with_heads(desk)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    for kind, other in ((POLICE, LAO), (LAO, POLICE)):
        who = visitor(desk, HEADS[kind])
        inbox = who.get("/")
        assert NOTHING not in inbox.main
        (link,) = [one for one in inbox.links() if one.startswith("/own/steps/")]
        assert who.get(link).status == 200
        assert "ปรานี สมมุติ" in who.get(link).main  # whom to tell
        assert visitor(desk, HEADS[other]).get(link).status == 404


def test_a_member_of_whom_nothing_was_asked_is_told_so(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    with_heads(desk)
    assert NOTHING in visitor(desk, HEADS[POLICE]).get("/").main
    assert meeting_of(desk, "q1")


def test_a_resolution_is_found_by_its_words_by_whoever_may_read_it(sqlite_url: str) -> None:
    desk, meeting = minuted(sqlite_url)
    found = visitor(desk, "coord").get(f"/search?q={ASKED}")
    assert f"/instances/{meeting}" in found.links()
    assert f"/instances/{meeting}" not in visitor(desk, "coord").get("/search?q=agenda").links()
    assert visitor(desk, HEADS[POLICE]).get(f"/search?q={ASKED}").status == 403


def test_owners_report_by_command_and_by_call_as_on_the_page(
    sqlite_url: str,
) -> None:
    desk, meeting = minuted(sqlite_url, ("จัดทำบัญชีล่าม", "district_chief", "2022-12-20"))
    desk.on("2022-11-22")
    key = f"quarterly/{meeting}/1"
    prasan = Terminal(sqlite_url)
    told = ("actions", "report", MAE_FAH_LUANG, key, "--state", "in_hand", "--said", "วางแผนแล้ว")
    police, mayor = ("--recorded-by", HEADS[POLICE]), ("--recorded-by", HEADS[LAO])
    assert prasan.refused(*told, *mayor)[0] == "may_not"
    assert prasan(*told, *police, "--json").json["report"]["state"] == "in_hand"
    page = visitor(desk, HEADS[POLICE]).get(own_place(meeting), "th").main
    assert page.count("วางแผนแล้ว") == 1
    body = {
        "action": f"quarterly/{meeting}/3", "progress": "done", "progress_said": "ทำบัญชีแล้ว"
    }  # fmt: skip
    place = f"/districts/{MAE_FAH_LUANG}/progress"
    owner = program(desk, "5715.chief", "chief", MAE_FAH_LUANG)
    answer = owner.post(place, body, key="one")
    assert answer.status_code == 201, answer.text
    assert answer.json()["state"] == "done"
    assert owner.post(place, body, key="one").text == answer.text
    assert refused(owner.post(place, {**body, "action": key}, key="two"))[1] == "may_not"
    assert refused(owner.post(place, {**body, "progress": "soon"}, key="three"))[0] == 422
    page = visitor(desk, "5715.chief").get(own_place(meeting, 3), "th").main
    assert page.count("ทำบัญชีแล้ว") == 1
