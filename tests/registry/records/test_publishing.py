from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from config.audiences import Audience
from config.fixed_tables import TableColumn
from config.indicators import indicators
from desk.cli.main import run
from flows.decisions.refusals import MayNot
from registry.models import Attempt, Cell
from registry.queries.publication_tables import PublicationTable
from registry.queries.publications import publications_made
from registry.records.publishing import asked_for, preview, publish_table
from registry.refusals import Refusal
from registry.rules.attacker import Mark
from registry.verification import verify
from tests.builders import Desk, a_desk
from tests.registry.records.at_publications import MAE_SAI, PROVINCE, YEAR, D, report, report_year

ASSISTED = TableColumn("persons_assisted", "")


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url, "2022-10-10")


def published(
    desk: Desk,
    table: str = "assistance",
    area: str = PROVINCE,
    quarter: int | None = None,
    audience: Audience = Audience.SHARED,
) -> PublicationTable:
    asked = asked_for(table, area, YEAR, quarter, audience)
    return publish_table(desk.office.registry, asked, recorded_by="coord")


def mark_of(made: PublicationTable, area: str, column: TableColumn = ASSISTED) -> Mark:
    return made.numbers[area, column].mark


def test_a_few_victims_are_hidden_and_no_total_tells_of_them(desk: Desk) -> None:
    report(desk, D, 20, 10, 0, 0)
    report(desk, MAE_SAI, 1, 2, 0, 0)
    made = published(desk)
    assert mark_of(made, MAE_SAI) is Mark.SMALL
    shown = {area for area in (D, PROVINCE) if mark_of(made, area) is Mark.SHOWN}
    assert len(shown) == 1
    assert mark_of(made, "5704") is Mark.NOT_REPORTED


def test_what_is_hidden_stands_in_no_cell_of_the_registry(desk: Desk) -> None:
    report(desk, MAE_SAI, 1, 2, 0, 0)
    published(desk, area=MAE_SAI)
    with desk.office.registry.reading() as connection:
        cells = connection.execute(select(Cell.mark, Cell.value)).all()
    assert all((mark == "shown") == (value is not None) for mark, value in cells)
    assert "small" in {mark for mark, _ in cells}
    assert verify(desk.office.registry) == ()


def test_a_quarter_after_the_year_hides_what_the_year_hid(desk: Desk) -> None:
    report(desk, MAE_SAI, 3, 0, 0, 0)
    assert mark_of(published(desk, area=MAE_SAI), MAE_SAI) is Mark.SMALL
    first = published(desk, area=MAE_SAI, quarter=1)
    assert mark_of(first, MAE_SAI) is Mark.SMALL


def test_a_correction_by_a_few_is_not_published(desk: Desk) -> None:
    report(desk, MAE_SAI, 20, 30, 0, 0)
    assert mark_of(published(desk, area=MAE_SAI), MAE_SAI) is Mark.SHOWN
    desk.on("2022-10-20")
    report(desk, MAE_SAI, 18)
    with pytest.raises(Refusal) as told:
        published(desk, area=MAE_SAI)
    assert told.value.code == "table_tells_of_few"
    report(desk, MAE_SAI, 40)
    assert mark_of(published(desk, area=MAE_SAI), MAE_SAI) is Mark.SHOWN  # nothing was hidden


def test_a_quarter_that_was_never_published_is_not_told_by_its_year(desk: Desk) -> None:
    report(desk, MAE_SAI, 10, 10, 10, 2)
    report(desk, D, 20, 10, 5, 9)
    for quarter in (1, 2, 3):
        assert mark_of(published(desk, area=MAE_SAI, quarter=quarter), MAE_SAI) is Mark.SHOWN
    with pytest.raises(Refusal) as refused:
        published(desk, area=MAE_SAI)
    said = refused.value.sentence.en
    for quarter in (1, 2, 3):
        assert f"Mae Sai, quarter {quarter} of fiscal year 2565" in said
    assert "can be published instead" in said
    assert said.endswith("“Reports, referrals and assistance”, Chiang Rai, fiscal year 2565.")
    instead = published(desk)
    assert mark_of(instead, PROVINCE) is Mark.SHOWN
    assert mark_of(instead, MAE_SAI) is not Mark.SHOWN


def test_the_year_is_shown_where_no_quarter_of_a_few_is_left_over(desk: Desk) -> None:
    report(desk, MAE_SAI, 10, 10, 10, 2)
    for quarter in (1, 2):
        published(desk, area=MAE_SAI, quarter=quarter)
    assert mark_of(published(desk, area=MAE_SAI), MAE_SAI) is Mark.SHOWN
    with pytest.raises(Refusal):
        published(desk, area=MAE_SAI, quarter=3)


def test_a_quarter_that_nobody_published_is_not_told_by_a_years_own_figure(desk: Desk) -> None:
    report_year(desk, MAE_SAI, 32)
    assert mark_of(published(desk, area=MAE_SAI), MAE_SAI) is Mark.SHOWN
    report(desk, MAE_SAI, 10, 10, 10)
    for told in (1, 2):
        assert mark_of(published(desk, area=MAE_SAI, quarter=told), MAE_SAI) is Mark.SHOWN
    for hidden in (3, None):
        with pytest.raises(Refusal) as refused:
            published(desk, area=MAE_SAI, quarter=hidden)
        assert "Mae Sai, fiscal year 2565" in refused.value.sentence.en


