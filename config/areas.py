"""The words and other spellings of area names, from areas.toml."""

from config.defaults import defaults_of
from config.shapes import Default


class AreaWords(Default):
    """Words around the name of an area that are no part of it."""

    prefixes_th: tuple[str, ...]
    words_en: tuple[str, ...]
    province_signs: tuple[str, ...]


class CapitalWords(Default):
    """What stands before the province's name in the name of its capital district."""

    prefix_th: str
    prefixes_en: tuple[str, ...]


class Khet(Default):
    """The code of the province whose districts have no District Chief."""

    province: str


class CountryName(Default):
    """The area around all provinces."""

    code: str
    name_th: str
    name_en: str


class Spelling(Default):
    """Another spelling of one area, and who writes so."""

    code: str
    alias: str
    source: str


class AddedAreas(Default):
    """What is asked of districts that an office adds."""

    sources: int


class AreaNaming(Default):
    """All that areas.toml holds."""

    country: CountryName
    words: AreaWords
    of_villages: AreaWords
    capital: CapitalWords
    added: AddedAreas
    khet: Khet
    alias: tuple[Spelling, ...]


area_naming = defaults_of("areas.toml", AreaNaming)
