"""Every paper that cites an order cites it as far as the order's own old paper names it."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from pydantic import BaseModel, ValidationError

from config.words import Language
from flows.capabilities import declared
from flows.papers.office_templates import paper_kinds
from registry.rules.order_citations import cited_date, cited_number
from registry.rules.order_facts import AppointmentOrderFacts, EarlierOrder
from registry.rules.papers.common import CitedOrder
from registry.rules.papers.letter import CopiesLetterFacts, MemoFacts, SignedOrder
from registry.rules.papers.package import Claim, IndexedPaper
from registry.rules.partial_dates import WrittenDate
from registry.rules.thai import to_thai_digits
from tasks.documents.docx_files import DOCUMENT, read_parts, write_parts
from tasks.documents.docx_text import paragraphs
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template, sheet, template_of
from tasks.documents.template_folders import languages
from tasks.documents.template_trial import TemplateNotPrintable, trial_problems
from tests.tasks.documents.test_template_kinds import fields_of

FACTS = declared().facts
FIRST_DAY = re.compile(r"(?<![0-9๐-๙])[1๑]\s(พฤษภาคม|พ\.ค\.|May|มกราคม|ม\.ค\.|January)")
PRINTED = re.compile(r"(order|earlier|papers)\.dated|claims\.as_of")
MAY_2018 = WrittenDate(year=2018, month=5)
KNOWN = {
    "month": (MAY_2018, r"(พฤษภาคม (พ.ศ. )?|พ\.ค\. )๒๕๖๑|May 2018"),
    "year": (WrittenDate(year=2018), r"พ\.ศ\. ๒๕๖๑|2018"),
}


def known_in_part(value: object, dated: WrittenDate) -> object:
    """The facts with each order that they cite dated so, and without its subject."""
    match value:
        case SignedOrder() | EarlierOrder():
            unknown = {"number": "-/2561", "subject_th": None}
            return value.model_copy(update={"dated": dated, **unknown})
        case CitedOrder() | IndexedPaper():
            numbered = {"number": "-/2561"} if isinstance(value, CitedOrder) else {}
            return value.model_copy(update={"dated": dated, **numbered})
        case Claim():
            return value.model_copy(update={"as_of": dated, "apart": True})
        case BaseModel():
            names = type(value).model_fields
            parts = {one: known_in_part(getattr(value, one), dated) for one in names}
            return value.model_copy(update=parts)
        case tuple():
            return tuple(known_in_part(one, dated) for one in value)
        case _:
            return value


def sampled(kind: str) -> Iterator[BaseModel]:
    """Full facts of the kind; of an order one of each kind that names an earlier one."""
    made = sample_facts(FACTS[kind], sheet(kind))
    orders = ("replace", "amend")
    if isinstance(made, AppointmentOrderFacts | MemoFacts):
        yield from (made.model_copy(update={"kind": one}) for one in orders)
    elif isinstance(copied := getattr(made, "copied", None), AppointmentOrderFacts):
        yield made.model_copy(update={"copied": None})
        for one in orders:
            yield made.model_copy(update={"copied": copied.model_copy(update={"kind": one})})
    else:
        yield made


def citing(kind: str) -> list[Language]:
    """The languages in which the paper cites an order; asked in a test, where it costs one."""
    printed = [
        language
        for language in languages(kind)
        if any(PRINTED.search(one) for one in fields_of(kind, language))
    ]
    known_whole = sampled(kind) if printed else ()
    return printed if any(known_in_part(one, MAY_2018) != one for one in known_whole) else []


def test_the_papers_that_cite_an_order_are_found() -> None:
    assert {kind for kind in paper_kinds() if citing(kind)} >= {
        "appointment_order", "appointment_report", "certified_copy", "copies_letter",
        "copies_memo", "duties_sheet", "invitation", "action_plan", "handover_annex",
    }  # fmt: skip


@pytest.mark.parametrize("precision", KNOWN)
@pytest.mark.parametrize("kind", paper_kinds())
def test_an_order_of_a_month_or_a_year_without_a_subject_is_cited_by_what_is_known(
    kind: str, precision: str
) -> None:
    dated, words = KNOWN[precision]
    for language, facts in product(citing(kind), sampled(kind)):
        told = known_in_part(facts, dated)
        assert isinstance(told, BaseModel)
        text = "\n".join(paragraphs(render(load_template(kind, language), told)))
        assert re.search(words, text), text
        assert not FIRST_DAY.search(text), text
        assert not re.search(r"2018-|เรื่อง (นั้น|และ|มี|โดย)|None", text), text
        assert not re.search(r"-/[2๒]|ลงวันที่ (พ\.ศ\.|พฤษภาคม)", text), text


def test_a_letter_of_an_order_without_a_subject_calls_it_by_its_number() -> None:
    facts = sample_facts(FACTS["copies_letter"], sheet("copies_letter"))
    assert isinstance(facts, CopiesLetterFacts)
    facts = facts.model_copy(update={"order": facts.order.model_copy(update={"subject_th": None})})
    said = paragraphs(render(load_template("copies_letter"), facts))
    number = to_thai_digits(facts.order.number)
    assert f"เรื่อง ส่งสำเนา{facts.order.heading_th} ที่ {number}" in said


def test_an_order_without_a_number_is_cited_as_one_and_of_a_month_as_it_was_given_then() -> None:
    facts = known_in_part(sample_facts(FACTS["copies_letter"], sheet("copies_letter")), MAY_2018)
    assert isinstance(facts, CopiesLetterFacts)
    said = "\n".join(paragraphs(render(load_template("copies_letter"), facts)))
    assert "ได้มีคำสั่ง (ไม่ปรากฏเลขที่) เมื่อเดือนพฤษภาคม ๒๕๖๑" in said
    assert cited_date(WrittenDate(year=2018), "letter", "th") == "เมื่อปี พ.ศ. ๒๕๖๑"
    assert cited_number("45/2561", "th") == "ที่ 45/2561"


def test_an_offices_own_template_that_prints_a_subject_unasked_says_that_nobody_recorded_it() -> (
    None
):
    shipped = load_template("copies_letter")
    parts = read_parts(shipped.data)
    text = parts[DOCUMENT].decode()
    unasked = text.replace("เรื่อง", "เรื่อง “{{ order.subject_th }}” ", 1)
    data = write_parts({**parts, DOCUMENT: unasked.encode()})
    own = template_of(shipped.kind, data, shipped.sheet, own=True)
    facts = known_in_part(sample_facts(FACTS["copies_letter"], shipped.sheet), MAY_2018)
    assert isinstance(facts, CopiesLetterFacts)
    said = "\n".join(paragraphs(render(own, facts)))
    assert "“(ไม่ได้บันทึก)”" in said
    assert [type(one) for one in trial_problems(own, [facts])] == [TemplateNotPrintable]


def test_a_whole_date_and_a_subject_are_recorded_as_they_always_were() -> None:
    said = {
        "heading_th": "คำสั่งอำเภอแม่ฟ้าหลวง", "number": "45/2562", "dated": "2019-05-07",
        "subject_th": "แต่งตั้งคณะกรรมการ",
    }  # fmt: skip
    for model in (EarlierOrder, SignedOrder):
        for recorded in (said, {**said, "subject_th": ""}):
            assert model.model_validate(recorded).model_dump(mode="json") == recorded
        assert model.model_validate({**said, "subject_th": ""}).subject_th is None


@pytest.mark.parametrize("text", ["2019-05-07", "2019-05", "2019"])
def test_a_date_known_in_part_is_recorded_as_iso_8601_writes_it(text: str) -> None:
    read = WrittenDate.model_validate(text)
    assert (str(read), read.model_dump_json()) == (text, f'"{text}"')


@pytest.mark.parametrize("text", ["2019-5", "2019-13", "พ.ค. 2562", "2019-05-07T00:00", ""])
def test_what_is_no_date_of_iso_8601_is_no_date_of_a_paper(text: str) -> None:
    with pytest.raises(ValidationError):
        WrittenDate.model_validate(text)