def test_a_years_own_figure_is_not_told_beside_quarters_that_leave_a_few(desk: Desk) -> None:
    report(desk, MAE_SAI, 10, 10, 10)
    for quarter in (1, 2, 3):
        assert mark_of(published(desk, area=MAE_SAI, quarter=quarter), MAE_SAI) is Mark.SHOWN
    desk.on("2022-10-11")
    report(desk, MAE_SAI, None, None, None)
    report_year(desk, MAE_SAI, 32)
    with pytest.raises(Refusal):
        published(desk, area=MAE_SAI)
    report_year(desk, MAE_SAI, 50)
    assert mark_of(published(desk, area=MAE_SAI), MAE_SAI) is Mark.SHOWN


def test_a_year_that_its_quarters_exceed_by_a_few_is_not_told_beside_them(desk: Desk) -> None:
    report_year(desk, MAE_SAI, 38)
    published(desk, area=MAE_SAI)
    report(desk, MAE_SAI, 10, 10, 10, 10)
    for quarter in (1, 2, 3):
        assert mark_of(published(desk, area=MAE_SAI, quarter=quarter), MAE_SAI) is Mark.SHOWN
    with pytest.raises(Refusal):
        published(desk, area=MAE_SAI, quarter=4)


def test_quarters_that_are_together_the_years_own_figure_are_told(desk: Desk) -> None:
    report_year(desk, MAE_SAI, 40)
    published(desk, area=MAE_SAI)
    report(desk, MAE_SAI, 10, 10, 10, 10)
    for quarter in (1, 2, 3, 4, None):
        assert mark_of(published(desk, area=MAE_SAI, quarter=quarter), MAE_SAI) is Mark.SHOWN


def test_the_public_reads_less_than_offices_do(desk: Desk) -> None:
    report(desk, MAE_SAI, 7, 0, 0, 0)
    assert mark_of(published(desk, area=MAE_SAI), MAE_SAI) is Mark.SHOWN
    made = published(desk, area=MAE_SAI, audience=Audience.PUBLIC)
    assert mark_of(made, MAE_SAI) is Mark.SMALL
    assert made.threshold == indicators().small_counts.public


def test_by_sex_a_few_men_are_not_the_total_less_the_women(desk: Desk) -> None:
    report(desk, MAE_SAI, 23, 0, 0, 0)
    report(desk, MAE_SAI, 20, 0, 0, 0, part="sex.women")
    report(desk, MAE_SAI, 3, 0, 0, 0, part="sex.men")
    report(desk, MAE_SAI, 0, 0, 0, 0, part="sex.not_stated")
    made = published(desk, "assisted_by_sex", MAE_SAI)
    marks = [
        mark_of(made, MAE_SAI, TableColumn("persons_assisted", part))
        for part in ("", "sex.women", "sex.men", "sex.not_stated")
    ]
    assert marks[2] is Mark.SMALL
    assert marks[:2].count(Mark.SHOWN) == 1
    assert marks[3] is Mark.SHOWN


def test_work_of_committees_is_told_as_it_is(desk: Desk) -> None:
    desk.to_order_signed()
    made = published(desk, "committees")
    in_force = TableColumn("order_in_force", "")
    assert made.numbers[PROVINCE, in_force].amount is not None
    assert made.hidden == 0


@pytest.mark.parametrize(
    ("today", "quarter", "code"),
    [("2022-09-30", None, "period_open"), ("2022-09-30", 4, "period_open"),
     ("2022-05-01", 4, "period_future")],
)  # fmt: skip
def test_a_period_that_is_not_over_is_not_published(
    sqlite_url: str, today: str, quarter: int | None, code: str
) -> None:
    desk = a_desk(sqlite_url, today)
    with pytest.raises(Refusal) as told:
        published(desk, quarter=quarter)
    assert told.value.code == code
    with desk.office.registry.reading() as connection:
        assert publications_made(connection, ("TH",)) == []


def test_a_table_of_a_year_has_no_quarter(desk: Desk) -> None:
    with pytest.raises(Refusal) as told:
        published(desk, "assisted_by_sex", quarter=1)
    assert told.value.code == "table_of_year_alone"


def test_looking_first_publishes_nothing_and_is_logged(desk: Desk) -> None:
    report(desk, MAE_SAI, 3, 0, 0, 0)
    asked = asked_for("assistance", MAE_SAI, YEAR, None, Audience.SHARED)
    seen = preview(desk.office.registry, asked, recorded_by="coord")
    assert mark_of(seen, MAE_SAI) is Mark.SMALL
    with desk.office.registry.reading() as connection:
        assert publications_made(connection, ("TH",)) == []
        codes = connection.scalars(select(Attempt.code)).all()
    assert codes[-1] == "looked"


def test_only_who_works_on_the_area_publishes(desk: Desk) -> None:
    asked = asked_for("assistance", "8417", YEAR, None, Audience.SHARED)
    with pytest.raises(MayNot):
        publish_table(desk.office.registry, asked, recorded_by="coord")


def test_the_command_writes_the_table_once_and_over_nothing(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report(desk, MAE_SAI, 3, 0, 0, 0)
    report(desk, D, 40, 0, 0, 0)
    file = tmp_path / "assistance.xlsx"
    url = str(desk.office.registry.url)
    line = ["publish", "assistance", "--province", "57", "--year", "๒๕๖๕", "--out", str(file),
            "--recorded-by", "coord", "--registry", url, "--lang", "th"]  # fmt: skip
    assert run(line) == 0
    said = capsys.readouterr().out
    assert "ปกปิด" in said
    page = openpyxl.load_workbook(file).active
    assert page is not None
    texts = [[cell.value for cell in row] for row in page.iter_rows()]
    rows = {row[0]: row for row in texts if row and row[0]}
    assert rows["แม่สาย"][3] == "*"
    assert 3 not in rows["แม่สาย"]
    assert run(line) == 2
    assert "assistance.xlsx" in capsys.readouterr().err
