"""Thailand's areas and their names, as rows to load.

From the package `geothai` (CC-BY-4.0, Department of Provincial Administration; see NOTICE):
77 provinces, 928 districts with Bangkok's, 7,436 sub-districts, in Thai and English.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from config.areas import AreaNaming, CapitalWords, area_naming
from registry.rules.area_names import AliasRow, AreaIndex, AreaRow, area_key, index_of

__all__ = ["AliasRow", "AreaIndex", "AreaRow", "alias_rows", "area_index", "area_rows"]


def area_rows() -> tuple[AreaRow, ...]:
    """The country, then provinces, districts and sub-districts: parents before children."""
    country = area_naming().country
    return (
        AreaRow(country.code, "country", None, country.name_th, country.name_en),
        *_from_geothai(country.code),
    )


def alias_rows(areas: Iterable[AreaRow], naming: AreaNaming) -> tuple[AliasRow, ...]:
    """The keys of all provinces and districts: their names and the spellings of areas.toml.

    Each pair once. ValueError for a spelling whose code is no area.
    """
    known = {area.code: area for area in areas}
    named = ((text, area.code) for area in known.values() for text in _names(area, known, naming))
    spelt = ((spelling.alias, spelling.code) for spelling in naming.alias)
    rows = dict.fromkeys(
        AliasRow(area_key(text, naming.words), code) for text, code in (*named, *spelt)
    )
    if strangers := {row.code for row in rows} - set(known):
        raise ValueError(f"areas.toml gives spellings of no area: {sorted(strangers)}")
    return tuple(rows)


@cache
def area_index() -> AreaIndex:
    """The index of the areas as the package has them, without a registry; read once."""
    areas, naming = area_rows(), area_naming()
    return index_of(areas, alias_rows(areas, naming), naming.words)


def _from_geothai(country: str) -> Iterator[AreaRow]:
    import geothai  # noqa: PLC0415 (80 ms and 8,441 rows, needed once in a registry's life)

    provinces = geothai.provinces()
    districts = [each for province in provinces for each in geothai.districts(province.code)]
    for province in provinces:
        yield AreaRow(province.code, "province", country, province.name_th, province.name_en)
    for district in districts:
        parent = district.province_code
        yield AreaRow(district.code, "district", parent, district.name_th, district.name_en)
    for district in districts:
        for sub in geothai.subdistricts(district.code):
            yield AreaRow(sub.code, "subdistrict", district.code, sub.name_th, sub.name_en)


def _names(area: AreaRow, known: dict[str, AreaRow], naming: AreaNaming) -> Iterator[str]:
    if area.kind not in ("province", "district"):
        return
    yield from (area.name_th, area.name_en)
    around = known[area.parent or ""]
    if area.name_th == naming.capital.prefix_th + around.name_th:
        yield from _capital_names(around, naming.capital)


def _capital_names(province: AreaRow, words: CapitalWords) -> Iterator[str]:
    yield words.prefix_th
    yield from words.prefixes_en
    yield from (f"{prefix} {province.name_en}" for prefix in words.prefixes_en)
