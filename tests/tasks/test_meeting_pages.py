import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tasks.pdf import to_pdf
from tests.tasks.meeting_samples import SAMPLES, crowds, rendered


def pages_of(pdf: bytes) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler's pdftotext is missing: the words of the PDF were not read")
    command = ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return text.removesuffix("\f").split("\f")


@pytest.fixture(scope="module")
def printed_pages(fonts: Path) -> dict[str, list[str]]:
    papers = {kind: (kind, make()) for kind, make in SAMPLES.items()}
    papers |= {f"crowd {kind}": (kind, facts) for kind, facts in crowds().items()}
    made = [rendered(facts, kind) for kind, facts in papers.values()]
    pdfs = to_pdf(made, timeout=120, fonts=fonts)
    return {name: pages_of(pdf) for name, pdf in zip(papers, pdfs, strict=True)}


@pytest.mark.office
def test_papers_have_as_many_pages_as_they_were_laid_out_for(
    printed_pages: dict[str, list[str]],
) -> None:
    counts = {name: len(pages) for name, pages in printed_pages.items()}
    assert {name: counts[name] for name in SAMPLES} == {
        "invitation": 1, "agenda": 1, "sign_in_sheet": 2, "duties_acknowledgement": 3,
        "minutes": 2, "minutes_extract": 1,
    }  # fmt: skip
    assert counts["crowd invitation"] == 2


@pytest.mark.office
def test_two_lines_of_body_stand_on_the_page_with_the_signature(
    printed_pages: dict[str, list[str]],
) -> None:
    first_lines = {
        "invitation": "ขอแสดงความนับถือ", "crowd invitation": "ขอแสดงความนับถือ",
        "minutes": "เลิกประชุม", "crowd minutes": "เลิกประชุม", "minutes_extract": "สำเนาถูกต้อง",
    }  # fmt: skip
    for name, words in first_lines.items():
        last = [line.strip() for line in printed_pages[name][-1].splitlines() if line.strip()]
        body = [line for line in last if not re.match(r"-.*-|ร่าง", line)]
        at = next(i for i, line in enumerate(body) if line.startswith(words))
        assert at >= 1 if "minutes" in name else at >= 2, name
        assert any(line.startswith("(") for line in body[at:])


@pytest.mark.office
def test_the_head_of_a_list_is_repeated_on_every_page(
    printed_pages: dict[str, list[str]],
) -> None:
    for page in printed_pages["crowd sign_in_sheet"][1:]:
        assert "ลายมือชื่อ" in page
