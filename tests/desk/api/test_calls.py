"""Programs ask and record: what `--json` says, by the rights of the token's part."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from config.clock import SystemClock, bangkok_day
from desk.api.app import described
from flows.decisions.redact import ask
from flows.decisions.redaction_aim import Aim
from flows.decisions.start import start
from registry.models import Attempt, KeptAnswer, table_of
from registry.queries.people import person
from registry.records.offices import assign
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.desk.api.programs import V1, CallingProgram, program, refused
from tests.desk.cli.terminal import Terminal
from tests.desk.web.given import give, load_far_province

EARLIER = {
    "gate": "earlier_order", "by": COORDINATOR, "decided_on": "2022-06-02",
    "answer": {"finding": "none"}, "form_version": 1,
}  # fmt: skip


KEY = "Idempotency-Key"


def today() -> date:
    """The day by which the command line tells."""
    return bangkok_day(SystemClock().now())


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.fixture
def coord(desk: Desk) -> CallingProgram:
    return program(desk)


def lesser_program(desk: Desk, ref: str, part: str) -> CallingProgram:
    """A program with a token for another part of somebody who coordinates."""
    with desk.office.registry.writing("TH", MAE_FAH_LUANG) as write:
        who = person(write.connection, ref, field="person")
        assign(write, who.id, part, MAE_FAH_LUANG, start=write.today)
    return program(desk, ref, part, MAE_FAH_LUANG)


def attempts(desk: Desk) -> list[tuple[str, str, str]]:
    query = select(Attempt.actor, Attempt.target, Attempt.code).order_by(Attempt.id)
    with desk.office.registry.reading() as connection:
        return [(one.actor, one.target, one.code) for one in connection.execute(query)]


def test_a_program_is_told_what_json_on_the_command_line_tells(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, today().isoformat())
    coord, first = program(desk), desk.start(on=today().isoformat())
    prasan = Terminal(str(desk.office.registry.url))
    for path, *words in (
        ("/waiting?district=5715", "waiting", "--district", "5715"),
        (f"/instances/{first}", "show", str(first)),
        (f"/instances/{first}/why", "why", str(first)),
        (f"/instances/{first}/form?gate=earlier_order", "form", str(first), "earlier_order"),
        ("/gates/delegation", "form", "delegation"),
    ):
        told, printed = coord.get(path), prasan(*words, "--json").json
        assert told.status_code == 200
        assert told.json() == printed, path


def test_a_part_in_the_country_is_told_what_a_part_in_the_province_is(
    desk: Desk, coord: CallingProgram
) -> None:
    desk.start()
    everywhere = program(desk, "admin", "admin", "TH").get("/waiting").json()["waiting"]
    assert len(everywhere) == 1
    assert coord.get("/waiting").json()["waiting"] == everywhere


def test_a_decision_is_recorded_by_the_person_of_the_token(
    desk: Desk, coord: CallingProgram
) -> None:
    first = desk.start()
    answer = coord.post(f"/instances/{first}/decisions", EARLIER)
    assert answer.status_code == 201
    entry = next(one for one in desk.entries(first) if one.id == answer.json()["entry"])
    assert (entry.gate, entry.recorded_by) == ("earlier_order", 5)
    assert desk.waits_at(first) == ["advocacy#1"]


def test_the_same_call_under_the_same_key_is_done_once_and_answered_the_same(
    desk: Desk, coord: CallingProgram
) -> None:
    path = f"/instances/{desk.start()}/decisions"
    answers = [coord.post(path, EARLIER, "one") for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert [one.status_code for one in answers] == [201, 201]
    assert refused(coord.post(path, EARLIER, "two"))[:2] == (409, "already_decided")
    other = {**EARLIER, "reason": "x"}
    assert refused(coord.post(path, other, "one"))[:2] == (409, "key_used_otherwise")
    assert refused(program(desk).post(path, EARLIER, "one"))[:2] == (409, "already_decided")


def test_two_of_the_same_call_at_once_are_one_decision(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    coord, path = program(desk), f"/instances/{desk.start()}/decisions"
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: coord.post(path, EARLIER, "one"), range(4)))
    assert {one.content for one in answers} == {answers[0].content}
    assert answers[0].status_code == 201


def test_a_refused_call_changes_nothing_and_frees_its_key(
    desk: Desk, coord: CallingProgram
) -> None:
    first = desk.start()
    path = f"/instances/{first}/decisions"
    wrong = {**EARLIER, "decided_on": "2099-01-01"}
    assert refused(coord.post(path, wrong, "one")) == (422, "act_in_future", "decided_on")
    with desk.office.registry.reading() as connection:
        assert connection.execute(select(table_of(KeptAnswer))).all() == []
    assert coord.post(path, EARLIER, "one").status_code == 201


def test_a_scan_comes_along_in_base64(desk: Desk, coord: CallingProgram) -> None:
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-06-22", {"result": "sign"})
    paper = {"number": "45/2565", "dated": "2022-06-22", "printed": "as_printed"}
    body = {
        "gate": "registration", "by": "district_chief", "decided_on": "2022-06-22",
        "answer": paper,
    }  # fmt: skip
    path = f"/instances/{order}/decisions"
    assert refused(coord.post(path, body))[1] == "evidence_missing"
    broken = {**body, "scans": [{"file_name": "a.pdf", "content": "!"}]}
    assert refused(coord.post(path, broken)) == (422, "call_unfit", "scans.0.content")
    scan = {"file_name": "a.pdf", "content": base64.b64encode(SCAN.content).decode()}
    assert coord.post(path, {**body, "scans": [scan]}).status_code == 201
    (kept,) = [one for one in coord.get("/papers").json()["papers"] if one["file_name"] == "a.pdf"]
    file = coord.get(f"/papers/{kept['id']}/file")
    assert (file.content, file.headers["content-type"]) == (SCAN.content, "application/pdf")
    assert ("coord", f"document/{kept['id']}", "download") in attempts(desk)


def test_each_use_is_one_row_of_the_attempts_log_without_what_was_typed(
    desk: Desk, coord: CallingProgram
) -> None:
    coord.get("/waiting")
    coord.get("/instances/999999/why")
    coord.get("/board?area=nonsense%20typed")
    assert attempts(desk)[-3:] == [
        ("coord", "api/1 GET /waiting", "api"),
        ("coord", "api/1 GET /instances/{instance}/why", "nothing_there"),
        ("coord", "api/1 GET /board", "nothing_there"),
    ]


def test_what_is_of_another_province_is_not_there(desk: Desk, coord: CallingProgram) -> None:
    load_far_province(desk)
    begun = start(
        desk.office, "establishment", "8410", on=desk.on("2022-06-02"), recorded_by="far.coord"
    )
    far = begun.instance
    for path in (f"/instances/{far}", f"/instances/{far}/why", f"/instances/{far}/form?gate=x",
                 "/instances?district=8410", "/waiting?district=8410", "/board?area=84",
                 "/board?area=TH"):  # fmt: skip
        assert refused(coord.get(path))[:2] == (404, "nothing_there"), path
    assert refused(coord.post(f"/instances/{far}/decisions", EARLIER))[:2] == (404, "nothing_there")
    assert {one["code"][:2] for one in coord.get("/districts").json()["districts"]} == {"57"}


def test_a_token_does_what_its_part_may_and_not_what_its_person_may_besides(desk: Desk) -> None:
    first = desk.start()
    give(desk, "observer", MAE_FAH_LUANG, "watcher")
    observer = program(desk, "watcher", "observer", MAE_FAH_LUANG)
    assert observer.get(f"/board?area={MAE_FAH_LUANG}").status_code == 200
    assert refused(observer.get(f"/instances/{first}"))[:2] == (403, "may_not")
    less = lesser_program(desk, "coord", "observer")
    refusal = refused(less.post(f"/instances/{first}/decisions", EARLIER))
    assert refusal[:2] == (403, "may_not")


@pytest.mark.parametrize(
    ("part", "gate"),
    [
        ("partner", "!redact/123"),
        ("partner", "no_such_gate"),
        ("partner", "delegation"),
        ("admin", "earlier_order"),
    ],
)
def test_a_part_that_may_not_record_is_refused_whatever_gate_is_named(
    desk: Desk, part: str, gate: str
) -> None:
    first = desk.start()
    lesser = lesser_program(desk, "coord", part)
    assert lesser.get(f"/instances/{first}").status_code == 200
    refusal = refused(lesser.post(f"/instances/{first}/decisions", {**EARLIER, "gate": gate}))
    assert refusal == (403, "may_not", "token")
    assert desk.waits_at(first) == ["earlier_order"]


def test_what_needs_another_person_is_confirmed_by_no_program(desk: Desk) -> None:
    instance = desk.start()
    noted = {"finding": "none", "note": "ข้อความที่ไม่ควรบันทึก"}
    entry = desk.decide(instance, "earlier_order", COORDINATOR, "2022-06-02", noted).entry
    ask(desk.office, Aim(instance, entry, ("note",)), reason="x", recorded_by="coord")
    (gate,) = [one for one in desk.waits_at(instance) if one.startswith("!")]
    body = {**EARLIER, "gate": gate, "answer": {"result": "confirmed"}, "form_version": None}
    lesser = lesser_program(desk, "coord2", "partner")
    refusal = refused(lesser.post(f"/instances/{instance}/decisions", body))
    assert refusal == (403, "may_not", "token")
    second = program(desk, "coord2", "coordinator", "57")
    refusal = refused(second.post(f"/instances/{instance}/decisions", body))
    assert refusal[:2] == (403, "needs_person_there")


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"form_version": 7}, 409, "form_version_other", "form_version"),
        ({"answer": {"finding": "perhaps"}}, 422, "answer_unfit", "finding"),
        ({"decided_on": 5}, 422, "call_unfit", "decided_on"),
        ({"more": 1}, 422, "call_unfit", "more"),
        ({"gate": "no_such_gate"}, 404, "unknown_gate", "gate"),
        ({"gate": "delegation"}, 409, "gate_not_open", "gate"),
        ({"by": "somebody"}, 422, "unknown_office", "by"),
        ({"answer": {"finding": "none", "note": 10**400}}, 422, "answer_unfit", "note"),
    ],
)
def test_bad_input_is_one_sentence_that_names_the_field(
    desk: Desk, coord: CallingProgram, change: dict[str, object], status: int, code: str, field: str
) -> None:
    path = f"/instances/{desk.start()}/decisions"
    assert refused(coord.post(path, {**EARLIER, **change})) == (status, code, field)


@pytest.mark.parametrize(
    "change",
    [
        {"answer": {"finding": "none", "note": "\ud800"}},
        {"answer": {"finding": "none", "\ud800": "x"}},
        {"answer": {"finding": ["\0"]}},
        {"\udfff": 1},
        {"by": "\0"},
    ],
)
def test_signs_that_no_database_keeps_are_refused_wherever_they_stand_in_a_call(
    desk: Desk, coord: CallingProgram, change: dict[str, object]
) -> None:
    path = f"/api/v1/instances/{desk.start()}/decisions"
    headers = coord.bearing({"content-type": "application/json", KEY: "one"})
    told = coord.client.post(path, content=json.dumps({**EARLIER, **change}), headers=headers)
    assert refused(told) == (422, "call_unfit", "call")


def test_the_page_of_a_list_is_not_called_as_that_of_an_ordinance(coord: CallingProgram) -> None:
    error = coord.get("/papers?district=5715&page=0").json()["error"]
    assert error["field"] == "page"
    assert error["message_en"].startswith("Page of the list: ")


@pytest.mark.parametrize("path", ["/waiting?distrct=5703", "/papers?district=5715&Page=2"])
def test_a_parameter_that_the_call_does_not_have_is_refused_and_widens_nothing(
    coord: CallingProgram, path: str
) -> None:
    field = path.rpartition("=")[0].rpartition("?")[2].rpartition("&")[2]
    assert refused(coord.get(path)) == (422, "call_unfit", field)


@pytest.mark.parametrize("path", ["/waiting?district=57&district=84", "/papers?page=1&page=1"])
def test_a_parameter_that_is_given_twice_is_refused_by_its_name_in_both_languages(
    coord: CallingProgram, path: str
) -> None:
    answer = coord.get(path)
    assert refused(answer) == (422, "call_unfit", path.partition("?")[2].partition("=")[0])
    assert "it is given more than once" in answer.json()["error"]["message_en"]
    assert "ระบุซ้ำมากกว่าหนึ่งครั้ง" in answer.json()["error"]["message_th"]


def test_a_value_that_cannot_be_chosen_is_told_what_can_be(coord: CallingProgram) -> None:
    asked = {"table": "committees", "area": "57", "year": 2564, "audience": "friends"}
    answer = coord.post("/publications", asked)
    assert refused(answer) == (422, "call_unfit", "audience")
    told = answer.json()["error"]["message_en"]
    assert told.startswith("Who reads it: this value cannot be chosen; choose from: shared, public")


WRONG_PARAMETERS = {
    "/papers/1/file?pdf=maybe": ("As PDF: this value cannot be chosen; choose from: true, false.",
                                 "เป็นไฟล์ PDF: ค่านี้เลือกไม่ได้ โปรดเลือกจากค่าต่อไปนี้: true, false"),
    "/papers/1/file?form=clean": ("Version of the paper: this value cannot be chosen; choose from:",
                                  "ฉบับของเอกสาร: ค่านี้เลือกไม่ได้ โปรดเลือกจากค่าต่อไปนี้:"),
    "/papers/1/file?pdf=": ("As PDF: nothing is filled in; fill it in.",
                            "เป็นไฟล์ PDF: ยังไม่ได้กรอก โปรดกรอกช่องนี้"),
    "/papers?page=two": ("Page of the list: “two” is no whole number; type figures",
                         "หน้าของบัญชีรายการ: “two” ไม่ใช่จำนวนเต็ม โปรดพิมพ์เป็นตัวเลข"),
    "/papers?district=": ("Districts: nothing is filled in; fill it in.",
                          "อำเภอ: ยังไม่ได้กรอก โปรดกรอกช่องนี้"),
    "/board?area=": ("Area: nothing is filled in; fill it in.", "พื้นที่: ยังไม่ได้กรอก"),
    "/instances?district=": ("Districts: nothing is filled in", "อำเภอ: ยังไม่ได้กรอก"),
    "/instances/1/form?gate=": ("Gate: nothing is filled in", "ขั้นรอพิจารณา: ยังไม่ได้กรอก"),
    "/publications?area=": ("Area: nothing is filled in; fill it in.", "พื้นที่: ยังไม่ได้กรอก"),
    "/waiting?on=soon": ("Day: “soon” is not a readable date; type it as",
                         "วันที่: อ่านวันที่ “soon” ไม่ได้ โปรดพิมพ์แบบ"),
}  # fmt: skip


@pytest.mark.parametrize("path", WRONG_PARAMETERS)
def test_a_parameter_of_a_wrong_value_is_named_with_its_remedy_in_both_languages(
    coord: CallingProgram, path: str
) -> None:
    field = path.rpartition("=")[0].rpartition("?")[2]
    answer = coord.get(path)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)
    english, thai = WRONG_PARAMETERS[path]
    assert answer.json()["error"]["message_en"].startswith(english)
    assert answer.json()["error"]["message_th"].startswith(thai)


@pytest.mark.parametrize(
    "path", ["/papers?district=99", "/board?area=zz", "/waiting?district=8410"]
)
def test_an_area_that_is_not_the_parts_to_see_is_named_by_its_parameter(
    coord: CallingProgram, path: str
) -> None:
    field = path.rpartition("=")[0].rpartition("?")[2]
    assert refused(coord.get(path)) == (404, "nothing_there", field)


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"gate": 1}, "gate", "it is to be a text"),
        ({"answer": ["none"]}, "answer", "it is to be fields with their values"),
        ({"scans": "x"}, "scans", "it is to be a list"),
        ({"scans": [1]}, "scans.0", "it is to be fields with their values"),
        ({"scans": [{"file_name": "a", "content": ""}] * 61}, "scans", "more than the 60 that fit"),
    ],
)
def test_a_field_of_another_kind_of_value_is_told_which_it_is_to_be(
    desk: Desk, coord: CallingProgram, change: dict[str, object], field: str, told: str
) -> None:
    answer = coord.post(f"/instances/{desk.start()}/decisions", {**EARLIER, **change})
    assert refused(answer) == (422, "call_unfit", field)
    assert told in answer.json()["error"]["message_en"]


def test_bodies_that_are_no_json_too_large_or_without_a_key_are_refused(
    desk: Desk, coord: CallingProgram
) -> None:
    path = f"/api/v1/instances/{desk.start()}/decisions"
    headers = coord.bearing({"content-type": "application/json"})
    keyed = {**headers, KEY: "one"}
    for no_object in (b'{"gate"', b"[]", b'"x"', b""):
        told = coord.client.post(path, content=no_object, headers=keyed)
        assert refused(told) == (422, "call_unfit", "call")
        assert "no object of JSON" in told.json()["error"]["message_en"]
    told = coord.client.post(path, json=EARLIER, headers=headers)
    assert refused(told) == (422, "key_missing", "Idempotency-Key")
    large = json.dumps({**EARLIER, "reason": "x" * 9_000_000})
    told = coord.client.post(path, content=large, headers=headers)
    assert refused(told)[:2] == (413, "call_too_large")


def test_the_description_says_that_every_call_that_writes_needs_its_key() -> None:
    writing = [one["post"] for one in described().openapi()["paths"].values() if "post" in one]
    assert len(writing) == 2
    for call in writing:
        (key,) = (one for one in call["parameters"] if one["name"] == KEY)
        assert (key["required"], key["schema"]["type"]) == (True, "string")


@pytest.mark.parametrize("headers", [{}, {KEY: ""}, {KEY: " "}], ids=["none", "empty", "blank"])
def test_a_call_that_writes_without_its_key_is_told_to_bring_one(
    desk: Desk, coord: CallingProgram, headers: dict[str, str]
) -> None:
    path = f"{V1}/instances/{desk.start()}/decisions"
    told = coord.client.post(path, json=EARLIER, headers=coord.bearing(headers))
    assert refused(told) == (422, "key_missing", KEY)


def test_only_the_versions_of_this_release_are_served(desk: Desk, coord: CallingProgram) -> None:
    for method, path in (("GET", "/api/v0/waiting"), ("POST", "/api/v0/instances/1/decisions")):
        told = coord.client.request(method, path, headers=coord.bearing({}))
        assert refused(told) == (404, "api_version_gone", "address")
    assert refused(coord.get("/nothing"))[:2] == (404, "nothing_there")
    for path in ("/api", "/api/", "/api/v1"):
        assert refused(coord.client.get(path))[:2] == (404, "nothing_there")
    assert coord.client.get("/api/v1/openapi.json").json()["info"]["version"] == "v1"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("PUT", "/token", "GET"), ("DELETE", "/districts", "GET"), ("HEAD", "/waiting", "GET"),
     ("OPTIONS", "/token", "GET"), ("GET", "/instances/1/decisions", "POST")],
)  # fmt: skip
def test_an_address_that_is_called_otherwise_says_how_it_is_called(
    desk: Desk, coord: CallingProgram, method: str, path: str, allowed: str
) -> None:
    told = coord.client.request(method, f"/api/v1{path}", headers=coord.bearing({}))
    assert (told.status_code, told.headers["allow"]) == (405, allowed)
    if method != "HEAD":
        assert refused(told) == (405, "call_of_other_method", "call")
        assert allowed in told.json()["error"]["message_th"]
