"""Whatever the database or the disk does, a page says one sentence and carries its headers."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.web.frame import unsent_forms
from desk.web.frame.app import AWAY
from desk.web.frame.security import HEADERS
from flows.verification import verify_all
from registry.records.drafts import DraftKey
from registry.refusals import RegistryNotWritable
from registry.store import Registry
from tests.builders import Desk
from tests.desk.web.at_gates import CHIEF, decisions, desk_at, fill, place
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.faults import full_disk, without_pages

AGREED = {"result": "agreed"}
A_WHILE = timedelta(minutes=5)


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return desk_at(sqlite_url, "advocacy")[0]


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    return visitor(desk, "coord")


def later(desk: Desk) -> None:
    """Long enough for a sign-in to be written as still there."""
    desk.clock.at += A_WHILE


def with_all_headers(page: Page) -> None:
    told = page.response.headers
    assert {name: told.get(name) for name in HEADERS} == HEADERS
    assert told["cache-control"] == "no-store"
    assert told["content-type"] == "text/html; charset=utf-8"


def test_on_a_full_disk_pages_are_read_as_before(desk: Desk, coord: Visitor) -> None:
    later(desk)
    with full_disk():
        for path in ("/", "/board", "/instances/1", place(1, "advocacy#1")):
            page = coord.get(path)
            assert page.status == 200
            with_all_headers(page)


def test_on_a_full_disk_a_form_says_so_and_keeps_what_was_typed(desk: Desk, coord: Visitor) -> None:
    later(desk)
    answer = {**AGREED, "met": "ปลัดอาวุโส"}
    with full_disk():
        page = fill(coord, 1, "advocacy#1", CHIEF, "2/6/2565", answer)
    assert page.status == 422
    with_all_headers(page)
    assert "บันทึกลงทะเบียนไม่ได้" in page.problems[0]
    assert page.value("met") == "ปลัดอาวุโส"
    assert decisions(desk, 1) == 1
    assert fill(coord, 1, "advocacy#1", CHIEF, "2/6/2565", answer).status == 200
    assert decisions(desk, 1) == 2


def test_a_decision_whose_draft_cannot_be_erased_any_more_is_told_as_recorded(
    desk: Desk, coord: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_registry: Registry, _key: DraftKey) -> None:
        raise RegistryNotWritable(reason="disk I/O error")

    fill(coord, 1, "advocacy#1", CHIEF, "", AGREED)
    monkeypatch.setattr(unsent_forms, "drop_draft", full)
    page = fill(coord, 1, "advocacy#1", CHIEF, "2/6/2565", AGREED)
    assert (page.status, page.path) == (200, "/instances/1")
    assert decisions(desk, 1) == 2


PLACES = pytest.mark.parametrize("path", ["/", "/instances/1", "/no/such/page", "/sign-in"])


@PLACES
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_damaged_registry_is_said_on_every_page(
    desk: Desk, coord: Visitor, tmp_path: Path, path: str, language: str
) -> None:
    desk.office.registry.dispose()
    without_pages(tmp_path / "registry.db")
    page = coord.get(path, language)
    if page.status != 200:  # the page of signing in asks the registry nothing
        assert page.status == AWAY
        assert {"th": "ทะเบียนชำรุด", "en": "The registry is damaged"}[language] in page.problems[0]
    else:
        assert path == "/sign-in"
    with_all_headers(page)


@PLACES
def test_a_registry_that_was_exchanged_is_said_on_every_page(
    desk: Desk, coord: Visitor, tmp_path: Path, path: str
) -> None:
    for file in tmp_path.glob("registry.db*"):
        file.rename(file.with_name(f"old-{file.name}"))
    page = coord.get(path)
    assert page.status == AWAY or path == "/sign-in"
    with_all_headers(page)


def test_a_decision_for_a_registry_that_was_exchanged_is_not_acknowledged(
    desk: Desk, coord: Visitor, tmp_path: Path
) -> None:
    coord.get(place(1, "advocacy#1"))
    data = {"by": CHIEF, "decided_on": "2/6/2565", "step": "send", **AGREED}
    for file in tmp_path.glob("registry.db*"):
        file.rename(file.with_name(f"old-{file.name}"))
    page = coord.post(place(1, "advocacy#1"), data)
    assert page.status == AWAY
    assert "ยังไม่ได้บันทึก" in page.problems[0]


@pytest.mark.slow
def test_on_a_disk_that_fills_up_at_twenty_moments_nothing_is_bare_and_nothing_is_lost(
    desk: Desk, tmp_path: Path
) -> None:
    log = tmp_path / "registry.db-wal"
    app = visitor(desk, "coord")
    chief = 0
    for moment in range(20):
        later(desk)
        room = log.stat().st_size + moment * 8192
        answer = {"result": "more_information", "questions": f"ครั้งที่ {moment}"}
        before = decisions(desk, 1)
        gate = desk.waits_at(1)[0]
        with full_disk(room):
            pages = [app.get("/"), app.get("/instances/1")]
            pages.append(fill(app, 1, gate, CHIEF, "2/6/2565", answer))
        for page in pages:
            assert page.status in (200, 422, AWAY)
            with_all_headers(page)
        taken = decisions(desk, 1) - before
        assert taken == (pages[-1].status == 200)
        chief += taken
    assert 0 < chief < 20
    assert decisions(desk, 1) == 1 + chief
    assert verify_all(desk.office) == ()
