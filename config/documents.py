"""How documents look and what a template may hold, from documents.toml."""

from functools import cached_property
from typing import Annotated

from pydantic import Field

from config.defaults import defaults_of
from config.shapes import Default

Count = Annotated[int, Field(gt=0)]
Em = Annotated[float, Field(gt=0, lt=2)]


class Page(Default):
    """The sheet: lengths in twips (1/20 pt), the size of type in half points."""

    width_twips: Count
    height_twips: Count
    left_twips: Count
    right_twips: Count
    top_twips: Count
    bottom_twips: Count
    font: str
    half_points: Count


class Emblem(Default):
    """The picture of a template that the office's own emblem takes the place of."""

    placeholder: str
    largest_bytes: Count


class Numbers(Default):
    """Words right before a number, right behind one, what is counted, and of a telephone number.

    `years` are words of a year, before the era and its number.
    """

    follow: tuple[str, ...]
    precede: tuple[str, ...]
    units: tuple[str, ...]
    ordinal: str
    era: str
    years: tuple[str, ...]
    telephone: tuple[str, ...]
    extension: str


class Baht(Default):
    """The words of an amount of baht: the digits from nought on, the places from ten on."""

    digits: Annotated[tuple[str, ...], Field(min_length=10, max_length=10)]
    places: Annotated[tuple[str, ...], Field(min_length=5, max_length=5)]
    million: str
    last_one: str
    two_tens: str
    baht: str
    whole: str
    satang: str


class DraftMark(Default):
    """What tells a draft from what goes to be signed, in its head and its foot."""

    mark_style: str
    marks: tuple[str, ...]
    lines: tuple[str, ...]


class StandIn(Default):
    """The font that is shipped, and the fonts that it stands in for; metrics in em.

    `letters` are those that it draws, each as "0E01" or as "0E01-0E3A".
    """

    family: str
    digits_family: str
    replaces: tuple[str, ...]
    units_per_em: Count
    ascent_em: Em
    descent_em: Em
    gap_em: Em
    letters: tuple[Annotated[str, Field(pattern=r"^[0-9A-F]{4}(-[0-9A-F]{4})?$")], ...]

    @cached_property
    def drawn(self) -> frozenset[int]:
        """The same letters by their numbers."""
        ends = [[int(end, 16) for end in one.split("-")] for one in self.letters]
        return frozenset(sign for end in ends for sign in range(end[0], end[-1] + 1))


class Pdf(Default):
    """What a PDF copy needs. `protected` are words with a stroke where none may break.

    So are `periods`, alone and with each of `which`.

    `places` are the words before the name of an area, which may not break either; `villages`
    those before the name of a village, `before_names` those right before a person's. `prefixes`
    make a noun of the word behind them, but behind `ends_words`. `phrases` may part over two
    lines, and say nothing where an excerpt ends within them.
    """

    digits_style: str
    protected: tuple[str, ...]
    periods: tuple[str, ...]
    which: tuple[str, ...]
    places: tuple[str, ...]
    villages: tuple[str, ...]
    before_names: tuple[str, ...]
    prefixes: tuple[str, ...]
    ends_words: tuple[str, ...]
    phrases: tuple[str, ...]


class ZipLimits(Default):
    """What an uploaded zip may measure at most: a template, a pack."""

    file_bytes: Count
    parts: Count
    unpacked_bytes: Count
    ratio: Count
    ratio_from_bytes: Count


class DocumentDefaults(Default):
    """All that documents.toml holds."""

    page: Page
    numbers: Numbers
    baht: Baht
    emblem: Emblem
    draft: DraftMark
    stand_in: StandIn
    pdf: Pdf
    template_limits: ZipLimits


document_defaults = defaults_of("documents.toml", DocumentDefaults)
