"""What an office is called in full: title and unit joined, the place added, nothing said twice.

Offices are recorded by people, who type the unit with its word in full, with its abbreviation,
or without it: all three are one office with one name.
"""

from dataclasses import dataclass

from config.shapes import CommitteeModel, ModelSeat, OfficeWords, UnitWord
from config.words import Named

_UNIT = "{unit}"


@dataclass(frozen=True)
class PlaceNames:
    """Names of the district and its province, without their prefixes; "" where there is none."""

    district_th: str
    district_en: str
    province_th: str
    province_en: str


@dataclass(frozen=True)
class OfficeTitle:
    """An office as it was recorded: kind, title, and its unit, "" where it has none."""

    kind: str
    title: Named
    unit: Named


def called(office: OfficeTitle, place: PlaceNames, model: CommitteeModel) -> Named:
    """What the office is called in full, as lists and papers name it.

    The model's title of the kind where the recorded one says no more, else the recorded title
    with its unit; a title that ends in the word of a place bears the name of that place.
    """
    own = _own_seat(office.kind, model)
    title = office.title.th.strip()
    if own is not None and (office.unit.th.strip() or _UNIT not in own.title_th):
        full = filled(own, office, place, model)
        if full.th.startswith(title) and full.th != title:
            return full
    return _recorded(office, place, model.office_words)


def seat_title(
    seat: ModelSeat,
    office: OfficeTitle,
    place: PlaceNames,
    model: CommitteeModel,
) -> Named:
    """What an order calls the seat of the office: by the office's own post, where it has one.

    A seat that somebody is sent to by the office is called as the model calls it; and who was
    recorded as a representative has no post that the seat could be called by.
    """
    full = filled(seat, office, place, model)
    title, head = office.title.th.strip(), seat.title_th.partition(_UNIT)[0]
    stands = model.office_words.stands_for
    if stands(head) or stands(title) or full.th.startswith(title) or head.startswith(title):
        return full
    return _recorded(office, place, model.office_words)


def filled(
    seat: ModelSeat,
    office: OfficeTitle,
    place: PlaceNames,
    model: CommitteeModel,
) -> Named:
    """The model's title of the seat with unit and place; the general one without a unit."""
    words = model.office_words
    unit = Named(words.in_full(office.unit.th), office.unit.en.strip())
    if _UNIT in seat.title_th and not unit.th:
        return _placed(Named(seat.generic_th, seat.generic_en), unit, place, words)
    fits = (one for one in model.title_variants if one.office_kind == office.kind)
    variant = next((one for one in fits if unit.th.startswith(one.prefix_th)), None)
    if variant is not None and _UNIT in seat.title_th and not words.stands_for(seat.title_th):
        rest = unit.th.removeprefix(variant.prefix_th).strip()
        thai = variant.title_th.replace("{rest}", rest)
        return _placed(Named(thai, variant.title_en), unit, place, words)
    return _placed(Named(seat.title_th, seat.title_en), unit, place, words)


def joined(title: str, unit: str, words: OfficeWords) -> str:
    """Title and unit, the word that ends the one and begins the other said once."""
    title, unit = words.ended_in_full(title), words.in_full(unit)
    if not unit or title.rstrip().endswith(unit):
        return title.strip()
    said = next((one for one in words.by_length if title.rstrip().endswith(one.full_th)), None)
    rest = unit.removeprefix(said.full_th).strip() if said else unit
    return f"{title}{rest}".strip()


def _own_seat(kind: str, model: CommitteeModel) -> ModelSeat | None:
    """The first seat of the model that the holder of such an office fills by it."""
    seats = (one for one in model.seats if one.office_kinds[0] == kind)
    return next((one for one in seats if not model.office_words.stands_for(one.title_th)), None)


def _recorded(office: OfficeTitle, place: PlaceNames, words: OfficeWords) -> Named:
    thai = joined(office.title.th.strip(), office.unit.th, words)
    english = f"{office.title.en} {office.unit.en}".strip()
    if not office.unit.th:
        for word, name in (
            (words.district_th, Named(place.district_th, place.district_en)),
            (words.province_th, Named(place.province_th, place.province_en)),
        ):
            if thai.endswith(word) and name.th:
                of_place = english if name.en in english else f"{english}, {name.en}"
                return Named(f"{thai}{name.th}", of_place)
    return Named(thai, english)


def _placed(pattern: Named, unit: Named, place: PlaceNames, words: OfficeWords) -> Named:
    thai = pattern.th.replace("{district}", place.district_th)
    thai = thai.replace("{province}", place.province_th)
    before, marked, after = thai.partition(_UNIT)
    english = pattern.en.replace("{district}", place.district_en)
    english = english.replace("{province}", place.province_en)
    head, _, tail = english.partition(_UNIT)
    return Named(
        f"{joined_to(before, unit.th, words)}{after}" if marked else thai,
        f"{head}{unit.en.removesuffix(tail)}{tail}" if _UNIT in english else english,
    )


def joined_to(before: str, unit: str, words: OfficeWords) -> str:
    """A pattern's beginning and the unit; a space that the pattern sets between them stays."""
    said = next((one for one in words.by_length if _ends(before, one)), None)
    return before + (unit.removeprefix(said.full_th).strip() if said else unit)


def _ends(text: str, word: UnitWord) -> bool:
    return text.rstrip().endswith(word.full_th)
