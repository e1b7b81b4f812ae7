"""What the command line itself refuses: a word that was typed, or is missing."""

from registry.refusals import Refusal


class UsageMissing(Refusal):
    """An option or argument that the command needs was not given."""

    code = "usage_missing"


class UsageUnknownOption(Refusal):
    """The command has no such option."""

    code = "usage_unknown_option"


class UsageUnknownCommand(Refusal):
    """There is no such command."""

    code = "usage_unknown_command"


class UsageUnfit(Refusal):
    """A value is of the wrong kind, or there is one too many."""

    code = "usage_unfit"


class SettingsUnfit(Refusal):
    """A setting of this installation (PRASAN_...) cannot be used."""

    code = "settings_unfit"


class UnknownLanguage(Refusal):
    """Neither th nor en."""

    code = "unknown_language"


class NothingToMove(Refusal):
    """Neither a due date nor a day until which the gate stays open was given."""

    code = "nothing_to_move"


class OptionOfDirective(Refusal):
    """An option that only says something beside a directive."""

    code = "directive_option_alone"


class DirectiveHasItsDay(Refusal):
    """What a directive starts begins on the letter's own date."""

    code = "directive_has_its_day"
