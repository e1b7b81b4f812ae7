"""A paper as a page shows it beside a form: a table's cells under their heads."""

from flows.capabilities import declared
from tasks.documents.docx_tables import TextTable, blocks
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template


def test_a_plans_rows_stand_under_the_heads_of_both_lines_and_signatures_are_no_table() -> None:
    model, template = declared().facts["action_plan"], load_template("action_plan")
    found = blocks(render(template, sample_facts(model, template.sheet)))
    (table,) = [one for one in found if isinstance(one, TextTable)]
    assert "ระยะเวลาดำเนินการ (ไตรมาส) ๑ ต.ค.-ธ.ค." in table.heads
    row = next(one for one in table.rows if one[0].text == "๑")
    assert {"โครงการ/กิจกรรม", "วัตถุประสงค์"} <= {cell.head for cell in row if cell.text}
    assert any(len(one) == 1 and one[0].span > 1 for one in table.rows)
    assert any("ผู้เสนอแผน" in one for one in found if isinstance(one, str))
