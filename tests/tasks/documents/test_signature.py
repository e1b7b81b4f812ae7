"""Who signs: the rank in full before the signature, the name alone in the bracket (form 1 to 4)."""

import re

import pytest

from flows.capabilities import declared
from tasks.documents.docx_text import paragraphs
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template, sheet

FACTS = declared().facts

WRITTEN_IN = {"certified_copy"}  # whoever certifies writes name and rank by hand
SIGNED = [kind for kind in FACTS if "signer" in FACTS[kind].model_fields and kind not in WRITTEN_IN]
RANKED = "ว่าที่ ร.ต.สมมุติรัฐ มิใช่จริง"


def lines_signed_by(kind: str, name: str) -> list[str]:
    facts = sample_facts(FACTS[kind], sheet(kind)).model_dump()
    facts["signer"]["name_th"] = name
    return [*paragraphs(render(load_template(kind), FACTS[kind].model_validate(facts)))]


@pytest.mark.parametrize("kind", SIGNED)
def test_a_rank_stands_in_full_before_the_signature_and_never_in_the_bracket(kind: str) -> None:
    lines = [line.rstrip(" .") for line in lines_signed_by(kind, RANKED)]
    before = [one.partition(" .")[0] for one in lines]  # page one has room for the day behind it
    assert lines[before.index("ว่าที่ร้อยตรี") + 1] == "(สมมุติรัฐ มิใช่จริง)"
    assert "ร.ต." not in "\n".join(lines)


@pytest.mark.parametrize("kind", SIGNED)
@pytest.mark.parametrize(
    ("typed", "printed"),
    [("น.ส.สมมุติ ตัวอย่าง", "(นางสาวสมมุติ ตัวอย่าง)"), ("." * 40, f"({'.' * 40})")],
)
def test_a_civil_title_stands_in_full_in_the_bracket_and_a_blank_stays_one(
    kind: str, typed: str, printed: str
) -> None:
    assert printed in lines_signed_by(kind, typed)


def test_who_took_and_who_checked_the_minutes_sign_as_others_do() -> None:
    facts = sample_facts(FACTS["minutes"], sheet("minutes")).model_dump()
    for hand in ("taken_by", "checked_by"):
        facts[hand]["name_th"] = RANKED
    minutes = FACTS["minutes"].model_validate(facts)
    lines = [*paragraphs(render(load_template("minutes"), minutes))]
    found = [at for at, line in enumerate(lines) if line == "ว่าที่ร้อยตรี"]
    assert [lines[at + 1] for at in found] == ["(สมมุติรัฐ มิใช่จริง)"] * 2


@pytest.mark.parametrize("kind", SIGNED)
def test_no_bracket_under_a_signature_begins_with_a_rank(kind: str) -> None:
    said = "\n".join(lines_signed_by(kind, "พันตำรวจเอก สมมุติ ตัวอย่าง"))
    assert not re.search(r"\((พันตำรวจเอก|พ\.ต\.อ\.)", said)
    assert "(สมมุติ ตัวอย่าง)" in said
