"""What can be wrong in a workbook of scores, and in which cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.words import Sentence, both
from registry.refusals import Refusal


class ScoresUnfit(Refusal):
    """The workbook has misfits; all are told, each with its cell, and nothing is taken."""

    code = "scores_unfit"

    def __init__(self, problems: Sequence["ScoreMisfit"]) -> None:
        super().__init__(field=problems[0].where)
        self.problems = tuple(problems)

    @property
    def sentence(self) -> Sentence:
        """One line a misfit."""
        head = both("refusal.scores_unfit", count=len(self.problems))
        said = [one.sentence for one in self.problems]
        return Sentence(
            "\n".join([head.th, *(one.th for one in said)]),
            "\n".join([head.en, *(one.en for one in said)]),
        )


class ScoreHeadsMissing(Refusal):
    """No row of the workbook has the heads of code, points before and points after."""

    code = "score_heads_missing"


class ScoreSheetsSeveral(Refusal):
    """Several sheets have the heads of points: which is meant is not said."""

    code = "score_sheets_several"


class MaximumMissing(Refusal):
    """Points cannot be judged before it is known how many there are."""

    code = "maximum_missing"


class ScoreColumnUnknown(Refusal):
    """A column that is not asked for: it may hold names."""

    code = "score_column_unknown"


class ScoreColumnTwice(Refusal):
    """Two columns under one head."""

    code = "score_column_twice"


class ScoreRowsTooMany(Refusal):
    """More participants than any training has."""

    code = "score_rows_too_many"


class ScoreUnreadable(Refusal):
    """Points that are no number with at most two decimals, or are in percent."""

    code = "score_unreadable"


class ScoreOutOfRange(Refusal):
    """Points below zero or over the maximum."""

    code = "score_out_of_range"


class ScoreCodeTwice(Refusal):
    """One participant in two rows."""

    code = "score_code_twice"


class ScoreSexUnknown(Refusal):
    """A sex that is not one of the words."""

    code = "score_sex_unknown"


@dataclass(frozen=True)
class ScoreMisfit:
    """What is wrong in a cell ("B7")."""

    where: str
    refusal: Refusal

    @property
    def sentence(self) -> Sentence:
        """Where, and what to do."""
        return both("scores.at_cell", where=self.where, sentence=self.refusal.sentence)
