import io

import openpyxl
import pytest
from sqlalchemy import select

from config.audiences import Audience
from registry.models import Attempt
from registry.records.publishing import asked_for, publish_table
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.registry.records.at_publications import MAE_SAI, few_told, how_many_published, report
from tests.registry.records.test_figures import adopted

LOOK = f"/publish?table=assistance&area={MAE_SAI}&year=2565&audience=shared"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return few_told(sqlite_url)


def test_what_is_hidden_is_shown_beforehand_with_its_reason(desk: Desk) -> None:
    page = visitor(desk, "coord").get(LOOK, "en")
    assert "the count is small" in page.main
    assert "Hidden to protect victims" in page.main
    assert how_many_published(desk) == 0


def test_a_table_is_taken_out_as_a_workbook_and_logged(desk: Desk) -> None:
    who = visitor(desk, "coord")
    typed = {"table": "assistance", "area": MAE_SAI, "year": "2565", "audience": "shared",
             "quarter": "", "kind": "xlsx"}  # fmt: skip
    answer = who.post("/publish", typed)
    book = openpyxl.load_workbook(io.BytesIO(answer.response.content))
    assert "*" in {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert how_many_published(desk) == 1
    with desk.office.registry.reading() as connection:
        codes = connection.scalars(select(Attempt.code)).all()
    assert "export" in codes
    again = who.get("/publish", "en")
    assert "Reports, referrals and assistance" in again.main


def test_with_which_tables_it_would_tell_and_what_to_publish_instead_is_said(desk: Desk) -> None:
    report(desk, MAE_SAI, 10, 10, 10, 2)
    report(desk, MAE_FAH_LUANG, 20, 10, 5, 9)
    for quarter in (1, 2, 3):
        asked = asked_for("assistance", MAE_SAI, 2565, quarter, Audience.SHARED)
        publish_table(desk.office.registry, asked, recorded_by="coord")
    who = visitor(desk, "coord")
    refused = who.get(LOOK, "en")
    assert "quarter 3 of fiscal year 2565" in refused.main
    assert "This table can be published instead" in refused.main
    instead = who.get(LOOK.replace(MAE_SAI, "57"), "en")
    assert "Together with what was published before" in instead.main
    assert "No coarser table" in instead.main
    assert how_many_published(desk) == 3


def test_an_open_period_is_refused_beside_its_field(desk: Desk) -> None:
    page = visitor(desk, "coord").get(LOOK.replace("2565", "2566"), "en")
    assert "its figures can be given from the day after" in page.main
    assert page.tree.cssselect(".problems h2")[0].text_content() == "This cannot be published yet"


def test_another_provinces_figures_are_not_there(desk: Desk) -> None:
    assert visitor(desk, "coord").get(LOOK.replace(MAE_SAI, "8417")).status == 404


def test_an_old_figure_is_settled_on_its_page(desk: Desk) -> None:
    adopted(desk)
    who = visitor(desk, "coord")
    assert "ผู้เข้าอบรม (คน)" in who.get("/figures/old", "th").main
    typed = {"district": MAE_FAH_LUANG, "name": "ผู้เข้าอบรม (คน)", "indicator": "persons_trained/",
             "qualifier": "at_least"}  # fmt: skip
    who.post("/figures/old", typed)
    assert "ผู้เข้าอบรม (คน)" not in who.get("/figures/old", "th").main


def test_an_old_figure_without_an_indicator_is_refused(desk: Desk) -> None:
    adopted(desk)
    typed = {"district": MAE_FAH_LUANG, "name": "ผู้เข้าอบรม (คน)", "indicator": ""}
    answer = visitor(desk, "coord").post("/figures/old", typed)
    assert "there is no indicator" in answer.main or "ไม่มีตัวชี้วัด" in answer.main
