"""What goes to be signed bears no mark of a draft, however an office's template has it."""

from collections.abc import Callable

import pytest
from lxml import etree

from registry.rules.order_facts import AppointmentOrderFacts
from tasks.documents.docx_files import W, parse, read_parts, write_parts
from tasks.documents.draft_mark import unmarked
from tasks.documents.rendering import render
from tasks.documents.template import Template, load_template
from tests.tasks.documents.orders_rendered import edges_of

EDGES = ("word/header", "word/footer")


@pytest.fixture(params=["th", "en"])
def template(request: pytest.FixtureRequest) -> Template:
    return load_template("appointment_order", request.param)


def edited(docx: bytes, edit: Callable[[etree._Element], None]) -> bytes:
    """The paper as if its template's heads and feet had been edited in Word."""
    parts = read_parts(docx)
    for name in [one for one in parts if one.startswith(EDGES)]:
        tree = parse(name, parts[name])
        for run in list(tree.iter(f"{W}r")):
            edit(run)
        parts[name] = etree.tostring(tree, encoding="UTF-8")
    return write_parts(parts)


def in_two(run: etree._Element) -> None:
    """Word parts a run at every place that was typed in."""
    text = run.find(f"{W}t")
    if text is None or len(text.text or "") < 4:
        return
    second = etree.fromstring(etree.tostring(run))
    text.text, rest = (text.text or "")[:3], (text.text or "")[3:]
    told = second.find(f"{W}t")
    assert told is not None
    told.text = rest
    run.addnext(second)


def without_style(run: etree._Element) -> None:
    for style in list(run.iter(f"{W}rStyle")):
        above = style.getparent()
        assert above is not None
        above.remove(style)


@pytest.mark.parametrize("edit", [in_two, without_style])
def test_what_goes_to_be_signed_bears_no_mark_of_a_draft_however_its_template_was_edited(
    template: Template,
    an_order: Callable[..., AppointmentOrderFacts],
    edit: Callable[[etree._Element], None],
) -> None:
    draft = edited(render(template, an_order()), edit)
    assert any(word in edges_of(draft) for word in ("ร่าง", "Draft"))
    signed = edges_of(unmarked(draft, template.language))
    left = ("ร่าง", "ครั้งที่", "ตรวจสอบ", "Draft", "DRAFT", "Check", "before use")
    assert [word for word in left if word in signed] == []
