from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from config.words import LANGUAGES, Language
from registry.rules.order_facts import EarlierOrder, OrderChange
from registry.rules.papers.training import CapacityPlanFacts, TrainingReportFacts
from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.proofreading import _days, differences, insist, read_back
from tasks.documents.rendering import DocumentDefect, render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template, sheet, template_of
from tests.tasks.conftest import AnOrder

DOCUMENT = "word/document.xml"
LAST: dict[str, Any] = {
    "number": "45/2565", "dated": date(2022, 7, 15), "draft_version": None, "draft_date": None,
}  # fmt: skip
ENGLISH: dict[str, Any] = {
    "heading_en": "Order of Mae Fah Luang District",
    "subject_en": "Appointment of the Committee",
    "border_en": "Shan State, Myanmar",
}
CHANGES = (
    OrderChange(text_th="เพิ่มกำนันตำบลเทอดไทย", text_en="Kamnan of Thoet Thai added"),
    OrderChange(text_th="ตัดผู้ใหญ่บ้าน หมู่ที่ 3", text_en="Village head of Moo 3 removed"),
)


def rendered(kind: str, facts: Any, **changed: Callable[[str], str]) -> dict[Language, bytes]:
    """The paper in both languages; the template of a language changed as given."""
    papers: dict[Language, bytes] = {}
    for language in LANGUAGES:
        template = load_template(kind, language)
        change = changed.get(language)
        if change is not None:
            parts = read_parts(template.data)
            before = parts[DOCUMENT].decode()
            parts[DOCUMENT] = change(before).encode()
            assert parts[DOCUMENT].decode() != before
            template = template_of(kind, write_parts(parts), template.sheet, language)
        papers[language] = render(template, facts)
    return papers


def told(kind: str, facts: Any, **changed: Callable[[str], str]) -> tuple[str, ...]:
    return differences(facts, sheet(kind), rendered(kind, facts, **changed))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        ENGLISH,
        LAST,
        {"kind": "replace", "effective_from": date(2022, 10, 1)} | LAST | ENGLISH,
        {"kind": "amend"} | ENGLISH,
        {"kind": "amend", "changes": CHANGES} | ENGLISH | LAST,
    ],
)
def test_the_order_says_the_same_facts_in_thai_and_english(
    an_order: AnOrder, earlier: EarlierOrder, changes: dict[str, Any]
) -> None:
    before = earlier if changes.get("kind") in ("replace", "amend") else None
    assert told("appointment_order", an_order(earlier=before, **changes)) == ()


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    ("kind", "model"),
    [("capacity_plan", CapacityPlanFacts), ("training_report", TrainingReportFacts)],
)
def test_plan_and_report_say_the_same_facts_in_thai_and_english(
    kind: str, model: type[Any], *, bare: bool
) -> None:
    assert told(kind, sample_facts(model, sheet(kind), bare=bare)) == ()


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda document: document.replace(old, new)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"en": swapped("{{ seat.title_en }}", "Member")}, "bodies.seats.title_en"),
        ({"en": swapped("({{ signer.name_en }})", "(Mr Somebody Else)")}, "signer.name_en"),
        ({"en": swapped("{{ committee_en }}", "Committee")}, "committee_en"),
        ({"en": swapped("{{ number|order_number(dated) }}", "46/2565")}, "figures differ"),
        ({"en": swapped("{{ dated|order_date }}", "16 July 2022")}, "2022-07-16 is no fact"),
        ({"th": swapped("{{ dated|order_date }}", "๑๕ กรกฎาคม พ.ศ. ๒๕๖๖")}, "2023-07-15"),
        ({"th": swapped("{{ dated|order_date }}", "")}, "days differ"),
        ({"th": swapped("({{ loop.index }}) {{ duty }}", "-")}, "bodies.duties_th"),
        ({"en": swapped("{%tr for seat in body.seats %}", "{%tr for seat in bodies %}")}, ""),
    ],
)
def test_a_difference_is_found_and_refuses_the_paper(
    an_order: AnOrder, changed: dict[str, Callable[[str], str]], said: str
) -> None:
    facts = an_order(**LAST, **ENGLISH)
    if not said:
        with pytest.raises(DocumentDefect):
            rendered("appointment_order", facts, **changed)
        return
    papers = rendered("appointment_order", facts, **changed)
    assert any(said in one for one in differences(facts, sheet("appointment_order"), papers))
    with pytest.raises(DocumentDefect):
        insist(facts, sheet("appointment_order"), papers)


def test_a_seat_that_one_language_leaves_out_is_found(an_order: AnOrder) -> None:
    facts = an_order(**ENGLISH)
    skipped = swapped(
        "{%tr for seat in body.seats %}",
        "{%tr for seat in body.seats if not seat.representative %}",
    )
    found = told("appointment_order", facts, en=skipped)
    assert any(one.startswith("rows differ: 27 and ") for one in found)


def test_days_that_people_typed_are_theirs_and_differ_from_no_fact() -> None:
    form = sheet("capacity_plan")
    facts = sample_facts(CapacityPlanFacts, form)
    typed = facts.model_copy(update={"basis": "มติวันที่ 5 มีนาคม 2565 และหนังสือที่ 7/2565"})
    assert told("capacity_plan", typed) == ()


def test_a_figure_that_one_language_prints_otherwise_is_found() -> None:
    facts = sample_facts(TrainingReportFacts, sheet("training_report"))
    found = told("training_report", facts, en=swapped("{{ scores.gain }}", "+17.83"))
    assert any("+17.83" in one for one in found)


def test_names_dates_numbers_and_seats_are_read_out_of_the_file(an_order: AnOrder) -> None:
    papers = rendered("appointment_order", an_order(**LAST, **ENGLISH))
    thai, english = read_back(papers["th"], "th"), read_back(papers["en"], "en")
    assert thai.days == english.days == {date(2022, 7, 15)}
    assert {"45/2565", "768/2556"} <= thai.figures == english.figures
    assert [row[0] for row in thai.rows] == [row[0] for row in english.rows]
    assert thai.rows[0] == ("1.1", "นายอำเภอแม่ฟ้าหลวง", "ประธานกรรมการ")
    assert english.rows[0] == ("1.1", "District Chief of Mae Fah Luang", "Chair")
    assert english.rows[1][2] == "Vice-chair"


def test_a_paper_of_one_language_is_held_against_nothing() -> None:
    facts = sample_facts(CapacityPlanFacts, sheet("capacity_plan"))
    insist(facts, sheet("capacity_plan"), {"th": b""})


@pytest.mark.parametrize("beside", ["1100d281e628", "1234", "110012345678"])
def test_what_stands_beside_a_date_in_a_table_is_no_year(beside: str) -> None:
    read = list(_days(f"16 ธ.ค. 2567 {beside}", "th"))
    assert read == [date(2024, 12, 16)]
