"""What is refused in the cells of a directory workbook, and how its names are read."""

from config.titles import title_list
from config.words import Named
from registry.refusals import Refusal
from registry.rules.names import title_typed
from registry.rules.thai import tidy


class NotOfTheList(Refusal):
    """The workbook is of other districts than the one it was brought in for."""

    code = "directory_elsewhere"


class NoSuchOffice(Refusal):
    """Neither the registry nor the sheet of offices knows the office."""

    code = "directory_no_office"


class OfficeNamedTwice(Refusal):
    """Several offices are so called: which is meant is told by its reference."""


class StandsOtherwise(Refusal):
    """What the directory leaves as it is once recorded."""

    code = "directory_stands"


class TermMoved(Refusal):
    """The term that the row was written from was changed since."""

    code = "directory_term_moved"


class DirectoryRowTwice(Refusal):
    """Two rows are of one thing, and say it otherwise: which of them holds nobody can tell."""


class EarlierWorkbook(Refusal):
    """A workbook of 0.3 or before, with ends: it kept the first day out, and asked for the last."""

    code = "directory_earlier"


class DirectoryKeysMissing(Refusal):
    """A sheet without the row that names its columns."""

    code = "directory_keys"


def in_full(title: str) -> str:
    """The title in full where the list knows it, however short it was typed."""
    listed = title_typed(title, title_list().titles())
    return listed.full_th if listed else title


def tidied(name: Named) -> Named:
    """The name with single spaces, as a cell is read."""
    return Named(tidy(name.th), tidy(name.en))
