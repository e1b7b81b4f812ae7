"""Every kind of paper in every language: its template, its sheet and its facts belong together."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from lxml import etree

from config.documents import document_defaults
from config.words import Language
from flows.capabilities import declared, net
from flows.papers.office_templates import misfits, paper_kinds
from tasks.documents.docx_files import DOCUMENT, W, read_parts, write_parts
from tasks.documents.docx_text import paragraphs
from tasks.documents.paper_words import FILTERS, environment
from tasks.documents.pdf import to_pdf
from tasks.documents.preview import page_count
from tasks.documents.rendering import printable, render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import (
    Template,
    field_paths,
    load_template,
    sheet,
    template_of,
)
from tasks.documents.template_folders import kinds, languages
from tasks.documents.template_paths import used_in
from tasks.documents.template_tags import tagged_sources

FACTS = declared().facts
STYLES = "word/styles.xml"
SHEET = re.compile(r'<w:pgSz w:w="(\d+)".*?<w:pgMar .*?w:right="(\d+)".*?w:left="(\d+)"')
RULE = re.compile(r'"DLRule"(?:(?!</w:style>).)*w:left="(\d+)" w:right="(\d+)"')

KINDS = paper_kinds()
PAPERS: list[tuple[str, Language]] = [(one, spoken) for one in KINDS for spoken in languages(one)]
IN_A_LANGUAGE = re.compile(r"(^|[._])(th|en)$")
NO_BREAK = "\u00a0"
THAI = re.compile(r"[\u0e00-\u0e7f]")
LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b|\bUndefined\b")


def fields_of(kind: str, language: Language) -> set[str]:
    sources = tagged_sources(read_parts(load_template(kind, language).data))
    return {one.path for source in sources.values() for one in used_in(environment().parse(source))}


LETTERS = ("หนังสือภายนอก", "หนังสือภายใน", "บันทึกข้อความ", "เอกสารประกอบบันทึกข้อความ")
OTHERS = [one for one in KINDS if not sheet(one).form.th.startswith(LETTERS)]


@pytest.mark.parametrize("kind", OTHERS)
def test_a_full_day_is_written_with_the_era_but_in_letters_and_memos(kind: str) -> None:
    sources = tagged_sources(read_parts(load_template(kind, "th").data)).values()
    assert not [one for one in sources if re.search(r"\('(?:letter|weekday)'\)", one)]


def filters_of(kind: str) -> set[str]:
    return {name for language in languages(kind) for name in _filters(kind, language)}


def _filters(kind: str, language: Language) -> Iterator[str]:
    for source in tagged_sources(read_parts(load_template(kind, language).data)).values():
        for tag in re.findall(r"\{[{%].*?[%}]\}", source):
            yield from (name for name in re.findall(r"\|\s*(\w+)", tag) if name in FILTERS)


def test_every_kind_of_paper_has_a_template_and_every_template_its_facts() -> None:
    assert set(FACTS) == set(kinds())


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_a_shipped_template_passes_every_check_of_an_offices_own(
    kind: str, language: Language
) -> None:
    template = load_template(kind, language)
    assert [one.sentence.en for one in misfits(template, declared(), net())] == []


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_no_required_field_can_be_left_unprinted(kind: str, language: Language) -> None:
    template = load_template(kind, language)
    lists = {one.rpartition(".")[0] for one in template.sheet.names}
    document = _document(template.data)
    printed = [
        one
        for one in sorted(template.sheet.required_in(language) - lists)
        if re.search(rf"\{{\{{ {re.escape(one)}\b", document)
    ]
    names = "|".join(map(re.escape, printed))
    assert _told_without(template, rf"\{{\{{ (?:{names})\b.*?\}}\}}") == printed


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_no_word_that_a_paper_must_say_can_be_left_out(kind: str, language: Language) -> None:
    template = load_template(kind, language)
    for one in template.sheet.words_in(language):
        assert one in _told_without(template, re.escape(one)), one


def test_every_letter_must_be_addressed_and_closed() -> None:
    letters = [one for one in KINDS if "letterhead" in field_paths(FACTS[one])]
    closed = [one for one in letters if "ขอแสดงความนับถือ" in paragraphs(load_template(one).data)]
    assert len(closed) >= 4
    for one in closed:
        assert "ขอแสดงความนับถือ" in sheet(one).words
        assert sheet(one).required & {"to_th", "addressee_th"}


def _document(data: bytes) -> str:
    return read_parts(data)[DOCUMENT].decode()


def _told_without(template: Template, pattern: str) -> list[str]:
    """What is told to be missing of a template whose text lacks what the pattern matches."""
    parts = read_parts(template.data)
    for part in [one for one in parts if re.match(r"word/(document|header|footer)", one)]:
        parts[part] = re.sub(pattern, "x", parts[part].decode()).encode()
    own = template_of(template.kind, write_parts(parts), template.sheet, template.language)
    found = misfits(own, declared())
    return [str(one.values.get("name", one.values.get("words"))) for one in found]


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_it_names_another_font_where_the_first_is_not_installed(
    kind: str, language: Language
) -> None:
    page, other = document_defaults().page.font, document_defaults().stand_in.replaces
    fonts = etree.fromstring(read_parts(load_template(kind, language).data)["word/fontTable.xml"])
    for font in fonts.iter(f"{W}font"):
        assert font.get(f"{W}name") == page
        assert font[0].tag == f"{W}altName"
        assert font[0].get(f"{W}val") in set(other) - {page}


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_the_rule_under_its_title_is_a_line_and_no_dot(kind: str, language: Language) -> None:
    parts = read_parts(load_template(kind, language).data)
    width, right, left = map(int, SHEET.findall(parts[DOCUMENT].decode())[0])
    of_text = width - right - left
    for indents in RULE.findall(parts[STYLES].decode()):
        assert of_text - sum(map(int, indents)) > of_text // 6


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_one_paragraph_is_its_title_and_is_called_so(kind: str, language: Language) -> None:
    parts = read_parts(load_template(kind, language).data)
    levels = etree.fromstring(parts[DOCUMENT]).iter(f"{W}outlineLvl")
    assert [one.get(f"{W}val") for one in levels] == ["0"]
    title = getattr(sheet(kind).title, language)
    assert f"<dc:title>{title}</dc:title>" in parts["docProps/core.xml"].decode()


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_a_mark_above_its_title_stands_on_the_same_page(kind: str, language: Language) -> None:
    body = etree.fromstring(read_parts(load_template(kind, language).data)[DOCUMENT])[0]
    first = next(one for one in body if not "".join(one.itertext()).startswith(("{%p", "{%tr")))
    assert first.find(f"{W}pPr/{W}pageBreakBefore") is None


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_its_sample_leaves_no_tag_and_no_name_of_a_field(kind: str, language: Language) -> None:
    template = load_template(kind, language)
    said = paragraphs(render(template, sample_facts(FACTS[kind], template.sheet)))
    names = {one.rpartition(".")[2] for one in field_paths(FACTS[kind])} - {"kind"}
    assert said
    assert [one for one in said if LEFT_OVER.search(one)] == []
    assert [
        one for one in said if names & {*one.split()} & {one for one in names if "_" in one}
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_it_says_what_docxtpl_itself_would_make_of_it(
    kind: str, language: Language, *, bare: bool
) -> None:
    template = load_template(kind, language)
    facts = sample_facts(FACTS[kind], template.sheet, bare=bare)
    plain, made = DocxTemplate(BytesIO(template.data)), BytesIO()
    plain.render(printable(facts), environment(language), autoescape=True)
    plain.save(made)
    ours, theirs = paragraphs(render(template, facts)), paragraphs(made.getvalue())
    assert [one.replace(NO_BREAK, " ") for one in ours] == [
        one.replace(NO_BREAK, " ") for one in theirs
    ]


@pytest.mark.parametrize("kind", [kind for kind, language in PAPERS if language == "en"])
def test_its_english_sample_is_english_but_for_what_somebody_said_in_thai(kind: str) -> None:
    template = load_template(kind, "en")
    quoted = {one.example for one in template.sheet.fields if not IN_A_LANGUAGE.search(one.name)}
    lines = {line for one in quoted for line in one.splitlines() if THAI.search(line)}
    longest_first = "|".join(map(re.escape, sorted(lines, key=len, reverse=True))) or "$."
    said = paragraphs(render(template, sample_facts(FACTS[kind], template.sheet)))
    assert [one for one in said if THAI.search(re.sub(longest_first, "", one))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_its_sheet_names_only_fields_that_its_facts_have(kind: str) -> None:
    assert sheet(kind).names - field_paths(FACTS[kind]) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_its_sheet_explains_every_field_and_filter_that_its_templates_use(kind: str) -> None:
    used = {path for language in languages(kind) for path in fields_of(kind, language)}
    assert used - sheet(kind).names == set()
    assert filters_of(kind) - set(sheet(kind).filters) == set()
    assert set(sheet(kind).filters) <= set(FILTERS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_its_sheet_is_told_apart_and_stands_in_a_template(kind: str) -> None:
    names = [one.name for one in sheet(kind).fields]
    assert len(names) == len(set(names))
    used = {path for language in languages(kind) for path in fields_of(kind, language)}
    lists = {
        path for path in field_paths(FACTS[kind]) if any(p.startswith(f"{path}.") for p in used)
    }
    assert (sheet(kind).required | sheet(kind).asked) - used - lists == set()


@pytest.mark.office
def test_no_sample_fills_more_pages_than_its_sheet_expects(fonts: Path) -> None:
    templates = [load_template(kind, language) for kind, language in PAPERS]
    samples = [render(one, sample_facts(FACTS[one.kind], one.sheet)) for one in templates]
    pages = [page_count(pdf) for pdf in to_pdf(samples, timeout=180, fonts=fonts)]
    assert 0 not in pages
    counted = zip(templates, pages, strict=True)
    assert [one.kind for one, count in counted if count > (one.sheet.pages or count)] == []
