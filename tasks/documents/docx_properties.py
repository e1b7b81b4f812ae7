"""What a paper says of itself beside its text: its title, whose it is, its language.

Programs show the title as the name of the window and read a PDF's text aloud in its language.
Whoever saved a template is not named in the papers that are made from it.
"""

from collections.abc import MutableMapping
from xml.sax.saxutils import escape

from lxml import etree

from config.words import Language
from tasks.documents.docx_files import W, parse
from tasks.documents.template_places import text_of

CORE = "docProps/core.xml"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_LOCALES: dict[Language, str] = {"th": "th-TH", "en": "en-US"}
_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    "<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    f' xmlns:dc="{_DUBLIN_CORE}">'
    "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
    "<dc:language>{locale}</dc:language></cp:coreProperties>"
)


def describe(
    parts: MutableMapping[str, bytes], *, title: str, author: str, language: Language
) -> None:
    """Put title, author and language in the place of what the template has of them.

    A file without such a part stays without: nothing refers to it.
    """
    if CORE in parts:
        words = {"title": escape(title), "author": escape(author), "locale": _LOCALES[language]}
        parts[CORE] = _XML.format(**words).encode()


def first_heading(document: etree._Element) -> str:
    """The first paragraph of the highest level of headings; "" where none says so of itself."""
    for level in document.iter(f"{W}outlineLvl"):
        paragraph = next(level.iterancestors(f"{W}p"), None)
        if level.get(f"{W}val") == "0" and paragraph is not None:
            return " ".join(text_of(paragraph).split())
    return ""


def locale_of(parts: MutableMapping[str, bytes]) -> str:
    """The language that a paper names ("th-TH"); that of Thai papers where it names none."""
    if CORE not in parts:
        return _LOCALES["th"]
    return parse(CORE, parts[CORE]).findtext(f"{{{_DUBLIN_CORE}}}language") or _LOCALES["th"]
