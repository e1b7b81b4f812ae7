"""Forms on the day of a training: the list to sign, the test, what participants thought of it.

On tests and opinions stands a code and no name: the list alone joins the two, and stays with
whoever holds the training.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import zip_longest

from config.defaults import committee
from config.training import training
from config.words import both
from flows.engine.paper import Printable, Printing
from flows.papers.letterhead import paper_base
from flows.training.plan import planned
from flows.training.planned_days import Invitees, invited, of_sessions, of_training, session_at
from registry.rules.papers.seminar import (
    AnswerRow,
    QuestionGroup,
    Registrant,
    RegistrationDay,
    RegistrationFacts,
    SatisfactionFacts,
    TrainingTestFacts,
)


def registration_sheet(at: Printing, key: str) -> RegistrationFacts:
    """A sheet a day: the members whom it is for, and lines for others."""
    session = session_at(at, key)
    days = of_training(at, session)
    return RegistrationFacts(
        **paper_base(at.connection, at.job.district, at.job.on),
        **days,
        on_days=tuple(
            RegistrationDay(
                number=place + 1,
                on=days["first_day"] + timedelta(days=place) if days["first_day"] else None,
            )
            for place in range(session.days)
        ),
        people=tuple(_registrants(invited(at, session))),
    )


def _registrants(wanted: Invitees) -> Iterator[Registrant]:
    lines: list[tuple[str | None, str | None]] = [
        (wanted.people.name_of(one), one.seats[0].title_th) for one in wanted.members
    ]
    lines += [(None, None)] * training().registration.blank_lines
    for number, (name, position) in enumerate(lines, 1):
        yield Registrant(code=f"{number:02}", name_th=name, position_th=position)


def training_test(at: Printing, key: str) -> TrainingTestFacts:
    """The questions by topic, as many as the form has, and the sheet that is marked."""
    session, form = session_at(at, key), training().test
    worded = planned(at.connection, at.job.district, session)
    topics = [one.text_th for one in worded.topics] or [both("word.not_recorded").th]
    numbers = range(1, form.questions + 1)
    half = (form.questions + 1) // 2
    return TrainingTestFacts(
        **paper_base(at.connection, at.job.district, at.job.on),
        **of_training(at, session),
        questions=form.questions,
        full_marks=form.questions * form.marks_each,
        parts=tuple(_spread(topics, numbers)),
        answers=tuple(
            AnswerRow(left=left, right=right)
            for left, right in zip_longest(numbers[:half], numbers[half:])
        ),
    )


def _spread(topics: Sequence[str], numbers: Sequence[int]) -> Iterator[QuestionGroup]:
    """The questions over the topics, as evenly as they go."""
    for place, topic in enumerate(topics):
        first = len(numbers) * place // len(topics)
        last = len(numbers) * (place + 1) // len(topics)
        yield QuestionGroup(topic_th=topic, questions=tuple(numbers[first:last]))


def satisfaction_form(at: Printing, key: str) -> SatisfactionFacts:
    """Who answers, by body; what is judged, as the settings have it."""
    return SatisfactionFacts(
        **paper_base(at.connection, at.job.district, at.job.on),
        **of_training(at, session_at(at, key)),
        bodies_th=tuple(one.title_th for one in committee().bodies),
        aspects_th=tuple(one.th for one in training().aspects),
    )


SHEETS: tuple[Printable, ...] = (
    Printable("registration_sheet", RegistrationFacts, of_sessions, registration_sheet),
    Printable("training_test", TrainingTestFacts, of_sessions, training_test),
    Printable("satisfaction_form", SatisfactionFacts, of_sessions, satisfaction_form),
)
