"""What the command line itself refuses: what was typed, and files that cannot be read."""

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


class FileNotReadable(Refusal):
    """There is no such file, or it cannot be read or written."""

    code = "file_not_readable"


class FileWrongSuffix(Refusal):
    """The file's suffix is none of those whose form is known."""

    code = "file_wrong_suffix"


class JsonUnreadable(Refusal):
    """The text is no JSON: where it breaks off."""

    code = "json_unreadable"


class FileUnreadable(Refusal):
    """The text is no TOML or YAML: what the reader says."""

    code = "file_unreadable"


class FileUnfit(Refusal):
    """A row or field of a file does not fit its form."""

    code = "file_unfit"


class UnknownArea(Refusal):
    """No country, province or district of that code."""

    code = "unknown_area"


class OfficeRefUnfit(Refusal):
    """An office's reference is not area, kind and number."""

    code = "office_ref_unfit"


class ActingWithoutBasis(Refusal):
    """Acting needs an order, or seniority by law."""

    code = "acting_without_basis"


class StopBeforeStart(Refusal):
    """A term whose last day lies before its first."""

    code = "stop_before_start"


class LastDayInstead(Refusal):
    """A row of a file says the first day out, as it did up to 0.3, and not the last day."""

    code = "last_day_instead"


class UnknownDocument(Refusal):
    """No paper of that number, or its bytes were taken out."""

    code = "unknown_document"


class NoWordDocument(Refusal):
    """Only a Word document can be made into a PDF."""

    code = "no_word_document"


class UnknownLanguage(Refusal):
    """Neither th nor en."""

    code = "unknown_language"


class PdfFailed(Refusal):
    """LibreOffice did not make the PDF."""

    code = "pdf_failed"


class NothingToMove(Refusal):
    """Neither a due date nor a day until which the gate stays open was given."""

    code = "nothing_to_move"


class OptionOfDirective(Refusal):
    """An option that only says something beside a directive."""

    code = "directive_option_alone"


class DirectiveHasItsDay(Refusal):
    """What a directive starts begins on the letter's own date."""

    code = "directive_has_its_day"
