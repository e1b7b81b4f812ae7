"""Thailand's areas and their names, as rows to load.

From the package `geothai` (CC-BY-4.0, Department of Provincial Administration; see NOTICE):
77 provinces, 928 districts with Bangkok's, 7,436 sub-districts, in Thai and English.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from config.areas import AreaNaming, CapitalWords, area_naming
from config.words import Named
from registry.refusals import Refusal
from registry.rules.area_names import AliasRow, AreaIndex, AreaRow, area_key, index_of

__all__ = [
    "AliasRow", "AreaIndex", "AreaRow", "KhetWithoutChief", "alias_rows", "aliases_of",
    "area_index", "area_index_with", "area_rows", "is_khet", "refuse_khet",
]  # fmt: skip


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
    named = (row for area in known.values() for row in aliases_of(area, known, naming))
    spelt = (AliasRow(area_key(one.alias, naming.words), one.code) for one in naming.alias)
    rows = dict.fromkeys((*named, *spelt))
    if strangers := {row.code for row in rows} - set(known):
        raise ValueError(f"areas.toml gives spellings of no area: {sorted(strangers)}")
    return tuple(rows)


def aliases_of(
    area: AreaRow, known: Mapping[str, AreaRow], naming: AreaNaming
) -> Iterator[AliasRow]:
    """The keys of a province or district by its own names; `known` holds what it lies in."""
    for text in _names(area, known, naming):
        yield AliasRow(area_key(text, naming.words), area.code)


@cache
def area_index() -> AreaIndex:
    """The index of the areas as the package has them, without a registry; read once.

    Whoever has a registry at hand asks `registry.queries.added_districts.areas_known`.
    """
    areas, naming = area_rows(), area_naming()
    return index_of(areas, alias_rows(areas, naming), naming.words)


@lru_cache(maxsize=8)
def area_index_with(added: tuple[AreaRow, ...]) -> AreaIndex:
    """The same with districts that a registry holds beside them."""
    shipped, naming = area_index(), area_naming()
    if not added:
        return shipped
    areas = {**shipped.areas, **{one.code: one for one in added}}
    codes = dict(shipped.codes)
    for area in added:
        for key, code in aliases_of(area, areas, naming):
            codes[key] = tuple(sorted({*codes.get(key, ()), code}))
    return replace(shipped, areas=areas, codes=codes)


class KhetWithoutChief(Refusal):
    """An area of Bangkok, where a district of a province is needed: a khet has no Chief."""

    code = "khet_without_chief"


def is_khet(area: str) -> bool:
    """Whether the code is that of Bangkok, or of anything in it."""
    return area.startswith(area_naming().khet.province)


def refuse_khet(area: str, *, field: str) -> None:
    """Raises KhetWithoutChief for the code of Bangkok, or of anything in it."""
    if is_khet(area):
        known = area_index().areas.get(area)
        name = Named(known.name_th, known.name_en) if known else area
        raise KhetWithoutChief(field=field, value=name)


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


def _names(area: AreaRow, known: Mapping[str, AreaRow], naming: AreaNaming) -> Iterator[str]:
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
