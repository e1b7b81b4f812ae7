"""What a transfer order made, or would make, and what another door made of a Chief's term."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from config.words import Named, Sentence, both
from desk.views.gate_titles import titles
from flows.decisions.rotate import Rotated, WhatIf
from flows.decisions.rotations import RotationTold
from registry.gazetteer import area_index


def district_called(code: str) -> Named:
    """The district's name."""
    area = area_index().areas[code]
    return Named(area.name_th, area.name_en)


def rotated_as(one: Rotated) -> Sentence:
    """What the order made of the district."""
    return both(
        f"rotation.{one.how}",
        district=district_called(one.district),
        leaving=one.leaving or both("rotation.nobody"),
        coming=one.coming or both("rotation.nobody"),
        on=one.on,
    )


def told_as(found: Iterable[RotationTold]) -> list[Sentence]:
    """That a term which changed is a rotation."""
    return [
        both(f"rotation.told.{one.how}", district=district_called(one.district), on=one.on)
        for one in found
    ]


def would_follow(connection: Connection, one: WhatIf) -> Iterator[Sentence]:
    """What would follow in the district, a line each."""
    coming = one.rotated.coming
    for label in titles(connection, one.gates).values():
        if coming is None:
            yield both("rotation.what_if.nobody_decides", gate=label)
        else:
            yield both("rotation.what_if.decides", gate=label, coming=coming)
    for label in titles(connection, one.anew).values():
        yield both("rotation.what_if.anew", gate=label)
    for number in one.orders:
        yield both("rotation.what_if.stands", number=number)
    for seat in one.to_amend:
        yield both("rotation.what_if.to_amend", seat=seat)
