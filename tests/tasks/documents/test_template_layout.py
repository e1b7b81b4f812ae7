import pytest

from config.words import Language
from registry.refusals import Refusal
from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.template import Template, check_template
from tasks.documents.template_layout import (
    TemplateFont,
    TemplateHalfSet,
    TemplateMargin,
    TemplateNoCsFont,
    TemplateNoThai,
    TemplateSheet,
    TemplateSize,
)

DOCUMENT, STYLES, HEADER = "word/document.xml", "word/styles.xml", "word/header2.xml"
SHEET, MARGINS = (
    'w:w="11906" w:h="16838"',
    'w:top="1418" w:right="1134" w:bottom="1134" w:left="1701"',
)
FONTS = (
    '<w:rFonts w:ascii="TH SarabunPSK" w:hAnsi="TH SarabunPSK" w:eastAsia="TH SarabunPSK"'
    ' w:cs="TH SarabunPSK"/>'
)
IN_DEFAULTS = f"<w:docDefaults><w:rPrDefault><w:rPr>{FONTS}"


def changed(template: Template, old: str, new: str, part: str = DOCUMENT) -> bytes:
    parts = read_parts(template.data)
    text = parts[part].decode()
    assert old in text
    return write_parts({**parts, part: text.replace(old, new, 1).encode()})


def problems_of(template: Template, data: bytes, language: Language = "th") -> list[Refusal]:
    return check_template(data, template.sheet.names, template.sheet.required, language)


def after_the_subject(run: str) -> str:
    return f"{{{{ subject_th }}}}</w:t></w:r><w:r>{run}</w:r><w:r><w:t>"


def with_run(template: Template, run: str) -> bytes:
    return changed(template, "{{ subject_th }}", after_the_subject(run))


@pytest.mark.parametrize("sheet", ['w:w="12240" w:h="15840"', 'w:w="11906"', ""])
def test_another_sheet_than_a4_is_told_with_its_measures(template: Template, sheet: str) -> None:
    (problem,) = problems_of(template, changed(template, SHEET, sheet))
    assert isinstance(problem, TemplateSheet)
    assert "A4" in problem.sentence.th
    if "12240" in sheet:
        assert problem.values["width"] == "21.6"


def test_a4_laid_across_is_a4(template: Template) -> None:
    across = changed(template, SHEET, 'w:w="16838" w:h="11906" w:orient="landscape"')
    assert problems_of(template, across) == []


@pytest.mark.parametrize(
    ("old", "new", "side", "found"),
    [
        ('w:left="1701"', 'w:left="1440"', "template.side.left", "2.5"),
        ('w:right="1134"', 'w:right="1701"', "template.side.right", "3.0"),
        ('w:top="1418"', 'w:top="567"', "template.side.top", "1.0"),
        ('w:bottom="1134"', "", "template.side.bottom", "0.0"),
    ],
)
def test_a_wrong_margin_is_told_by_its_side_in_centimetres(
    template: Template, old: str, new: str, side: str, found: str
) -> None:
    margins = MARGINS.replace(old, new)
    (problem,) = problems_of(template, changed(template, MARGINS, margins))
    assert isinstance(problem, TemplateMargin)
    assert getattr(problem.values["side"], "key", "") == side
    assert problem.values["found"] == found


def test_a_margin_that_word_has_rounded_is_right(template: Template) -> None:
    assert problems_of(template, changed(template, 'w:top="1418"', 'w:top="1440"')) == []


@pytest.mark.parametrize("fonts", [FONTS.replace(' w:cs="TH SarabunPSK"', ""), ""])
def test_styles_without_a_font_for_thai_are_refused(template: Template, fonts: str) -> None:
    data = changed(template, IN_DEFAULTS, IN_DEFAULTS.replace(FONTS, fonts), STYLES)
    (problem,) = problems_of(template, data)
    assert isinstance(problem, TemplateNoCsFont)
    assert "TH SarabunPSK" in problem.sentence.th


def test_a_font_of_the_theme_in_the_styles_is_another_font(template: Template) -> None:
    theme = FONTS.replace("w:cs=", 'w:cstheme="minorBidi" w:cs=')
    (problem,) = problems_of(
        template, changed(template, IN_DEFAULTS, IN_DEFAULTS.replace(FONTS, theme), STYLES)
    )
    assert isinstance(problem, TemplateFont)
    assert problem.values["font"] == "minorBidi"


