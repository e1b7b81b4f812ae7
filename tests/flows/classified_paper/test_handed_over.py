"""The register of classified papers passes with the office, and its papers are found by number."""

from datetime import date

import pytest

from desk.views.search import look_for
from flows.classified_paper.register import with_number
from registry.rules.papers.package import ClassifiedEntry
from registry.rules.partial_dates import WrittenDate
from tasks.documents.docx_text import paragraphs
from tasks.documents.rendering import draft_paper
from tasks.documents.template import load_template
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.classified_paper.at_registers import LETTER, registered
from tests.flows.handover.at_packages import desk, package

__all__ = ["desk"]


def test_the_annex_lists_number_date_and_keeper_of_a_classified_paper_and_nothing_else_of_it(
    desk: Desk,
) -> None:
    registered(desk)
    annex = package(desk, "2022-07-21").annex
    assert annex.classified == (
        ClassifiedEntry(
            level_th="ลับมาก", level_en="Secret", number=LETTER["number"],
            dated=WrittenDate.of(date(2022, 7, 5)),
            keeper=f"{LETTER['keeper']} ({LETTER['kept_at']})",
        ),
    )  # fmt: skip
    text = "\n".join(paragraphs(draft_paper(load_template("handover_annex"), annex).content))
    assert f"ลับมาก ที่ {LETTER['number']}" in text
    assert LETTER["keeper"] in text
    assert LETTER["subject"] not in text
    assert package(desk, "2022-07-04").annex.classified == ()


@pytest.mark.parametrize("typed", ["ชร 0018/ล 12", "0018/ล12", "๐๐๑๘"])
def test_a_classified_paper_is_found_by_its_number_in_any_digits(desk: Desk, typed: str) -> None:
    number = registered(desk).instance
    with desk.office.registry.reading() as connection:
        today = desk.office.registry.today
        found = look_for(connection, {MAE_FAH_LUANG}, typed, today, "th")
        assert [one.registered for one in found.classified] == [number]
        assert with_number(connection, {"5703"}, typed, today) == []


def test_page_and_command_say_what_was_found_and_offer_no_file(desk: Desk) -> None:
    number = registered(desk).instance
    page = visitor(desk, "coord").get("/search?q=0018/ล", "th")
    assert LETTER["keeper"] in page.main
    assert {one for one in page.links() if str(number) in one} == {f"/instances/{number}"}
    assert LETTER["keeper"] in Terminal(str(desk.office.registry.url))("search", "0018/ล").out
