"""What of two answers differs: rows by what changed in them, the rest apart."""

from desk.views.answer_difference import difference
from desk.views.answer_words import AnswerLine, AnswerRow


def plan(*targets: str) -> AnswerLine:
    """The rows of a plan, each with a name that stays and a target."""
    rows = tuple(
        AnswerRow("", (AnswerLine("activity", (f"no. {place}",)), AnswerLine("target", (one,))))
        for place, one in enumerate(targets)
    )
    return AnswerLine("rows", targets, wide=True, rows=rows)


def test_of_a_plan_only_the_row_that_changed_stands_in_both_columns_by_what_changed() -> None:
    found = difference([plan("10", "20", "30")], [plan("10", "25", "30")])
    (before,), (after,) = found.before, found.after
    assert [row.lines for row in before.rows] == [(AnswerLine("target", ("20",)),)]
    assert [row.lines for row in after.rows] == [(AnswerLine("target", ("25",)),)]
    assert "2" in str(after.rows[0].about)  # its number, though the row before it is left out
    (same,) = found.same
    assert len(same.rows) == 2


def test_a_row_that_was_added_stands_whole_and_a_single_value_on_both_sides() -> None:
    found = difference(
        [AnswerLine("day", ("1",)), plan("10")], [AnswerLine("day", ("2",)), plan("10", "20")]
    )
    assert [one.values for one in found.before[:1]] == [("1",)]
    assert [len(row.lines) for row in found.after[1].rows] == [2]
    assert found.before[1].rows == ()
