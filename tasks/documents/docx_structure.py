"""The structure of a paper, as Word and whoever reads it aloud know it.

Titles and sections are Word's own headings, a table that lists something says what and in which
columns, and the properties of a cell stand in the order of the schema. Nothing of it is seen: a
heading looks as the style that the template has there. Who edits a template sees to none of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from lxml import etree

from config.words import Language, say
from tasks.documents.docx_files import DOCUMENT, TEXT_PART, W, as_part, parse
from tasks.documents.docx_tables import heads_of
from tasks.documents.line_rooms import STYLES, LineRooms
from tasks.documents.template_places import text_of

# What a cell may say of itself, in the schema's order (ISO/IEC 29500-1, 17.4.70). docxtpl puts a
# cell's colour and span before all else.
_OF_A_CELL = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
    "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel",
    "cellMerge", "tcPrChange",
)  # fmt: skip
_PLACES = {f"{W}{name}": place for place, name in enumerate(_OF_A_CELL)}
# What stands behind the spacing among the properties of a paragraph.
_BEHIND_SPACING = {
    f"{W}{name}"
    for name in (
        "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
        "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
        "pPrChange",
    )
}  # fmt: skip
_ROWS_REPEATED = "{%tr for"
_CAPTION, _DESCRIPTION = f"{W}tblCaption", f"{W}tblDescription"
_STYLE, _BASED_ON = f"{W}pPr/{W}pStyle", f"{W}basedOn"
_VALUE = f"{W}val"


def lists_marked(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a template, an empty caption in each table whose rows are repeated.

    Once it is filled in, no such table without a head is told from one that places signatures.
    """
    document = parse(DOCUMENT, parts[DOCUMENT])
    for table in document.iter(f"{W}tbl"):
        if any(_ROWS_REPEATED in text_of(row) for row in table.iterchildren(f"{W}tr")):
            _put_caption(table, "")
    return {**parts, DOCUMENT: as_part(document)}


def set_right(
    trees: Mapping[str, etree._Element], rooms: LineRooms, language: Language
) -> set[str]:
    """Put headings, names of tables and properties of cells as they should be; names the parts
    that are changed by it. Set right once, a paper stays as it is.
    """
    name_tables(trees[DOCUMENT], rooms, language)
    put_headings(trees[DOCUMENT], trees[STYLES], rooms)
    texts = {name: tree for name, tree in trees.items() if TEXT_PART.fullmatch(name)}
    return {DOCUMENT, STYLES} | {name for name, tree in texts.items() if cells_ordered(tree)}


def cells_ordered(tree: etree._Element) -> bool:
    """Put the properties of each cell in the schema's order; whether any stood otherwise."""
    changed = False
    for properties in tree.iter(f"{W}tcPr"):
        found = list(properties)
        ordered = sorted(found, key=lambda one: _PLACES.get(one.tag, len(_PLACES)))
        if ordered != found:
            properties[:] = ordered
            changed = True
    return changed


def name_tables(document: etree._Element, rooms: LineRooms, language: Language) -> None:
    """Say of each table that lists something what: the heading above it, and its columns.

    What its template says of it stays.
    """
    heading = ""
    for one in document.iter(f"{W}p", f"{W}tbl"):
        if one.tag == f"{W}p":
            heading = _heading(one, rooms) or heading
        elif (heads := heads_of(one)) or one.find(f"{W}tblPr/{_CAPTION}") is not None:
            _name(one, heading, heads, language)


def put_headings(document: etree._Element, styles: etree._Element, rooms: LineRooms) -> None:
    """Set each title and section in Word's own heading of its level, which looks as it looked.

    Where a level has several looks, they are based on it. A paper that has such a heading of its
    own, or looks of one level without a common base, keeps its outline level alone.
    """
    levels: defaultdict[int, list[etree._Element]] = defaultdict(list)
    for paragraph in document.iter(f"{W}p"):
        if (level := rooms.level_of(paragraph)) is not None:
            levels[level].append(paragraph)
    for level, found in sorted(levels.items()):
        if _is_free(level, document, styles):
            _put_heading(level, found, styles)


def _heading(paragraph: etree._Element, rooms: LineRooms) -> str:
    level = rooms.level_of(paragraph)
    return "" if level is None else " ".join(text_of(paragraph).split())


def _name(table: etree._Element, heading: str, heads: tuple[str, ...], language: Language) -> None:
    properties = table.find(f"{W}tblPr")
    caption = None if properties is None else properties.find(_CAPTION)
    if caption is not None and caption.get(_VALUE):
        return
    if properties is not None and caption is not None:
        properties.remove(caption)
    if heading:
        _put_caption(table, heading)
    if columns := [one for one in dict.fromkeys(heads) if one]:
        said = say("document.columns", language, columns=", ".join(columns))
        _put_last(table, _DESCRIPTION, said)


def _put_caption(table: etree._Element, text: str) -> None:
    if table.find(f"{W}tblPr/{_CAPTION}") is None:
        _put_last(table, _CAPTION, text)