def test_another_font_in_the_text_is_told_with_the_text(template: Template) -> None:
    run = '<w:rPr><w:rFonts w:ascii="Angsana New" w:cs="Angsana New"/></w:rPr><w:t>ถ้อยคำใหม่</w:t>'
    (problem,) = problems_of(template, with_run(template, run))
    assert isinstance(problem, TemplateFont)
    assert "Angsana New" in problem.sentence.th
    assert "ถ้อยคำใหม่" in problem.sentence.th


def test_another_font_in_a_style_that_nothing_uses_is_nobodys_concern(template: Template) -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Cambria"/></w:rPr>'
    style = (
        f'<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>{fonts}</w:style>'
    )
    data = changed(template, "</w:styles>", f"{style}</w:styles>", STYLES)
    assert problems_of(template, data) == []


def test_another_font_in_a_style_below_one_in_use_is_told(template: Template) -> None:
    clause = '<w:name w:val="DL Clause"/><w:basedOn w:val="Normal"/>'
    odd = '<w:style w:type="paragraph" w:styleId="Odd"><w:name w:val="Odd One"/><w:rPr><w:rFonts w:cs="Arial"/></w:rPr></w:style>'  # noqa: E501
    parts = read_parts(template.data)
    styles = parts[STYLES].decode().replace(clause, clause.replace("Normal", "Odd"))
    parts[STYLES] = styles.replace("</w:styles>", f"{odd}</w:styles>").encode()
    (problem,) = problems_of(template, write_parts(parts))
    assert isinstance(problem, TemplateFont)
    assert "Odd One" in problem.sentence.en


def test_the_marks_that_word_adds_by_itself_are_no_other_font(template: Template) -> None:
    run = '<w:rPr><w:rFonts w:hint="cs"/><w:cs/><w:lang w:bidi="th-TH"/></w:rPr><w:t>ถ้อยคำ</w:t>'
    assert problems_of(template, with_run(template, run)) == []


@pytest.mark.parametrize("size", ['<w:sz w:val="32"/>', '<w:sz w:val="28"/><w:szCs w:val="28"/>'])
def test_another_size_for_the_whole_paper_is_told(template: Template, size: str) -> None:
    sizes = f'{IN_DEFAULTS}<w:sz w:val="32"/><w:szCs w:val="32"/>'
    data = changed(template, sizes, f"{IN_DEFAULTS}{size}", STYLES)
    (problem,) = problems_of(template, data)
    assert isinstance(problem, TemplateSize)


@pytest.mark.parametrize(
    ("half", "whole"),
    [
        ("<w:b/>", "<w:b/><w:bCs/>"),
        ('<w:sz w:val="40"/>', '<w:sz w:val="40"/><w:szCs w:val="40"/>'),
        ('<w:sz w:val="40"/><w:szCs w:val="32"/>', '<w:sz w:val="40"/><w:szCs w:val="40"/>'),
    ],
)
def test_what_is_set_for_latin_alone_is_told_in_a_thai_paper(
    template: Template, half: str, whole: str
) -> None:
    for text in ("ถ้อยคำ", "{{ district_th }}"):
        run = f"<w:rPr>{half}</w:rPr><w:t>{text}</w:t>"
        (problem,) = problems_of(template, with_run(template, run))
        assert isinstance(problem, TemplateHalfSet)
        assert text in problem.sentence.th
        assert problems_of(template, with_run(template, run), "en") == []
        assert problems_of(template, with_run(template, run.replace(half, whole))) == []


def test_a_paper_that_does_not_say_it_is_thai_is_told(template: Template) -> None:
    data = changed(template, 'w:eastAsia="en-US" w:bidi="th-TH"', 'w:bidi="ar-SA"', STYLES)
    (problem,) = problems_of(template, data)
    assert isinstance(problem, TemplateNoThai)


def test_the_part_of_the_page_is_told(template: Template) -> None:
    run = '<w:r><w:rPr><w:rFonts w:cs="Arial"/></w:rPr><w:t>ลับ</w:t></w:r></w:p></w:hdr>'
    data = changed(template, "</w:p></w:hdr>", run, HEADER)
    (problem,) = problems_of(template, data)
    assert "หัวกระดาษ ใกล้ข้อความ “ลับ”" in problem.sentence.th
    assert "the header, near “ลับ”" in problem.sentence.en
