"""What the members are trained in and how scores are judged, from training.toml."""

from datetime import date
from typing import Annotated

from pydantic import Field

from config.defaults import defaults_of
from config.shapes import Default, Text, TitlePair, WordPair

Percent = Annotated[int, Field(ge=1, le=100)]


class Wording(WordPair):
    """Something that papers print: a topic, a method, an aspect that is judged.

    `verified` once its Thai wording is confirmed.
    """

    key: Text
    verified: bool


class Manual(TitlePair):
    """A manual of an agency (R24). An empty `version` is not recorded."""

    key: Text
    agency: Text
    version: str
    verified: bool


class ExpenseRule(Default):
    """The regulation that expenses of a training follow; `verified` once held against its text."""

    citation_th: Text
    verified: bool


class QuestionSheet(Default):
    """How many questions the test has that is taken before and after, and what each is worth."""

    questions: Annotated[int, Field(ge=1, le=100)]
    marks_each: Annotated[int, Field(ge=1, le=100)]
    verified: bool


class RegistrationSheet(Default):
    """The sheet that participants sign, and how many blank lines end it."""

    blank_lines: Annotated[int, Field(ge=0, le=40)]


class ScoreLimits(Default):
    """From which numbers on something is told, warned of or shown (content.md 3e)."""

    small: Annotated[int, Field(ge=1)]
    ceiling_percent: Percent
    attrition_percent: Percent
    least_shown: Annotated[int, Field(ge=1)]


class ScoreHeads(Default):
    """How the columns of a workbook of scores may be called, in small letters."""

    code: tuple[Text, ...]
    pre: tuple[Text, ...]
    post: tuple[Text, ...]
    sex: tuple[Text, ...]
    number: tuple[Text, ...]


class ScoreFile(Default):
    """What a workbook of scores may hold."""

    largest_rows: Annotated[int, Field(ge=1)]
    code_letters: Annotated[int, Field(ge=1)]
    code_figures: Annotated[int, Field(ge=1)]
    not_taken: tuple[Text, ...]
    maximum_row: tuple[Text, ...]
    most_points: Annotated[int, Field(ge=1)]
    female: tuple[Text, ...]
    male: tuple[Text, ...]
    heads: ScoreHeads


class TrainingDefaults(Default):
    """All that training.toml holds."""

    valid_from: date
    drafters: tuple[Text, ...]
    topics: tuple[Wording, ...]
    methods: tuple[Wording, ...]
    manuals: tuple[Manual, ...]
    expense_rule: ExpenseRule
    test: QuestionSheet
    aspects: tuple[Wording, ...]
    registration: RegistrationSheet
    scores: ScoreLimits
    score_file: ScoreFile


training = defaults_of("training.toml", TrainingDefaults)
