"""Rows of a table that stay on one page: a short table whole, of a long one its ends.

How many rows a table has is known when its facts are filled in, so the template cannot say it.
"""

from lxml import etree

from tasks.documents.docx_files import W

SHORT = 8  # rows: more would leave half a page white
PARAGRAPHS = 12  # one below the other in such a table: more are as tall
ENDS = 2  # rows that no page has fewer of


def keep_rows(document: etree._Element) -> None:
    """Keep rows with the next, in every table with a head; a table without one places signatures.

    The head is kept with the first row by its style, and repeated where the table parts.
    """
    for table in document.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        body = [one for one in rows if one.find(f"{W}trPr/{W}tblHeader") is None]
        if len(body) < len(rows):
            for row in _kept(body):
                _keep_with_next(row)


def _kept(body: list[etree._Element]) -> list[etree._Element]:
    """All but the last of a short table; of a long one those that its first and last page need."""
    return body[:-1] if _is_short(body) else [*body[: ENDS - 1], *body[-ENDS:-1]]


def _is_short(body: list[etree._Element]) -> bool:
    """Whether the table takes little of a page.

    Rows of a set height are for people to write in: so tall that even a few fill half a page.
    """
    if any(one.find(f"{W}trPr/{W}trHeight") is not None for one in body):
        return False
    return len(body) <= SHORT and sum(map(_paragraphs, body)) <= PARAGRAPHS


def _paragraphs(row: etree._Element) -> int:
    """How many stand one below the other in the row's fullest cell."""
    return max(len(cell.findall(f"{W}p")) for cell in row.iter(f"{W}tc"))


def _keep_with_next(row: etree._Element) -> None:
    for paragraph in row.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        if properties.find(f"{W}keepNext") is None:
            styled = properties.find(f"{W}pStyle") is not None
            properties.insert(int(styled), etree.Element(f"{W}keepNext"))
