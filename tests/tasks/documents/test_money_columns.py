"""Money in a plan's table stands in one line, whatever it comes to."""

import re

from registry.rules.thai import to_thai_digits
from tasks.documents.docx_files import W, parse, read_parts
from tasks.documents.fonts import ems_wide
from tasks.documents.template import load_template

MOST = "1,234,567,890.25"
LETTERS = 13  # points of a cell's type
CELL_EDGES = 90  # twips, left and right


def test_the_money_of_a_plan_has_room_for_ten_digits_and_satang() -> None:
    parts = read_parts(load_template("action_plan").data)
    cells = parse("word/document.xml", parts["word/document.xml"]).iter(f"{W}tc")
    rooms = [
        int(one.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) - CELL_EDGES
        for one in cells
        if re.search(r"\bone\.amount\b", "".join(one.itertext()))
    ]
    assert rooms
    assert min(rooms) / 20 >= ems_wide(to_thai_digits(MOST)) * LETTERS
