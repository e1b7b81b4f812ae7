"""What fits of an answer is checked; a check that looks at what does not fit says nothing."""

import pytest

from flows.engine.misfit import AnswerMisfits, MisfitAccess, told_at_once
from flows.engine.partial_answer import partial_answer
from flows.year.monitoring_gates import ProgressV1
from registry.refusals import Refusal
from registry.rules.plain_values import Json

SAID: Json = {
    "rows": [{"row": "row-1", "state": "lost"}, {"row": "row-2", "state": "done"}],
    "ahead": "สรุปผล",
}


def test_what_does_not_fit_cannot_be_looked_at_and_the_rest_keeps_its_place() -> None:
    answer = partial_answer(ProgressV1, SAID, ["result", "rows.0.state"])
    assert isinstance(answer, ProgressV1)
    assert [row.row for row in answer.rows] == ["row-1", "row-2"]
    assert answer.rows[1].state == "done"
    assert answer.ahead == "สรุปผล"
    assert answer.wanted == ()
    for look in (lambda: answer.result, lambda: answer.rows[0].state):
        with pytest.raises(MisfitAccess):
            look()


@pytest.mark.parametrize("unfit", [["rows.0"], ["rows"], ["answer"]])
def test_a_row_or_a_field_of_which_nothing_fits_is_looked_at_by_nobody(unfit: list[str]) -> None:
    said: Json = {"rows": ["?", {"row": "row-2", "state": "done"}]}
    answer = partial_answer(ProgressV1, [] if unfit == ["answer"] else said, unfit)
    assert isinstance(answer, ProgressV1)
    with pytest.raises(MisfitAccess):
        assert [row.row for row in answer.rows] or answer.result


class WrongRow(Refusal):
    """A refusal of these tests."""


def test_checks_that_have_nothing_to_look_at_leave_the_others_what_they_refuse() -> None:
    answer = partial_answer(ProgressV1, SAID, ["result"])
    assert isinstance(answer, ProgressV1)

    def refuse(field: str) -> None:
        raise WrongRow(field=field)

    with pytest.raises(AnswerMisfits) as refused:
        told_at_once(lambda: answer.result, lambda: refuse("rows.0"), lambda: refuse("rows.1"))
    assert [one.field for one in refused.value.refusals] == ["rows.0", "rows.1"]
    told_at_once(lambda: answer.result)
