"""What the command line itself refuses: a word that was typed, or is missing."""

from typing import TypeVar

from registry.refusals import Refusal

T = TypeVar("T")


class UsageMissing(Refusal):
    """An option or argument that the command needs was not given."""


def needed(value: T | None, field: str) -> T:
    """What was given there. Raises UsageMissing."""
    if value is None:
        raise UsageMissing(field=field)
    return value


class UsageUnknownOption(Refusal):
    """The command has no such option."""


class UsageUnknownCommand(Refusal):
    """There is no such command."""


class UsageUnfit(Refusal):
    """A value is of the wrong kind, or there is one too many."""


class UnknownLanguage(Refusal):
    """Neither th nor en."""


class NothingToMove(Refusal):
    """Neither a due date nor a day until which the gate stays open was given."""


class OptionOfDirective(Refusal):
    """An option that only says something beside a directive."""

    code = "directive_option_alone"


class DirectiveHasItsDay(Refusal):
    """What a directive starts begins on the letter's own date."""


class RealDayStands(Refusal):
    """A real registry goes by its clock: no day is put in its place."""


class SimulationNotServed(Refusal):
    """A simulation is put to work only by who says that it is meant."""


class DayHasPassed(Refusal):
    """A simulation has come further than that day."""


class NoMailServer(Refusal):
    """No mail server is set on this machine."""


class NoAlertAddress(Refusal):
    """No address is set that is told of units that fail."""


class MailNotSent(Refusal):
    """The mail server did not take the mail, or was not reached."""


class YearNotBegun(Refusal):
    """The committee of the district had not begun that fiscal year on the day of the view."""


class UnknownDirective(Refusal):
    """No provincial letter of that number in the list."""


class NoScoresAsked(Refusal):
    """The gate asks neither for who took part in a training nor for their points."""


class HeadUnreadable(Refusal):
    """What was typed as the head of a seal is none: a slip is no exchanged registry."""
