"""A form that is sent twice, by a second click or once more later, is recorded once and says so."""

from sqlalchemy import func, select

from flows.engine.read_marks import mark_of
from registry.models import Audit, FigureMapping, table_of
from registry.queries.settings import own_settings
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import Page, visitor
from tests.registry.records.at_publications import (
    MAE_SAI,
    few_told,
    how_many_published,
    report,
)
from tests.registry.records.test_figures import adopted

SAME = "ตรงกับที่บันทึกไว้"
SETTING, MANUAL = "/province/57/setting", "/province/57/manual"
REPLY_DAYS = {"item": "setting:representative.reply_days", "do": "set", "value": "21",
              "since": "1/6/2565"}  # fmt: skip
VERIFIED = {"item": REPLY_DAYS["item"], "do": "confirm", "against": "หนังสือจังหวัด",
            "read": str(mark_of(21))}  # fmt: skip
LAW = {"item": "law:moi_order_768_2556", "do": "confirm", "against": "สำเนาคำสั่ง"}
TAUGHT = {"manual": "operations_manual", "version": "2565", "since": "1/6/2565"}
TARGETS = {"year": "2565", "target.community_plans": "100", "target.seats_filled": "90"}


def links(desk: Desk) -> int:
    """How much the chains tell."""
    with desk.office.registry.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table_of(Audit))) or 0


def sent(desk: Desk, place: str, form: dict[str, str]) -> tuple[Page, int]:
    """The page after the form, and what the chains were told by it."""
    before, who = links(desk), visitor(desk, "coord")
    page = who.post(place, form)
    return page, links(desk) - before


def test_settings_laws_manuals_and_targets_are_recorded_once(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    targets = f"/districts/{MAE_FAH_LUANG}/targets"
    forms = ((SETTING, REPLY_DAYS), (SETTING, VERIFIED), (SETTING, LAW), (MANUAL, TAUGHT),
             (targets, TARGETS))  # fmt: skip
    for place, form in forms:
        page, told = sent(desk, place, form)
        assert (page.status, told, SAME in page.main) == (200, 1, False), form
    for place, form in forms:
        page, told = sent(desk, place, form)
        assert (page.status, told, SAME in page.main) == (200, 0, True), form


def test_a_value_that_is_set_again_stays_verified_and_another_paper_is_told_of(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    for form in (REPLY_DAYS, VERIFIED, REPLY_DAYS | {"since": "2/6/2565"}):
        sent(desk, SETTING, form)
    with desk.office.registry.reading() as connection:
        (own,) = own_settings(connection, "57", desk.office.registry.today)
    assert own.verified_by is not None
    assert str(own.start) == "2022-06-01"
    assert sent(desk, SETTING, VERIFIED | {"against": "หนังสือกรม"})[1] == 1
    assert sent(desk, SETTING, REPLY_DAYS | {"since": "1/5/2565"})[1] == 1  # from an earlier day


def test_the_command_line_says_that_it_stands_and_records_the_one_target_that_is_new(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    prasan = Terminal(str(desk.office.registry.url))
    by = ("--recorded-by", "coord", "--lang", "th")
    target = ("figures", "target", MAE_FAH_LUANG, "community_plans", "100", "--year", "2565", *by)
    setting = ("settings", "set", "representative.reply_days", "7", "--area", "57",
               "--from", "2022-01-01", *by)  # fmt: skip
    verify = ("settings", "verify", "representative.reply_days", "--area", "57", *by)
    law = ("settings", "verify-legal", "moi_order_768_2556", "--area", "57", *by)
    manual = ("event", "manual_version", "--area", "57", "--key", "operations_manual",
              "--version", "2565", *by)  # fmt: skip
    for line in (target, setting, verify, law, manual):
        assert SAME not in prasan(*line).out
        before, again = links(desk), prasan(*line)
        assert (again.code, SAME in again.out, links(desk)) == (0, True, before), again


def test_an_old_figure_is_said_once_to_be_of_an_indicator(sqlite_url: str) -> None:
    desk = few_told(sqlite_url)
    adopted(desk)
    form = {"district": MAE_FAH_LUANG, "name": "ผู้เข้าอบรม (คน)",
            "indicator": "persons_trained/", "qualifier": "at_least"}  # fmt: skip
    assert sent(desk, "/figures/old", form)[1] == 1
    with desk.office.registry.reading() as connection:
        rows = connection.execute(select(table_of(FigureMapping))).all()
    assert sent(desk, "/figures/old", form)[1] == 0
    with desk.office.registry.reading() as connection:
        assert connection.execute(select(table_of(FigureMapping))).all() == rows


def test_a_table_leaves_the_house_once_with_the_same_numbers_and_anew_with_others(
    sqlite_url: str,
) -> None:
    desk = few_told(sqlite_url)
    form = {"table": "assistance", "area": MAE_SAI, "year": "2565", "audience": "shared",
            "quarter": "", "kind": "xlsx"}  # fmt: skip
    files = [sent(desk, "/publish", form)[0].response for _ in range(2)]
    assert {one.headers["content-disposition"] for one in files} == {
        files[0].headers["content-disposition"]
    }
    assert how_many_published(desk) == 1
    look = f"/publish?table=assistance&area={MAE_SAI}&year=2565&audience=shared"
    assert "ไม่บันทึกการเผยแพร่ซ้ำ" in visitor(desk, "coord").get(look, "th").main
    sent(desk, "/publish", form | {"audience": "public"})
    assert how_many_published(desk) == 2
    desk.on("2022-10-11")
    report(desk, MAE_SAI, 4, 0, 0, 0)  # hidden as before, and known to whom it concerns
    sent(desk, "/publish", form)
    assert how_many_published(desk) == 3


def test_a_link_that_lets_somebody_in_is_ended_by_another_once_it_is_known_to_work(
    sqlite_url: str,
) -> None:
    admin, place = visitor(a_desk(sqlite_url), "admin"), "/people/coord2/invitation"
    link = "/invitation#"
    assert link in admin.post(place).response.text
    asked = admin.post(place)
    assert "ลิงก์ที่ยังใช้ได้อยู่ เลขที่ 1" in asked.main
    assert link not in asked.response.text
    assert link in admin.post(place, {"instead_of": asked.value("instead_of")}).response.text
