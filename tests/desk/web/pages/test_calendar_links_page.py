"""Calendar links: shown once, kept as a digest, of a district or of a person, revoked."""

import re
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from registry.models import Attempt, CalendarLink, table_of
from registry.records.accounts import close_account
from registry.records.bearers import LASTS, MOST
from registry.records.calendar_links import (
    NoSuchCalendarLink,
    TooManyCalendarLinks,
    make_calendar_link,
    revoke_calendar_link,
)
from registry.records.rights import MayNot
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import Visitor, visitor


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_inception_meeting()
    return desk


def link_made(who: Visitor, which: str = MAE_FAH_LUANG) -> str:
    page = who.post("/me/calendars", {"which": which})
    found = re.search(r"/calendars/[\w-]{40,}", page.response.text)
    assert found
    return found[0]


def titles(content: bytes) -> list[str]:
    read = Calendar.from_ical(content)
    return [str(one["summary"]) for one in read.walk("VEVENT")]


def test_whoever_has_the_link_reads_the_districts_calendar_without_a_password(desk: Desk) -> None:
    place = link_made(visitor(desk, "coord"))
    answer = visitor(desk).get(place).response
    assert answer.headers["content-type"].startswith("text/calendar")
    assert any("ประชุม" in one for one in titles(answer.content))
    assert b"BEGIN:VALARM" in answer.content


def test_a_link_of_ones_own_holds_what_waits_for_that_person(desk: Desk) -> None:
    place = link_made(visitor(desk, "5715.deputy"), "own")
    assert visitor(desk).get(place).status == 200


def test_the_address_is_shown_once_and_only_its_digest_is_kept(desk: Desk) -> None:
    who = visitor(desk, "coord")
    token = link_made(who).rpartition("/")[2]
    assert token not in who.get("/me/calendars").response.text
    with desk.office.registry.reading() as connection:
        (kept,) = connection.execute(select(table_of(CalendarLink))).all()
        assert kept.token_sha256 != token
        assert len(kept.token_sha256) == 64


def test_each_use_is_counted_and_an_unknown_link_too(desk: Desk) -> None:
    place = link_made(visitor(desk, "coord"))
    for one in (place, place, "/calendars/no-such-link"):
        visitor(desk).get(one)
    with desk.office.registry.reading() as connection:
        query = select(Attempt.actor, Attempt.target, Attempt.code).order_by(Attempt.id)
        told = [tuple(row) for row in connection.execute(query)]
    assert told[-3:] == [
        ("coord", "calendar/1", "download"), ("coord", "calendar/1", "download"),
        ("unknown", "desk /calendars", "calendar_link"),
    ]  # fmt: skip


def test_a_revoked_link_answers_nobody(desk: Desk) -> None:
    who = visitor(desk, "coord")
    place = link_made(who)
    who.post("/me/calendars/revoke", {"link": "1"})
    assert visitor(desk).get(place).status == 404
    with pytest.raises(NoSuchCalendarLink):
        revoke_calendar_link(desk.office.registry, 1, recorded_by="coord")


def test_a_link_ends_with_the_account_as_if_it_had_never_been(desk: Desk) -> None:
    who = visitor(desk, "coord")
    places = [link_made(who), link_made(who, "own")]
    assert [visitor(desk).get(one).status for one in places] == [200, 200]
    close_account(desk.office.registry, "coord", recorded_by="admin")
    unknown = visitor(desk).get("/calendars/no-such-link")
    for place in places:
        answer = visitor(desk).get(place)
        assert (answer.status, answer.main) == (404, unknown.main)


def test_a_link_that_is_being_answered_gives_nothing_once_its_account_is_closed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = link_made(visitor(desk, "coord"))
    real = Calendar.to_ical

    def meanwhile(self: Calendar, *told: bool) -> bytes:
        close_account(desk.office.registry, "coord", recorded_by="admin")
        return bytes(real(self, *told))

    monkeypatch.setattr(Calendar, "to_ical", meanwhile)
    assert visitor(desk).get(place).status == 404
    with desk.office.registry.reading() as connection:
        codes = list(connection.scalars(select(Attempt.code).order_by(Attempt.id)))
    assert "download" not in codes


def test_a_link_ends_with_its_time_and_with_the_right_to_read(desk: Desk) -> None:
    place = link_made(visitor(desk, "coord"))
    registry = desk.office.registry
    with pytest.raises(MayNot):
        make_calendar_link(registry, "8410", "th", recorded_by="coord")
    desk.on(registry.today + LASTS + timedelta(days=1))
    assert visitor(desk).get(place).status == 404


def test_nobody_revokes_the_link_of_another_and_nobody_has_many(desk: Desk) -> None:
    registry = desk.office.registry
    for last in range(MOST):
        make_calendar_link(registry, None, "th", recorded_by="coord", beside=last)
    with pytest.raises(NoSuchCalendarLink):
        revoke_calendar_link(registry, MOST, recorded_by="coord2")
    with pytest.raises(TooManyCalendarLinks):
        make_calendar_link(registry, None, "th", recorded_by="coord")


def test_a_form_that_is_sent_twice_makes_one_link_and_another_once_the_first_is_known(
    desk: Desk,
) -> None:
    who = visitor(desk, "coord")
    first = link_made(who)
    asked = who.post("/me/calendars", {"which": MAE_FAH_LUANG})
    assert "เลขที่ 1" in asked.beside("which")
    assert "/calendars/" not in asked.main
    known = {"which": MAE_FAH_LUANG, "beside": asked.value("beside")}
    assert "/calendars/" in who.post("/me/calendars", known).main
    assert "เลขที่ 2" in who.post("/me/calendars", known).beside("which")
    assert visitor(desk).get(first).status == 200
    assert link_made(who, which="own")  # that is another calendar


def test_the_command_line_makes_lists_and_revokes(desk: Desk) -> None:
    terminal, by = Terminal(str(desk.office.registry.url)), ("--recorded-by", "coord")
    made = terminal("calendar-link", "make", "--district", MAE_FAH_LUANG, *by, "--json").json
    token = made["link"].rpartition("/")[2]
    assert visitor(desk).get(f"/calendars/{token}").status == 200
    again = ("calendar-link", "make", "--district", MAE_FAH_LUANG, *by)
    assert terminal.refused(*again) == ("works_already", "--beside")
    assert terminal(*again, "--beside", "1").code == 0
    assert terminal("calendar-link", "list", *by, "--json").json["links"][-1]["id"] == 1
    assert terminal("calendar-link", "revoke", "1", *by).code == 0
    assert terminal.refused("calendar-link", "revoke", "1", *by)[0] == "no_such_calendar_link"


def test_only_ones_own_districts_are_listed_and_any_other_is_found_by_its_name(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = who.get("/me/calendars", "en")
    assert "Mae Sai" in page.main
    assert "Phanom" not in page.main
    who.post("/me/calendars", {"which": "own", "other_district": "แม่สาย"})
    with desk.office.registry.reading() as connection:
        assert "5709" in connection.scalars(select(CalendarLink.district_code)).all()
    for other, said in (("Atlantis", "Atlantis"), ("Phanom", "not yours to read")):
        wrong = who.post("/me/calendars", {"which": "own", "other_district": other})
        assert said in wrong.beside("other_district")
        assert wrong.value("other_district") == other
