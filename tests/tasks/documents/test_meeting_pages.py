from pathlib import Path

import pytest

from tasks.documents.pdf import to_pdf
from tests.tasks.documents.meeting_samples import SAMPLES, rendered
from tests.tasks.documents.printed_pages import lines_of


@pytest.fixture(scope="module")
def printed_pages(fonts: Path) -> dict[str, list[str]]:
    made = [rendered(make(), kind) for kind, make in SAMPLES.items()]
    pdfs = to_pdf(made, timeout=120, fonts=fonts)
    return {kind: lines_of(pdf) for kind, pdf in zip(SAMPLES, pdfs, strict=True)}


# The letter is a page, and the return form that it encloses is one of its own.
@pytest.mark.office
def test_papers_have_as_many_pages_as_they_were_laid_out_for(
    printed_pages: dict[str, list[str]],
) -> None:
    assert {kind: len(pages) for kind, pages in printed_pages.items()} == {
        "invitation": 2, "agenda": 1, "sign_in_sheet": 2, "duties_acknowledgement": 3,
        "minutes": 2, "minutes_extract": 1,
    }  # fmt: skip


@pytest.mark.office
def test_the_second_page_of_an_invitation_is_the_return_form_and_nothing_of_the_letter(
    printed_pages: dict[str, list[str]],
) -> None:
    letter, form = printed_pages["invitation"]
    assert "ขอแสดงความนับถือ" in letter
    assert "แบบตอบรับการเข้าร่วมประชุม" not in letter
    assert form.split()[:2] == ["ร่าง", "แบบตอบรับการเข้าร่วมประชุม"]
