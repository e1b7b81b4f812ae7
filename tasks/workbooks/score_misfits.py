"""What can be wrong in a workbook of scores, and in which cell."""

from dataclasses import dataclass

from config.words import Sentence, both
from registry.refusals import FileMisfits, Refusal


class ScoresUnfit(FileMisfits["ScoreMisfit"]):
    """The workbook has misfits, each at its cell."""


class ScoreHeadsMissing(Refusal):
    """No row of the workbook has the heads of code, points before and points after."""


class ScoreSheetsSeveral(Refusal):
    """Several sheets have the heads of points: which is meant is not said."""


class MaximumMissing(Refusal):
    """Points cannot be judged before it is known how many there are."""


class ScoreColumnUnknown(Refusal):
    """A column that is not asked for: it may hold names."""


class ScoreColumnTwice(Refusal):
    """Two columns under one head."""


class ScoreRowsTooMany(Refusal):
    """More participants than any training has."""


class ScoreUnreadable(Refusal):
    """Points that are no number with at most two decimals, or are in percent."""


class ScoreOutOfRange(Refusal):
    """Points below zero or over the maximum."""


class ScoreCodeTwice(Refusal):
    """One participant in two rows."""


class ScoreSexUnknown(Refusal):
    """A sex that is not one of the words."""


@dataclass(frozen=True)
class ScoreMisfit:
    """What is wrong in a cell ("B7")."""

    where: str
    refusal: Refusal

    @property
    def sentence(self) -> Sentence:
        """Where, and what to do."""
        return both("scores.at_cell", where=self.where, sentence=self.refusal.sentence)
