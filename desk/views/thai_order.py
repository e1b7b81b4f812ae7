"""Districts in the order in which people look for them."""

from collections.abc import Iterable
from functools import cache

from config.words import Language, Named
from registry.queries.areas import DistrictRow
from registry.rules.thai import sort_key

_key = cache(sort_key)  # names of areas are few and stay


def in_order(rows: Iterable[DistrictRow], language: Language) -> list[DistrictRow]:
    """By province, then by name: in Thai as a dictionary has them, in English by alphabet."""
    if language == "en":
        return sorted(rows, key=lambda one: (one.province_name.en, one.name.en))
    return sorted(rows, key=lambda one: (_key(one.province_name.th), _key(one.name.th)))


def named_in_order(names: dict[str, Named], language: Language) -> list[tuple[str, Named]]:
    """Codes with their names, by name."""
    if language == "en":
        return sorted(names.items(), key=lambda one: one[1].en)
    return sorted(names.items(), key=lambda one: _key(one[1].th))
