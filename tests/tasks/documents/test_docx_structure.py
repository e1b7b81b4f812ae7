"""What a paper says of its own structure: headings that Word knows, named tables, ordered cells."""

import re
from collections.abc import Iterator

import pytest
from lxml import etree

from config.words import Language
from flows.capabilities import declared
from flows.papers.office_templates import paper_kinds
from tasks.documents.docx_files import DOCUMENT, WORD, W, parse, read_parts, write_parts
from tasks.documents.docx_structure import cells_ordered
from tasks.documents.docx_tables import heads_of
from tasks.documents.draft_mark import unmarked
from tasks.documents.line_rooms import STYLES, LineRooms
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import Template, load_template, template_of
from tasks.documents.template_folders import languages
from tests.tasks.documents.crowded import crowded

FACTS = declared().facts
PAPERS: list[tuple[str, Language]] = [
    (kind, spoken) for kind in paper_kinds() for spoken in languages(kind)
]
COLOURED = ("annual_report", "handover_annex", "quarter_report")


def sample(kind: str, language: Language = "th", *, template: Template | None = None) -> bytes:
    used = template or load_template(kind, language)
    return render(used, sample_facts(FACTS[kind], used.sheet))


def tree_of(docx: bytes, part: str = DOCUMENT) -> etree._Element:
    return parse(part, read_parts(docx)[part])


def tags(element: etree._Element) -> list[str]:
    return [etree.QName(one).localname for one in element]


def headings(docx: bytes) -> Iterator[tuple[int, list[str]]]:
    """The level of each, and the names of its style and of those that it is based on."""
    rooms = LineRooms(read_parts(docx)[STYLES])
    styles = {one.get(f"{W}styleId"): one for one in tree_of(docx, STYLES).iter(f"{W}style")}
    for paragraph in tree_of(docx).iter(f"{W}p"):
        level = rooms.level_of(paragraph)
        if level is not None:
            named = paragraph.find(f"{W}pPr/{W}pStyle")
            names = []
            while named is not None:
                style = styles[named.get(f"{W}val")]
                names.append(style.find(f"{W}name").get(f"{W}val"))
                named = style.find(f"{W}basedOn")
            yield level, names


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_its_title_and_sections_are_headings_that_word_knows(kind: str, language: Language) -> None:
    found = [*headings(render(load_template(kind, language), crowded(kind)))]
    assert [level for level, _ in found].count(0) == 1
    for level, names in found:
        assert f"heading {level + 1}" in names


@pytest.mark.parametrize("kind", paper_kinds())
def test_no_heading_looks_otherwise_than_its_template_has_it(kind: str) -> None:
    template = load_template(kind)
    styles = {
        one.get(f"{W}styleId"): etree.tostring(one)
        for one in tree_of(template.data, STYLES).iter(f"{W}style")
    }
    made = tree_of(sample(kind), STYLES)
    for style in made.iter(f"{W}style"):
        key = style.get(f"{W}styleId")
        if key in styles and "Heading" not in etree.tostring(style).decode():
            assert etree.tostring(style) == styles[key]
    for level in (1, 2, 3):
        own = made.find(f"{W}style[@{W}styleId='Heading{level}']")
        if own is not None:
            assert tags(own) == ["name", "basedOn", "uiPriority", "qFormat", "pPr"]
            assert tags(own[-1]) == ["spacing", "outlineLvl"]


def test_an_offices_own_heading_stays_its_own() -> None:
    shipped = load_template("plan_status")
    parts = read_parts(shipped.data)
    parts[STYLES] = parts[STYLES].replace(b'"DL Title"', b'"heading 1"')
    own = template_of("plan_status", write_parts(parts), shipped.sheet, own=True)
    made = sample("plan_status", template=own)
    assert [names[0] for level, names in headings(made) if level == 0] == ["heading 1"]
    assert b"Heading1" not in read_parts(made)[STYLES]


def test_a_heading_that_nothing_is_set_in_gives_way() -> None:
    shipped = load_template("plan_status")
    parts = read_parts(shipped.data)
    unused = b'<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    parts[STYLES] = parts[STYLES].replace(b"</w:styles>", unused + b"</w:styles>")
    own = template_of("plan_status", write_parts(parts), shipped.sheet, own=True)
    assert read_parts(sample("plan_status", template=own))[STYLES].count(b'"heading 1"') == 1


@pytest.mark.parametrize(("kind", "language"), PAPERS)
def test_a_table_that_lists_something_says_what_and_in_which_columns(
    kind: str, language: Language
) -> None:
    for table in tree_of(sample(kind, language)).iter(f"{W}tbl"):
        said = {one: table.find(f"{W}tblPr/{W}{one}") for one in ("tblCaption", "tblDescription")}
        heads = [one for one in heads_of(table) if one]
        if heads:
            assert said["tblCaption"] is not None
            assert said["tblDescription"] is not None
            assert all(one in said["tblDescription"].get(f"{W}val") for one in heads)
        assert said["tblCaption"] is None or said["tblCaption"].get(f"{W}val")


def test_lists_without_a_head_are_named_and_tables_that_place_signatures_are_not() -> None:
    tables = [*tree_of(sample("appointment_order")).iter(f"{W}tbl")]
    captions = [one.find(f"{W}tblPr/{W}tblCaption") for one in tables]
    assert len(captions) > 2
    assert all(one is not None for one in captions)
    letter = tree_of(sample("plan_letter")).iter(f"{W}tbl")
    assert [one.find(f"{W}tblPr/{W}tblCaption") for one in letter] == [None]


@pytest.mark.parametrize("kind", COLOURED)
def test_a_coloured_cell_has_its_width_before_its_colour(kind: str) -> None:
    made = render(load_template(kind), crowded(kind))
    coloured = [*tree_of(made).iter(f"{W}shd")]
    assert coloured
    for shade in coloured:
        found = tags(shade.getparent())
        assert found.index("tcW") < found.index("shd")


def test_the_properties_of_a_cell_are_put_in_the_schemas_order_once() -> None:
    said = "<w:tcPr><w:vAlign/><w:shd/><w:gridSpan/><w:tcW/></w:tcPr>"
    cell = etree.fromstring(f'<w:tc xmlns:w="{WORD}">{said}</w:tc>')
    assert cells_ordered(cell)
    assert tags(cell[0]) == ["tcW", "gridSpan", "shd", "vAlign"]
    assert not cells_ordered(cell)


def test_the_fair_copy_of_an_earlier_releases_draft_is_set_right() -> None:
    draft = sample("quarter_report")
    parts = read_parts(draft)
    swapped = re.sub(
        rb"(<w:tcPr>)(<w:tcW [^>]*/>)((?:(?!</w:tcPr>).)*?)(<w:shd [^>]*/>)",
        rb"\1\4\2\3",
        parts[DOCUMENT],
    )
    assert swapped != parts[DOCUMENT]
    earlier = write_parts({**parts, DOCUMENT: swapped})
    assert not cells_ordered(tree_of(unmarked(earlier, "th")))
