"""What an office is called in full: title and unit joined, the place added, nothing said twice.

Offices are recorded by people, who type the unit with its word in full, with its abbreviation,
or without it: all three are one office with one name.
"""

from typing import NamedTuple

from config.committee_model import CommitteeModel, ModelSeat, OfficeWords, TitleVariant, UnitWord
from config.words import Named

_UNIT = "{unit}"


class PlaceNames(NamedTuple):
    """Names of the district and its province, without their prefixes; "" where there is none."""

    district_th: str
    district_en: str
    province_th: str
    province_en: str


class OfficeTitle(NamedTuple):
    """An office as it was recorded: kind, title, and its unit, "" where it has none."""

    kind: str
    title: Named
    unit: Named


def called(office: OfficeTitle, place: PlaceNames, model: CommitteeModel) -> Named:
    """What the office is called in full, as lists and papers name it.

    The model's title of the kind where the recorded one says no more, else the recorded title
    with its unit; a title that ends in the word of a place bears the name of that place.
    """
    office = _unit_alone(office, model)
    own, words = _own_seat(office.kind, model), model.office_words
    if own is None and office.unit.th:
        return _sent_by(office, place, model)
    title = office.title.th.strip()
    if own is not None and (office.unit.th or _UNIT not in own.title_th):
        full = filled(own, office, place, model)
        if full.th != title and (full.th.startswith(title) or _only_general(own, office, model)):
            return full
    return _recorded(office, place, words)


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
    office, words = _unit_alone(office, model), model.office_words
    full = filled(seat, office, place, model)
    title, head = office.title.th.strip(), seat.title_th.partition(_UNIT)[0]
    stands = words.stands_for
    if stands(head) or stands(title) or full.th.startswith(title) or head.startswith(title):
        return full
    if _only_general(seat, office, model):
        return full
    return _recorded(office, place, words)


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
        general = variant.generic_en or seat.generic_en
        english = _english(_ended(variant, unit), general, office, place)
        return _placed(Named(thai, english), unit, place, words)
    english = _english(seat.title_en, seat.generic_en, office, place)
    return _placed(Named(seat.title_th, english), unit, place, words)


def _english(title: str, general: str, office: OfficeTitle, place: PlaceNames) -> str:
    """The pattern of the English title: without an English unit the general one."""
    if _UNIT not in title or office.unit.en.strip():
        return title
    return general if place.district_en or "{district}" not in general else office.title.en


def _ended(variant: TitleVariant, unit: Named) -> str:
    """The English title of the variant, without an end that the unit says in other words."""
    head, marked, _ = variant.title_en.partition(_UNIT)
    return f"{head}{marked}" if unit.en.endswith(variant.ends_en) else variant.title_en


def ordinance_of(unit: str, model: CommitteeModel) -> str | None:
    """What the local government of that Thai name passes its budget in; None where it is none."""
    named = model.office_words.in_full(unit)
    passed = (
        one.ordinance_th
        for one in model.title_variants
        if one.ordinance_th and named.startswith(one.prefix_th)
    )
    return next(passed, None)


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


def _sent_by(office: OfficeTitle, place: PlaceNames, model: CommitteeModel) -> Named:
    """The office of a unit that sends somebody: its representative, or the unit itself.

    A title that says more than the model's general one stands as it was recorded.
    """
    words, title = model.office_words, office.title.th.strip()
    seat = next((one for one in model.seats if one.office_kinds[0] == office.kind), None)
    if seat is None or not _is_general(title, seat, words):
        return _recorded(office, place, words)
    if words.stands_for(title):
        return filled(seat, office, place, model)
    return Named(words.in_full(office.unit.th), office.unit.en.strip() or office.title.en)


def _is_general(title: str, seat: ModelSeat, words: OfficeWords) -> bool:
    """Whether the title is how the model calls any office of the kind, or begins or ends so."""
    sent = seat.generic_th.removeprefix(words.representative_th)
    general = (seat.generic_th, sent) if words.stands_for(seat.title_th) else (seat.generic_th,)
    return any(one.startswith(title) or one.endswith(title) for one in general)


def _only_general(seat: ModelSeat, office: OfficeTitle, model: CommitteeModel) -> bool:
    """Whether title and unit say together what the model does: a general title, a whole unit."""
    words = model.office_words
    title, unit = office.title.th.strip(), words.in_full(office.unit.th)
    headed = (one.prefix_th for one in model.title_variants if one.office_kind == office.kind)
    whole = unit.startswith((*(one.full_th for one in words.units), *headed))
    sent = words.stands_for(title) and not words.stands_for(seat.title_th)
    return whole and not sent and _is_general(title, seat, words)


def _unit_alone(office: OfficeTitle, model: CommitteeModel) -> OfficeTitle:
    """The office, its unit without the title that was typed before it once more."""
    unit = office.unit.th.strip()
    begun = _beginnings(office, model) if unit else {}
    said = next((one for one in sorted(begun, key=len, reverse=True) if unit.startswith(one)), "")
    if said:
        unit = f"{begun[said]}{unit.removeprefix(said).strip()}"
    return office._replace(unit=Named(unit, office.unit.en))


def _beginnings(office: OfficeTitle, model: CommitteeModel) -> dict[str, str]:
    """How whole titles of the kind begin, each with what it says of the unit itself."""
    own = _own_seat(office.kind, model)
    found = {office.title.th.strip(): ""} if own is not None else {}
    for seat in model.seats:
        if office.kind in seat.office_kinds and _UNIT in seat.title_th:
            head = seat.title_th.partition(_UNIT)[0].strip()
            ends = (one.full_th for one in model.office_words.by_length)
            found |= {head.removesuffix(end).strip(): "" for end in ("", *ends)}
    for variant in model.title_variants:
        if variant.office_kind == office.kind:
            found[variant.title_th.partition("{rest}")[0]] = variant.prefix_th
    return {begun: said for begun, said in found.items() if begun}


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
