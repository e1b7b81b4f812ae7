"""From a name as typed to one district or province, or a refusal that suggests.

Codes are those of the Department of Provincial Administration: two digits a province, four
a district, six a sub-district.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import ClassVar, Literal, NamedTuple

from config.areas import AreaWords
from config.words import Named, both
from registry.refusals import Refusal
from registry.rules.thai import tidy

AreaKind = Literal["country", "province", "district", "subdistrict"]
SUGGESTIONS = 3
LISTED = 10  # candidates that a sentence can bear; the refusal holds them all
ENOUGH_ALIKE = 0.6
LONGEST = 200  # characters of a name with its province: what is longer is not compared with any

_PARTS = re.compile(r"[,\s]+")
_NO_LETTER = re.compile(r"[\s.'’-]+")


@dataclass(frozen=True)
class AreaRow:
    """An area as the Department lists it; `parent` is the code of the area around it."""

    code: str
    kind: AreaKind
    parent: str | None
    name_th: str
    name_en: str


class AliasRow(NamedTuple):
    """A key (see `area_key`) under which an area is found."""

    key: str
    code: str


class UnknownDistrict(Refusal):
    """No district of that name. `candidates` are the codes of those suggested."""

    code = "district_unknown"
    kind: ClassVar[AreaKind] = "district"

    def __init__(self, text: str, near: tuple[AreaRow, ...], index: "AreaIndex") -> None:
        self.candidates = tuple(area.code for area in near)
        remedy = (
            both("area.use_nearest", suggestions=_listed(near, index))
            if near
            else both(f"area.use_any.{self.kind}")
        )
        super().__init__(value=text, remedy=remedy)


class DistrictMissing(UnknownDistrict):
    """No name was typed."""


class UnknownProvince(UnknownDistrict):
    """No province of that name. `candidates` are the codes of those suggested."""

    code = "province_unknown"
    kind = "province"


class AmbiguousDistrict(Refusal):
    """Several districts bear the name. `candidates` are their codes."""

    code = "district_ambiguous"

    def __init__(self, text: str, same: tuple[AreaRow, ...], index: "AreaIndex") -> None:
        self.candidates = tuple(area.code for area in same)
        super().__init__(value=text, suggestions=_listed(same, index))


@dataclass(frozen=True)
class AreaIndex:
    """Areas by code, and codes by key."""

    areas: Mapping[str, AreaRow]
    codes: Mapping[str, tuple[str, ...]]
    words: AreaWords

    def found(self, text: str, kind: AreaKind) -> tuple[AreaRow, ...]:
        """The areas of a kind that `text` names, by code or name."""
        key = area_key(text, self.words)
        codes = (key,) if key in self.areas else self.codes.get(key, ())
        return tuple(self.areas[code] for code in codes if self.areas[code].kind == kind)

    def near(self, text: str, kind: AreaKind) -> tuple[AreaRow, ...]:
        """Up to three areas of a kind whose names look like `text`, the likest first."""
        keys = [key for key, codes in self.codes.items() if self._any(codes, kind)]
        key = area_key(text, self.words)
        alike = get_close_matches(key, keys, n=3 * SUGGESTIONS, cutoff=ENOUGH_ALIKE)
        codes = dict.fromkeys(code for key in alike for code in self.codes[key])
        areas = (self.areas[code] for code in codes)
        return tuple(area for area in areas if area.kind == kind)[:SUGGESTIONS]

    def _any(self, codes: Iterable[str], kind: AreaKind) -> bool:
        return any(self.areas[code].kind == kind for code in codes)


def index_of(areas: Iterable[AreaRow], aliases: Iterable[AliasRow], words: AreaWords) -> AreaIndex:
    """An index of areas under their aliases (their own names too, see registry.gazetteer)."""
    codes: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for alias in aliases:
        codes[alias.key][alias.code] = None
    listed = {key: tuple(found) for key, found in codes.items()}
    return AreaIndex({area.code: area for area in areas}, listed, words)


def area_key(text: str, words: AreaWords) -> str:
    """What stays of an area's name when everything is gone in which people differ.

    Prefixes, Latin words for district and province, case, spaces, hyphens, stops and Thai
    digits: `Amphoe Wiang Kaen`, `Wiang Kaen District` and `wiangkaen` have one key.
    """
    name = _stripped(tidy(text).casefold(), words.prefixes_th)
    name = _whole_words(words.words_en).sub(" ", name)
    return _NO_LETTER.sub("", name)


def resolve(text: str, index: AreaIndex, *, own: Collection[str] = ()) -> str:
    """The code of the district that `text` names: by code, by name, or with its province.

    `5713`, `Wiang Kaen`, `Chaloem Phra Kiat Buri Ram`, `Chiang Saen, Chiang Rai`.
    Raises DistrictMissing, UnknownDistrict, or AmbiguousDistrict with every candidate, those
    in the areas that are the reader's `own` first.
    """
    if not tidy(text):
        raise DistrictMissing(text, (), index)
    if len(text) > LONGEST:
        raise UnknownDistrict(text, (), index)
    districts = index.found(text, "district") or tuple(_in_a_province(text, index))
    if not districts:
        raise UnknownDistrict(text, index.near(_first_part(text), "district"), index)
    if len(districts) > 1:
        nearest = sorted(districts, key=lambda one: not one.code.startswith(tuple(own)))
        raise AmbiguousDistrict(text, tuple(nearest), index)
    return districts[0].code


def resolve_province(text: str, index: AreaIndex) -> str:
    """The code of the province that `text` names. Raises UnknownProvince."""
    if len(text) > LONGEST:
        raise UnknownProvince(text, (), index)
    provinces = index.found(text, "province")
    if not provinces:
        raise UnknownProvince(text, index.near(text, "province"), index)
    return provinces[0].code


def name_among(name: str, others: Collection[str], words: AreaWords) -> str:
    """The name of a district as others of its province bear theirs.

    Without the words around it that none of theirs has; the capital's districts bear theirs.
    """
    given = tidy(name)
    prefixes = [one for one in words.prefixes_th if not any(o.startswith(one) for o in others)]
    return tidy(_whole_words(words.words_en, re.IGNORECASE).sub(" ", _stripped(given, prefixes)))


def _stripped(name: str, prefixes: Iterable[str]) -> str:
    for prefix in sorted(prefixes, key=len, reverse=True):
        if name.startswith(prefix):
            return name.removeprefix(prefix).strip()
    return name


@cache
def _whole_words(words: tuple[str, ...], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", flags)


def _in_a_province(text: str, index: AreaIndex) -> Iterator[AreaRow]:
    """Districts where the first words name a district and the rest the province around it."""
    for sign in index.words.province_signs:
        text = text.replace(sign, f" {sign}", 1) if not text.startswith(sign) else text
    found: dict[str, AreaRow] = {}
    for gap in _PARTS.finditer(text):
        provinces = {area.code for area in index.found(text[gap.end() :], "province")}
        for district in index.found(text[: gap.start()], "district"):
            if district.parent in provinces:
                found[district.code] = district
    yield from found.values()


def _first_part(text: str) -> str:
    return text.split(",", 1)[0]


def _listed(areas: tuple[AreaRow, ...], index: AreaIndex) -> Named:
    more = ["…"] if len(areas) > LISTED else []
    placed = [_placed(area, index) for area in areas[:LISTED]]
    return Named(
        th="; ".join([name.th for name in placed] + more),
        en="; ".join([name.en for name in placed] + more),
    )


def _placed(area: AreaRow, index: AreaIndex) -> Named:
    around = index.areas.get(area.parent or "")
    if around is None or around.kind == "country":
        return Named(f"{area.name_th} ({area.code})", f"{area.name_en} ({area.code})")
    return Named(
        th=f"{area.name_th}, {around.name_th} ({area.code})",
        en=f"{area.name_en}, {around.name_en} ({area.code})",
    )
