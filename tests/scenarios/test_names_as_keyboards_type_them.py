"""A Chief whose name has a whole sara am, a tone over a vowel below, quotes, "&" and "<".

One file has it from Word, another from a PDF: its signs stand in another order or as two.
"""

from urllib.parse import quote

import pytest

from desk.imports.row_loading import load_rows
from flows.verification import verify_all
from registry.queries.people import person
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.visitor import visitor
from tests.flows.plan.planning import papers, text_of

NAME = 'น้ำผึ้ง ปู่ทอง "เล็ก" & <ใหญ่>'
FROM_A_PDF = NAME.replace("น้ำ", "น\u0e4d\u0e49\u0e32").replace("ปู่", "ป\u0e48\u0e39")
FIRST_NAMES = ("น้ำผึ้ง", "น\u0e49\u0e4d\u0e32ผึ้ง", "ป\u0e48\u0e39ทอง")


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    """The Chief comes by a file whose text was copied from a PDF file."""
    desk = a_desk(made_registry_url)
    office = {"office": f"{MAE_FAH_LUANG}/district_chief", "person": "new", "start": "2022-06-01"}
    rows = {
        "people": [{"ref": "new", "title_th": "นาง", "name_th": FROM_A_PDF}],
        "holders": [office],
    }
    load_rows(desk.office, LoadFile.model_validate(rows), recorded_by="admin")
    return desk


@pytest.mark.parametrize(
    "typed", [NAME, FROM_A_PDF, f"นาง{FROM_A_PDF}"], ids=["typed", "from_a_pdf", "with_its_title"]
)
def test_the_name_is_one_persons_however_it_was_typed(desk: Desk, typed: str) -> None:
    assert FROM_A_PDF != NAME
    with desk.office.registry.reading() as connection:
        found = person(connection, typed, field="person")
    assert (found.ref, found.name.th) == ("new", f"นาง{NAME}")


def test_letters_print_it_whole_and_pages_and_search_have_it(desk: Desk) -> None:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    deputy: Json = {"deputy": "deputy_district_chief/1"}
    desk.decide(first, "delegation", "district_chief", "2022-06-02", deputy)
    (record,) = papers(desk, first, "delegation_record")
    assert f"นาง{NAME}" in text_of(desk, record)
    who = visitor(desk, "coord")
    assert f"นาง{NAME}" in who.get(f"/districts/{MAE_FAH_LUANG}").main
    for typed in FIRST_NAMES:
        assert f"นาง{NAME}" in who.get(f"/search?q={quote(typed)}").main
    assert verify_all(desk.office) == ()
