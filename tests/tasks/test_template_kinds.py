"""Every kind of paper in every language: its template, its sheet and its facts belong together."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.words import Language
from flows.office_templates import paper_kinds
from flows.papers.table import FACTS
from tasks.docx_files import read_parts
from tasks.docx_text import paragraphs
from tasks.paper_words import FILTERS, environment
from tasks.pdf import to_pdf
from tasks.preview import page_count
from tasks.rendering import render
from tasks.sample_facts import sample_facts
from tasks.template import check_template, field_paths, kinds, languages, load_template, sheet
from tasks.template_paths import used_in
from tasks.template_tags import tagged_sources
from tasks.template_trial import trial_problems

KINDS = paper_kinds()
PAPERS: list[tuple[str, Language]] = [(one, spoken) for one in KINDS for spoken in languages(one)]
IN_A_LANGUAGE = re.compile(r"(^|[._])(th|en)$")
THAI = re.compile(r"[\u0e00-\u0e7f]")
LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b|\bUndefined\b")


def fields_of(kind: str, language: Language) -> set[str]:
    sources = tagged_sources(read_parts(load_template(kind, language).data))
    return {one.path for source in sources.values() for one in used_in(environment().parse(source))}


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
    required = template.sheet.required_in(language)
    problems = check_template(template.data, template.sheet.names, required, language)
    assert [one.sentence.en for one in problems] == []


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_it_prints_whatever_may_be_missing(kind: str, language: Language) -> None:
    template, model = load_template(kind, language), FACTS[kind]
    samples = [sample_facts(model, template.sheet, bare=bare) for bare in (False, True)]
    assert [one.sentence.en for one in trial_problems(template, samples)] == []


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
    assert sheet(kind).required - used - lists == set()


@pytest.mark.office
def test_no_sample_fills_more_pages_than_its_sheet_expects(fonts: Path) -> None:
    templates = [load_template(kind, language) for kind, language in PAPERS]
    samples = [render(one, sample_facts(FACTS[one.kind], one.sheet)) for one in templates]
    pages = [page_count(pdf) for pdf in to_pdf(samples, timeout=180, fonts=fonts)]
    assert 0 not in pages
    counted = zip(templates, pages, strict=True)
    assert [one.kind for one, count in counted if count > (one.sheet.pages or count)] == []
