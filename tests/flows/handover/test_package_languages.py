"""A package in Thai and in English says the same."""

import pytest

from registry.rules.papers.package import Annex
from tasks.documents.docx_files import DOCUMENT, read_parts, write_parts
from tasks.documents.template import Template, load_template, template_of
from tests.builders import Desk
from tests.flows.handover.at_packages import (
    CHIANG_KHONG,
    adopted,
    claims,
    desk,
    package,
    told_otherwise,
)

__all__ = ["desk"]


def test_the_paper_committees_package_prints_not_recorded(sqlite_url: str) -> None:
    """S1: an order of 2562, half the roster, some dates only by year."""
    desk = adopted(sqlite_url)
    found = package(desk, "2022-06-20", CHIANG_KHONG)
    order = [one for one in claims(found, "mandate") if "45.1/2562" in one.text_en]
    assert len(order) == 1
    unknown = {key for section in found.annex.sections
               for key in [section.key] for one in section.claims if not one.known}  # fmt: skip
    assert {"plan", "lessons"} <= unknown
    for section, said in (("meetings", "held: 10 March 2022"), ("training", "held: July 2019")):
        old = [one.text_en for one in claims(found, section) if "older papers" in one.topic_en]
        assert said in old
    assert "10 March 2022. The district: " in found.page_one.matter_en
    empty = [one.text_en for one in claims(found, "structure") if "held by position" in one.text_en]
    assert {*empty} == {"not recorded (held by position)"}
    assert told_otherwise("handover_annex", found.annex) == ()


@pytest.mark.parametrize("kind", ["handover_page_one", "handover_annex"])
def test_thai_and_english_carry_the_same_facts(desk: Desk, kind: str) -> None:
    found = package(desk, "2022-07-21")
    facts = found.page_one if kind == "handover_page_one" else found.annex
    assert told_otherwise(kind, facts) == ()


def test_an_english_annex_that_leaves_a_fact_out_is_found(desk: Desk) -> None:
    found: Annex = package(desk, "2022-07-21").annex
    english = _without(load_template("handover_annex", "en"), b"one.source_en|as_recorded")
    told = told_otherwise("handover_annex", found, english)
    assert any("sections.claims.source_en" in one for one in told)


def _without(template: Template, tag: bytes) -> Template:
    """The template printing the district's code where the tag stood."""
    parts = read_parts(template.data)
    parts[DOCUMENT] = parts[DOCUMENT].replace(tag, b"district")
    return template_of(template.kind, write_parts(parts), template.sheet, template.language)
