"""A certified copy prints the order word for word: its template is held against the order's."""

import re
from difflib import unified_diff

from tasks.documents.docx_files import W, parse, read_parts
from tasks.documents.template import load_template

# What a copy says otherwise than the order, and why.
ALLOWED = {
    # It is marked as one, and is certified below; without the text there is a sheet instead.
    "+{%p if copied is not none %}",
    "+สำเนา",
    # The original is signed by hand; a copy says that it was.
    "-{{ signer.name_th|rank }}",
    "+{{ signer.name_th|rank }} (ลงชื่อ) {{ signer.name_th|signature }}",
    "-",
}
CERTIFICATION = "{%p else %}\nโปรดถ่ายสำเนาจากต้นฉบับ"


def lines(kind: str) -> list[str]:
    document = parse("word/document.xml", read_parts(load_template(kind).data)["word/document.xml"])
    return [
        "".join(piece.text or "" for piece in one.iter(f"{W}t")) for one in document.iter(f"{W}p")
    ]


def test_the_copy_of_an_order_says_what_the_order_says_line_by_line() -> None:
    order = lines("appointment_order")
    whole = re.sub(r"\bcopied\.", "", "\n".join(lines("certified_copy")))
    copy, mark, _ = whole.partition(CERTIFICATION)
    assert mark
    told = [*unified_diff(order, copy.rstrip("\n").split("\n"), lineterm="", n=0)][2:]
    other = [one for one in told if not one.startswith("@@") and one not in ALLOWED]
    assert other == []
