"""Programs ask and record: what `--json` says, by the rights of the token's part."""

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from config.clock import SystemClock, bangkok_day
from flows.decisions.redact import ask
from flows.decisions.redaction_aim import Aim
from flows.decisions.start import start
from registry.models import Attempt, KeptAnswer, table_of
from registry.queries.people import person
from registry.records.failed_steps import note_failure
from registry.records.offices import assign
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.desk.api.at_calls import EARLIER, coord, desk
from tests.desk.api.programs import CallingProgram, program, refused
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_overviews import give, load_far_province

__all__ = ["coord", "desk"]


def today() -> date:
    """The day by which the command line tells."""
    return bangkok_day(SystemClock().now())


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
    another = program(desk, beside=1)
    assert refused(another.post(path, EARLIER, "one"))[:2] == (409, "already_decided")


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


def test_a_program_is_told_what_the_machine_cannot_do_as_the_command_line_tells_it(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, today().isoformat())
    coord, first = program(desk), desk.start(on=today().isoformat())
    with desk.office.registry.writing() as write:
        note_failure(write, "packages", MAE_FAH_LUANG, error="LookupError", number="5f")
    prasan = Terminal(str(desk.office.registry.url))
    printed = prasan("waiting", "--district", MAE_FAH_LUANG, "--json").json["machine"]
    assert [one["step"] for one in printed] == ["packages"]
    assert coord.get("/waiting").json()["machine"] == printed
    assert coord.get(f"/instances/{first}").json()["machine"] == printed
