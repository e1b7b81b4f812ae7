"""Whose head endorses what a seat of the committee does (practice.md 11)."""

import pytest

from registry.rules.seats import BodyKey, Seat, SeatMode, SeatRole
from registry.rules.units import unit_of

CHIEF = "5715/district_chief"


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        ("subdistrict_head", CHIEF),
        ("village_head", CHIEF),
        ("lao_president", "5715/lao_president/1"),
        ("police_superintendent", "5715/police_superintendent/1"),
    ],
)
def test_for_kamnan_and_village_heads_the_chief_endorses_for_others_their_own_head(
    kind: str, unit: str
) -> None:
    seat = Seat(
        key=f"prevention.{kind}", body=BodyKey.PREVENTION, kind=kind,
        role=SeatRole.MEMBER, title_th="ตำแหน่ง", title_en="Post", mode=SeatMode.BY_POSITION,
        office=f"5715/{kind}/1",
    )  # fmt: skip
    assert unit_of(seat, "5715") == unit
