"""Facts of the letters after a meeting: minutes that go round, and what a resolution asks for."""

from datetime import date

from registry.rules.papers.letter import Letter, Reference
from registry.rules.seats import Value


class MinutesCirculationFacts(Letter):
    """The secretary sends the minutes round for adoption, with a form to answer on.

    One letter goes to all `recipients`, who are listed behind it. `until` is the last day for
    corrections: whoever says nothing by then has adopted. `blank_rows` are rows of the form.
    """

    meeting_th: str
    held_on: date
    place_th: str | None
    until: date
    recipients: tuple[str, ...]
    blank_rows: tuple[int, ...]
    hotline_social: str
    hotline_police: str


class AskedAction(Value):
    """What a resolution asks of the addressee; `number` is the action's own in the minutes."""

    number: int
    resolution_th: str
    what_th: str
    due_on: date | None


class ResolutionNoticeFacts(Letter):
    """Who has to do something by a resolution is told of it.

    `invitation` is the letter to the meeting, which this one refers to. `adopted_on` is None while
    nobody has adopted the minutes.
    """

    meeting_th: str
    held_on: date
    invitation: Reference
    actions: tuple[AskedAction, ...]
    adopted_on: date | None


class NewDay(Value):
    """When and where a meeting that was put off is to be held instead."""

    held_on: date
    starts: str | None
    place_th: str | None


class PostponementFacts(Letter):
    """A meeting is put off: `held_on`, `starts` and `place_th` are of the day that it had.

    One letter goes to all `recipients`, who are listed behind it. `anew` is None until another day
    is agreed on. Times are as papers write them ("09.30").
    """

    meeting_th: str
    held_on: date
    starts: str | None
    place_th: str | None
    invitation: Reference
    reason_th: str | None
    anew: NewDay | None
    recipients: tuple[str, ...]
