"""One order as a .docx, by our task and by plain docxtpl on a template as python-docx makes it."""

import time
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from docx import Document
from docxtpl import DocxTemplate
from lxml import etree

from benchmarks.drafting import facts_read, load_offices, on_the_day, order_before_draft
from benchmarks.files import fresh_copy
from registry.rules.order_facts import AppointmentOrderFacts
from tasks.documents.docx_files import W, read_parts, write_parts
from tasks.documents.paper_words import environment
from tasks.documents.rendering import render
from tasks.documents.template import load_template

STYLES = "word/styles.xml"
TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
WITH_EFFECTS = "word/stylesWithEffects.xml"
DISTRICT = "5715"


def both(folder: Path, times: int) -> tuple[list[float], list[float]]:
    """Seconds of each rendering, ours and plain docxtpl's, one after the other in turn."""
    facts = order_facts(folder)
    template = load_template("appointment_order")
    plain = with_default_styles(template.data)
    if text_of(render(template, facts)) != text_of(plainly(plain, facts)):
        msg = "the two papers do not say the same"
        raise RuntimeError(msg)
    ours, theirs = [], []
    for _ in range(times):
        begun = time.perf_counter()
        render(template, facts)
        between = time.perf_counter()
        plainly(plain, facts)
        theirs.append(time.perf_counter() - between)
        ours.append(between - begun)
    return ours, theirs


def order_facts(folder: Path) -> AppointmentOrderFacts:
    """What the order of a district says, out of decisions."""
    file = fresh_copy(folder / "empty.db", folder / "order.db")
    office = on_the_day(file)
    load_offices(office.registry, [DISTRICT])
    facts = facts_read(office, order_before_draft(office, DISTRICT))
    office.registry.dispose()
    return facts


def plainly(template: bytes, facts: AppointmentOrderFacts) -> bytes:
    """As docxtpl's documentation says, with the same filters, escaping and sandbox."""
    document = DocxTemplate(BytesIO(template))
    document.render(facts.model_dump(), environment(), autoescape=True)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def with_default_styles(template: bytes) -> bytes:
    """Our template as one made with python-docx would be: its default styles added to ours."""
    parts, default = read_parts(template), default_parts()
    styles, added = etree.fromstring(default[STYLES]), etree.fromstring(parts[STYLES])
    known = {one.get(f"{W}styleId") for one in styles.iter(f"{W}style")}
    styles.extend(
        deepcopy(one) for one in added.iter(f"{W}style") if one.get(f"{W}styleId") not in known
    )
    parts[STYLES] = etree.tostring(styles)
    parts[WITH_EFFECTS] = default[WITH_EFFECTS]
    for part, element in ((TYPES, "Override"), (RELATIONS, "Relationship")):
        parts[part] = _announced(parts[part], default[part], element)
    return write_parts(parts)


def default_parts() -> dict[str, bytes]:
    """The parts of an empty document of python-docx."""
    made = BytesIO()
    Document().save(made)
    return read_parts(made.getvalue())


def _announced(ours: bytes, default: bytes, element: str) -> bytes:
    """`ours` with what `default` says of the styles with effects."""
    tree = etree.fromstring(ours)
    for one in etree.fromstring(default).iter(f"{{*}}{element}"):
        if "stylesWithEffects" in (one.get("PartName") or one.get("Target") or ""):
            if element == "Relationship":
                one.set("Id", "rIdStylesWithEffects")
            tree.append(one)
    made: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def text_of(docx: bytes) -> list[str]:
    """The paragraphs of the paper, in order; the breaks that ours prevents are as any space."""
    tree = etree.fromstring(read_parts(docx)["word/document.xml"])
    return [
        "".join(piece.text or "" for piece in paragraph.iter(f"{W}t")).replace("\u00a0", " ")
        for paragraph in tree.iter(f"{W}p")
    ]
