import re
from pathlib import Path

from config.documents import document_defaults
from config.words import say
from tasks.documents.template_layout import TWIPS_PER_CM
from tests.docs.test_deploy import commands

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "templates.md").read_text(encoding="utf-8")


def test_every_picture_of_the_guide_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", GUIDE)
    assert len(pictures) >= 4
    assert [one for one in pictures if not (DOCS / one).is_file()] == []


def test_the_guide_says_the_measures_that_are_checked() -> None:
    page, limits = document_defaults().page, document_defaults().template_limits
    left, right, top, bottom = (
        f"{twips / TWIPS_PER_CM:.1f}".removesuffix(".0")
        for twips in (page.left_twips, page.right_twips, page.top_twips, page.bottom_twips)
    )
    assert f"ซ้าย {left} ขวา {right} บน {top} ล่าง {bottom} เซนติเมตร" in GUIDE
    assert page.font in GUIDE
    assert f"larger than {limits.file_bytes // 1_000_000} MB" in GUIDE


def test_the_guide_names_what_is_pressed_as_the_page_does() -> None:
    for key in ("put", "check", "download", "withdraw"):
        for language in ("th", "en"):
            assert f"**{say(f'page.templates.{key}', language)}**" in GUIDE, (key, language)


def test_the_guide_calls_commands_that_there_are() -> None:
    assert set(re.findall(r"`prasan (\w+)", GUIDE)) <= commands()
