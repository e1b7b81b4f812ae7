"""What is in a Word or Excel file that came back, for it is kept whole: beside the answers too.

Comments, hidden sheets, properties and tracked changes are read as what stands on the page is.
"""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from registry.rules.case_persons import persons_of_cases
from registry.rules.findings import Finding, Severity
from registry.rules.screening import Net, screen
from tasks.documents.docx_files import W, is_xml, parse
from tasks.documents.template_files import fetching_fields, has_macros

# Parts that fetch, or hold another file: other workbooks, databases, objects, web add-ins.
_REACHING = ("externallink", "connections.xml", "querytable", "embeddings/", "webextension")
_LINK = "/hyperlink"  # followed by who presses it alone, and made by Word of each address
_TOGETHER = ("p", "si", "is", "text", "tr")  # texts that are read as one however they are split


def unpacked_parts(content: bytes) -> dict[str, bytes]:
    """The parts of a file whose size was looked at before; of what is no XML the name alone."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) if is_xml(name.lower()) else b"" for name in file.namelist()}


def reaching_part(parts: Mapping[str, bytes]) -> str | None:
    """The first part that runs or fetches something where the file is opened. Raises BrokenPart."""
    if has_macros(parts):
        return "VBA"
    return next(_reaching(parts), None)


def _reaching(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if any(one in name.lower() for one in _REACHING):
            yield name
        if not content:
            continue
        tree = parse(name, content)
        for relation in tree.iter("{*}Relationship"):
            is_link = relation.get("Type", "").lower().endswith(_LINK)
            if relation.get("TargetMode", "").lower() == "external" and not is_link:
                yield name
        if fetching_fields(tree) or next(tree.iter(f"{W}altChunk"), None) is not None:
            yield name


def named_person(parts: Mapping[str, bytes], net: Net) -> Finding | None:
    """What nobody may keep of the texts: an identity number, a person of a case."""
    for name, content in parts.items():
        if not content:
            continue
        for text in dict.fromkeys(_texts(parse(name, content))):
            found = screen(text, net)
            blocked = (one for one in found if one.severity is Severity.BLOCK)
            unfit = next(blocked, None) or next(persons_of_cases(text, found, net), None)
            if unfit is not None:
                return unfit
    return None


def _texts(tree: etree._Element) -> Iterator[str]:
    for local in _TOGETHER:
        for one in tree.iter(f"{{*}}{local}"):
            yield "".join(str(text) for text in one.itertext())
    yield from (str(text) for text in tree.itertext())
