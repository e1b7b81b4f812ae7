"""Facts of the papers around one training: project, letters, speeches, and forms on the day.

Of a training are known its title, its days as they are planned, its topics and trainers. Forms
that participants fill in bear a code and no name. What is not known is a dotted line.
"""

from datetime import date

from registry.rules.order_facts import Signer
from registry.rules.papers.common import CitedOrder, Paper, SignedPaper
from registry.rules.papers.letter import Letter
from registry.rules.seats import Value


class OfTraining(Value):
    """Which training, when and where; without a `first_day` it is not planned for any yet."""

    title_th: str
    first_day: date | None
    last_day: date | None
    days: int
    place_th: str | None


class TrainingOutline(OfTraining):
    """The same, with what is taught, to whom and by whom, as the capacity plan has it.

    `people`: the members whom it is for. `bodies_th` are their bodies, none for all. `agreed_on` is
    the day of that plan; of a refresher `changed_on` is the day of the change of policy instead.
    """

    order: CitedOrder | None
    agreed_on: date | None
    changed_on: date | None
    topics_th: tuple[str, ...]
    methods_th: tuple[str, ...]
    bodies_th: tuple[str, ...]
    trainers_th: tuple[str, ...]
    people: int


class TrainingProjectFacts(SignedPaper, TrainingOutline):
    """The project of a training; the focal point writes it, the Chief (`approver`) approves."""

    approver: Signer


class ExpenseRule(Value):
    """The regulation that a training's expenses follow."""

    citation_th: str
    verified: bool


class TrainingMemoFacts(Letter, TrainingOutline):
    """The project goes up to the Chief for approval; `without_money`: as the year's plan has it."""

    expense_rule: ExpenseRule
    without_money: bool = False


class TrainerRequestFacts(Letter, OfTraining):
    """An agency is asked for a trainer; the form that it answers on is enclosed.

    `topics_th` are what is taught. `until` is the last day for the answer.
    """

    agency_th: str
    topics_th: tuple[str, ...]
    until: date | None
    hotline_social: str
    hotline_police: str


class ParticipantsRequestFacts(Letter, OfTraining):
    """The members' offices are asked who comes; one letter to all `recipients` listed behind it."""

    recipients: tuple[str, ...]
    until: date | None
    blank_rows: tuple[int, ...]
    hotline_social: str
    hotline_police: str


class ParticipantsMemoFacts(Letter, OfTraining):
    """The Chief's own Deputies are told to attend; who cannot says so by `until`."""

    until: date | None


class ThanksFacts(Letter, OfTraining):
    """An agency is thanked for its trainer; `participants` as the list of the day has them."""

    agency_th: str
    participants: int | None


class Registrant(Value):
    """A line of the list: somebody, or a post; the code that stands on their tests."""

    code: str
    name_th: str | None
    position_th: str | None


class RegistrationDay(Value):
    """A day of the training, of which each has a sheet."""

    number: int
    on: date | None


class RegistrationFacts(Paper, OfTraining):
    """The sheets that participants sign, morning and afternoon, a day each."""

    on_days: tuple[RegistrationDay, ...]
    people: tuple[Registrant, ...]


class QuestionGroup(Value):
    """Questions about a topic, by their numbers."""

    topic_th: str
    questions: tuple[int, ...]


class AnswerRow(Value):
    """A row of the answer sheet: two questions side by side."""

    left: int
    right: int | None


class TrainingTestFacts(Paper, OfTraining):
    """Questions that the trainers write in, the same before and after, and the answer sheet."""

    questions: int
    full_marks: int
    parts: tuple[QuestionGroup, ...]
    answers: tuple[AnswerRow, ...]


class SatisfactionFacts(Paper, OfTraining):
    """What participants thought of the training: who answers, five degrees, their own words."""

    bodies_th: tuple[str, ...]
    aspects_th: tuple[str, ...]


class SpeechesFacts(Paper, OfTraining):
    """The report to the chair of the opening, and the opening: two sheets to be read out.

    `refresher`: a change of policy asks for the training, and no plan.
    """

    chief: Signer
    focal: Signer
    topics_th: tuple[str, ...]
    trainers_th: tuple[str, ...]
    people: int
    refresher: bool
