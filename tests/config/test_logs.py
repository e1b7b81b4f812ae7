import json
import logging
import sys
from pathlib import Path

import pytest

from config.logs import Ids, JsonFormatter, LineFormatter
from desk.web.frame.server import own_desk
from registry.refusals import Refusal
from tests.builders import COORDINATOR, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.pages.test_sign_in_page import PHRASE, an_admin
from tests.desk.web.visitor import visitor

TYPED = "ไม่มีคดี ในพื้นที่ของเรา"


def record_of(message: str, *args: object, error: Exception | None = None) -> logging.LogRecord:
    raised = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("prasan.x", logging.INFO, "", 1, message, args, raised)


def test_a_decision_its_effects_and_a_refusal_are_a_line_each_without_what_was_typed(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    desk = a_desk(sqlite_url)
    with caplog.at_level(logging.INFO, "prasan"):
        first = desk.start()
        desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
        desk.perform()
        no = {"result": "not_now", "reason": TYPED}
        desk.decide(first, "advocacy", "5715/district_chief", "2022-06-02", no)
        with pytest.raises(Refusal):
            desk.decide(first, "advocacy", "5715/district_chief", "2022-06-02", no)
        Terminal(sqlite_url)("stop", str(first), "--reason", TYPED, "--recorded-by", TYPED)
    lines = [one.getMessage() for one in caplog.records]
    decisions = [one for one in lines if one.startswith("decision ")]
    assert [one.rpartition("gate=")[2] for one in decisions] == ["earlier_order", "advocacy"]
    assert f"instance={first} how=done" in next(one for one in lines if one.startswith("effect "))
    refused = next(one for one in lines if one.startswith("attempt "))
    assert refused == f'attempt actor=unknown target="stop {first}" code=unknown_person'
    assert TYPED not in caplog.text


def test_signing_in_is_a_line_and_a_wrong_password_another_with_neither_name_nor_word(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    desk = a_desk(sqlite_url)
    with caplog.at_level(logging.INFO, "prasan"):
        an_admin(desk)
        guest = visitor(desk)
        guest.get("/sign-in")
        guest.post("/sign-in", {"person": TYPED, "password": PHRASE})
        guest.post("/sign-in", {"person": "admin", "password": PHRASE})
    lines = [one.getMessage() for one in caplog.records]
    assert lines == [
        "sign-in person=admin by=link",
        'attempt actor=unknown target="desk /sign-in" code=sign_in_refused',
        "sign-in person=admin by=password",
    ]


def test_an_error_is_told_by_its_kind_and_places_never_by_its_message() -> None:
    try:
        int(TYPED)
    except ValueError as error:
        told = record_of("defect %s", Ids(route="/gates"), error=error)
    for line in (LineFormatter().format(told), JsonFormatter().format(told)):
        assert "ValueError" in line
        assert Path(__file__).name in line
        assert TYPED not in line


def test_a_line_of_json_holds_the_fields_and_no_value_breaks_a_line() -> None:
    told = record_of("attempt %s", Ids(actor=None, target="a b\nERROR forged", code="x"))
    assert "\n" not in LineFormatter().format(told)
    made = json.loads(JsonFormatter().format(told))
    assert (made["event"], made["target"], made["code"]) == ("attempt", "a b\nERROR forged", "x")
    assert "actor" not in made


@pytest.fixture
def in_json(monkeypatch: pytest.MonkeyPatch) -> list[logging.Logger]:
    """The settings ask for JSON; the loggers are as before once the test is over."""
    monkeypatch.setenv("PRASAN_LOG_LEVEL", "info")
    monkeypatch.setenv("PRASAN_LOG_FORMAT", "json")
    ours = [logging.getLogger(name) for name in ("prasan", "uvicorn", "uvicorn.access")]
    for one in ours:
        monkeypatch.setattr(one, "handlers", [*one.handlers])
        monkeypatch.setattr(one, "propagate", one.propagate)
        monkeypatch.setattr(one, "level", one.level)
    return ours


def test_a_command_logs_where_the_setting_asks_for_it(
    sqlite_url: str, in_json: list[logging.Logger]
) -> None:
    refused = Terminal(sqlite_url)("stop", "999", "--reason", TYPED, "--recorded-by", "admin")
    first, *_ = refused.err.splitlines()
    assert json.loads(first)["code"] == "unknown_instance"
    assert sys.stderr not in [handler.stream for handler in in_json[0].handlers]  # type: ignore[attr-defined]


@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_a_desk_of_its_own_logs_as_the_settings_ask(
    made_registry_url: str,
    in_json: list[logging.Logger],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PRASAN_REGISTRY", made_registry_url)
    own_desk()
    in_json[0].info("sign-in %s", Ids(person="admin"))
    assert json.loads(capsys.readouterr().err)["person"] == "admin"


@pytest.mark.parametrize("process", ["of a worker", "of up"])
def test_a_run_logs_in_the_process_that_a_worker_starts_for_it_and_leaves_the_log_of_up_alone(
    process: str, sqlite_url: str, in_json: list[logging.Logger],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from flows.runtime.task_runs import office_at  # noqa: PLC0415 — imports Prefect

    if process == "of a worker":
        monkeypatch.setenv("PREFECT__FLOW_RUN_ID", "a run")
    office_at.cache_clear()
    office_at(sqlite_url).registry.dispose()
    office_at.cache_clear()
    in_json[0].info("effect %s", Ids(instance=12))
    assert ('"instance": 12' in capsys.readouterr().err) == (process == "of a worker")
