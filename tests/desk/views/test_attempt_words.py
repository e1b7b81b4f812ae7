"""Attempts that were refused, told in words."""

from fastapi.routing import APIRoute

from config.words import LANGUAGES, catalogue, say, written
from desk.views.attempt_words import OTHER, outcome_named, place_named
from desk.web.frame.app import make_app
from tests.builders import MAE_FAH_LUANG, a_desk
from tests.desk.cli.terminal import RECORDING
from tests.desk.web.visitor import visitor


def test_attempts_are_told_in_words(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02")
    chief = visitor(desk, f"{MAE_FAH_LUANG}.chief")
    assert chief.get("/audit").status == 403
    told = visitor(desk, "admin").get("/attempts", "th")
    assert "ไม่มีสิทธิทำรายการ" in told.main
    for raw in ("may_not", "desk GET", "/audit", f"{MAE_FAH_LUANG}.chief"):
        assert raw not in told.main


def test_what_the_command_line_tried_is_told_with_its_account_and_gate(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02")
    registry = desk.office.registry
    registry.note_attempt(actor="", target="backup night.db", code="backup")
    registry.note_attempt(actor="coord", target="decide 3 delegation", code="act_in_future")
    page = visitor(desk, "admin").get("/attempts", "th")
    decided, kept = ([" ".join(one.text_content().split()) for one in row.cssselect("td")]
                     for row in page.tree.xpath("//main//tbody/tr"))  # fmt: skip
    assert say("page.attempts.command_line", "th") in kept[1]
    assert "prasan backup night.db" in kept[2]
    assert registry.account in decided[1]
    assert registry.account in kept[1]
    assert say("page.attempts.at.gate", "th") in decided[2]
    assert f"3: {say('gate.delegation', 'th')}" in decided[2]
    assert page.tree.xpath("//main//td[@title]") == []


def test_every_command_that_may_be_refused_has_a_name_in_the_attempts() -> None:
    assert [one for one in RECORDING if place_named(" ".join(one)).key == OTHER] == []


def test_every_page_that_may_refuse_has_a_name_in_the_attempts(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02")
    asked = [
        one.path
        for one in make_app(desk.office).routes
        if isinstance(one, APIRoute) and "POST" in (one.methods or ())
    ]
    nameless = {one for one in asked if place_named(f"desk {one}").key == OTHER}
    assert nameless == {"/language", "/demo"}  # they change nothing of anybody's work
    said = [written(outcome_named(code), "th") for code in ("answer_unfit", "may_not")]
    assert [one for one in said if "{" in one or "_" in one or not one] == []


def test_every_refusal_is_told_without_what_was_typed_one_that_counts_too() -> None:
    codes = [one.removeprefix("refusal.") for one in catalogue("th") if one.startswith("refusal.")]
    told = {code: outcome_named(code) for code in codes}
    assert all(written(one, language) for one in told.values() for language in LANGUAGES)
    assert "… reasons" in written(told["answer_misfits"], "en")