def _put_last(table: etree._Element, tag: str, text: str) -> None:
    """Among the properties of a table, of which caption and description are the last."""
    properties = table.find(f"{W}tblPr")
    if properties is None:
        properties = etree.Element(f"{W}tblPr")
        table.insert(0, properties)
    if properties.find(tag) is None:
        etree.SubElement(properties, tag).set(_VALUE, text)


def _is_free(level: int, document: etree._Element, styles: etree._Element) -> bool:
    """Whether nothing is set in a style of that name; one that nothing is set in is taken out."""
    name, key = _named(level)
    for style in list(styles.iterchildren(f"{W}style")):
        if key == style.get(f"{W}styleId") or name == _name_of(style):
            if style.get(f"{W}styleId") in _in_use(document, styles):
                return False
            styles.remove(style)
    return True


def _named(level: int) -> tuple[str, str]:
    """The name by which Word knows its heading of that level, and its key."""
    return f"heading {level + 1}", f"Heading{level + 1}"


def _name_of(style: etree._Element) -> str:
    named = style.find(f"{W}name")
    return "" if named is None else named.get(_VALUE, "").casefold()


def _in_use(document: etree._Element, styles: etree._Element) -> set[str]:
    referring: Iterable[etree._Element] = (
        *document.iter(f"{W}pStyle"),
        *styles.iter(_BASED_ON, f"{W}link", f"{W}next"),
    )
    return {one.get(_VALUE, "") for one in referring}


def _put_heading(level: int, found: list[etree._Element], styles: etree._Element) -> None:
    known = {style.get(f"{W}styleId", ""): style for style in _of_paragraphs(styles)}
    looks = {_look(one, known) for one in found}
    if len(looks) == 1:
        key = _add_style(styles, level, *looks)
        for one in found:
            _set_style(one, key)
        return
    bases = {_base(known[one]) for one in looks if one in known}
    if len(bases) == 1 and all(bases):
        spacings = {look: _spacing(look, styles) for look in looks}
        key = _add_style(styles, level, *bases)
        for look, spacing in spacings.items():
            _base_on(known[look], key, spacing)


def _of_paragraphs(styles: etree._Element) -> Iterator[etree._Element]:
    return (one for one in styles.iter(f"{W}style") if one.get(f"{W}type") == "paragraph")


def _look(paragraph: etree._Element, known: Mapping[str, etree._Element]) -> str:
    """The style that it is set in: of one that names none, the default."""
    named = paragraph.find(_STYLE)
    if named is not None:
        return str(named.get(_VALUE, ""))
    return next((key for key, one in known.items() if one.get(f"{W}default") == "1"), "")


def _base(style: etree._Element) -> str:
    based_on = style.find(_BASED_ON)
    return "" if based_on is None else str(based_on.get(_VALUE, ""))


def _add_style(styles: etree._Element, level: int, base: str) -> str:
    name, key = _named(level)
    style = etree.SubElement(styles, f"{W}style", {f"{W}type": "paragraph", f"{W}styleId": key})
    for tag, value in (("name", name), ("basedOn", base), ("uiPriority", "9")):
        etree.SubElement(style, f"{W}{tag}").set(_VALUE, value)
    etree.SubElement(style, f"{W}qFormat")
    properties = etree.SubElement(style, f"{W}pPr")
    etree.SubElement(properties, f"{W}spacing", _spacing(base, styles))
    etree.SubElement(properties, f"{W}outlineLvl").set(_VALUE, str(level))
    return key


def _base_on(style: etree._Element, key: str, spacing: Mapping[str, str]) -> None:
    for based_on in style.iterchildren(_BASED_ON):
        based_on.set(_VALUE, key)
    properties = style.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        style.insert(len(style) - len(style.findall(f"{W}rPr")), properties)
    said = properties.find(f"{W}spacing")
    if said is None:
        said = etree.Element(f"{W}spacing")
        behind = len([*takewhile(lambda one: one.tag not in _BEHIND_SPACING, properties)])
        properties.insert(behind, said)
    for name, value in spacing.items():
        said.set(name, value)


def _spacing(base: str, styles: etree._Element) -> dict[str, str]:
    """The room around a paragraph in that style, and of its lines.

    Said again of a heading, and of what is based on one: LibreOffice has a room of its own below
    Word's headings.
    """
    known = {style.get(f"{W}styleId", ""): style for style in _of_paragraphs(styles)}
    found: dict[str, str] = {}
    while (style := known.pop(base, None)) is not None:
        found = _attributes(style.find(f"{W}pPr/{W}spacing")) | found
        base = _base(style)
    return _attributes(styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}spacing")) | found


def _attributes(element: etree._Element | None) -> dict[str, str]:
    return {} if element is None else {str(name): str(said) for name, said in element.items()}


def _set_style(paragraph: etree._Element, key: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    style = properties.find(f"{W}pStyle")
    if style is None:
        style = etree.Element(f"{W}pStyle")
        properties.insert(0, style)
    style.set(_VALUE, key)
