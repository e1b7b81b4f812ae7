"""Calls that do not fit: each is refused in one sentence that names the field or parameter."""

import json

import pytest

from desk.api.app import described
from tests.builders import Desk
from tests.desk.api.at_calls import EARLIER, KEY, coord, desk
from tests.desk.api.programs import V1, CallingProgram, refused

__all__ = ["coord", "desk"]


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
    for no_object in (b'{"gate"', b"[]", b'"x"', b"", b'{"by": NaN}'):
        told = coord.client.post(path, content=no_object, headers=keyed)
        assert refused(told) == (422, "call_unfit", "call")
        assert "no object of JSON" in told.json()["error"]["message_en"]
    told = coord.client.post(path, json=EARLIER, headers=headers)
    assert refused(told) == (422, "key_missing", "Idempotency-Key")
    large = json.dumps({**EARLIER, "reason": "x" * 9_000_000})
    told = coord.client.post(path, content=large, headers=headers)
    assert refused(told)[:2] == (413, "call_too_large")


@pytest.mark.parametrize(
    "body",
    ['{"gate": "a", "gate": "b"}', '{"answer": {"rows": [{"gate": 1, "gate": 1}]}}'],
)
def test_a_field_that_stands_twice_in_a_body_is_refused_by_its_name(
    desk: Desk, coord: CallingProgram, body: str
) -> None:
    path = f"{V1}/instances/{desk.start()}/decisions"
    headers = coord.bearing({"content-type": "application/json", KEY: "one"})
    told = coord.client.post(path, content=body, headers=headers)
    assert refused(told) == (422, "key_twice", "gate")
    assert "What was sent gives “gate” twice" in told.json()["error"]["message_en"]


def test_the_description_says_that_every_call_that_writes_needs_its_key() -> None:
    writing = [one["post"] for one in described().openapi()["paths"].values() if "post" in one]
    assert len(writing) == 3
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
