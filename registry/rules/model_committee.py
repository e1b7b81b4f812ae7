"""The model committee expanded to the offices that a district really has.

The model is config/committee.toml (R27 to R30); a seat is a kind, offices are many
(practice of the offices: several local administrative organisations, stations, kamnan).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from config.committee_model import CommitteeModel, ModelSeat
from config.words import Named
from registry.rules.office_names import OfficeTitle, PlaceNames, seat_title
from registry.rules.seats import BODY_ORDER, ROLE_ORDER, BodyKey, Seat, SeatMode, SeatRole

_HELD_BY_ONE = frozenset(
    {SeatRole.CHAIR, SeatRole.VICE_CHAIR, SeatRole.GROUP_HEAD, SeatRole.SECRETARY}
)
_NOTHING_CHOSEN: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class OfficeRef(NamedTuple):
    """An office as the registry knows it. `unit_th` is empty where a district has but one.

    `title_th` is the title that the registry has for it, "" where only its kind counts.
    """

    ref: str
    kind: str
    unit_th: str
    unit_en: str
    agency: str | None = None
    title_th: str = ""
    title_en: str = ""


def expand(
    model: CommitteeModel,
    offices: Sequence[OfficeRef],
    names: PlaceNames,
    chosen: Mapping[str, tuple[str, ...]] = _NOTHING_CHOSEN,
) -> tuple[Seat, ...]:
    """The model seats as seats of the district's own offices, in printed order.

    `offices` are those of the district and its province, in the district's own order: the
    first police station is vice-chair, further ones are members. `chosen` gives, by the key
    of a model seat ("prevention.village_head"), the refs of the offices chosen for it. A
    seat without an office stays, under a generic title and without `office`, so that
    `membership.check` can report it. Keys stay the same however often this is asked.
    """
    by_kind: dict[str, list[OfficeRef]] = defaultdict(list)
    for office in offices:
        by_kind[office.kind].append(office)
    seats = [
        seat
        for seat_model in model.seats
        for seat in _seats_of(
            seat_model,
            _offices_for(seat_model, by_kind, chosen.get(seat_model.key, ())),
            names,
            model,
        )
    ]
    # Stable: within a role the model's order, which is that of rank, stands.
    return tuple(sorted(seats, key=lambda seat: (BODY_ORDER[seat.body], ROLE_ORDER[seat.role])))


def _offices_for(
    model: ModelSeat, by_kind: Mapping[str, list[OfficeRef]], chosen: tuple[str, ...]
) -> list[OfficeRef]:
    kind = next((kind for kind in model.office_kinds if by_kind.get(kind)), None)
    found = by_kind[kind] if kind else []
    if chosen:
        return [office for office in found if office.ref in chosen]
    match model.expand:
        case "all":
            return found
        case "one":
            return found[:1]
        case "chosen":
            return found if len(found) == 1 else []


def _seats_of(
    model: ModelSeat,
    offices: list[OfficeRef],
    names: PlaceNames,
    committee: CommitteeModel,
) -> list[Seat]:
    if not offices:
        return [_seat_of(model, model.key, None, names, committee)]
    seats = []
    for position, office in enumerate(offices):
        key = model.key if model.expand == "one" else f"{model.key}/{office.ref}"
        seat = _seat_of(model, key, office, names, committee)
        if position and seat.role in _HELD_BY_ONE:
            seat = seat.model_copy(update={"role": SeatRole.MEMBER})
        seats.append(seat)
    return seats


def _seat_of(
    model: ModelSeat,
    key: str,
    office: OfficeRef | None,
    names: PlaceNames,
    committee: CommitteeModel,
) -> Seat:
    title = _title(model, office, names, committee)
    return Seat(
        key=key,
        kind=model.kind,
        body=BodyKey(model.body),
        role=SeatRole(model.role),
        title_th=title.th,
        title_en=title.en,
        office=office.ref if office else None,
        agency=office.agency if office else None,
        mode=SeatMode.BY_NAME if model.asks_representative else SeatMode.BY_POSITION,
        representative=model.representative,
    )


def _title(
    model: ModelSeat,
    office: OfficeRef | None,
    names: PlaceNames,
    committee: CommitteeModel,
) -> Named:
    """By the office's own post where it has one: a title that only fits its kind fits several."""
    if office is None:
        return Named(_general(model.generic_th, names).th, _general(model.generic_en, names).en)
    title = OfficeTitle(
        office.kind, Named(office.title_th, office.title_en), Named(office.unit_th, office.unit_en)
    )
    return seat_title(model, title, names, committee)


def _general(pattern: str, names: PlaceNames) -> Named:
    return Named(
        pattern.format(district=names.district_th, province=names.province_th),
        pattern.format(district=names.district_en, province=names.province_en),
    )
