"""Instants: UTC-aware in Python, on SQLite the text that SQLAlchemy's own type keeps."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import DateTime
from sqlalchemy.dialects import sqlite

from config.clock import BANGKOK
from registry.models.base import Instant

SQLITE = sqlite.dialect()
INSTANTS = (
    datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
    datetime(2026, 1, 2, 3, 4, 5, tzinfo=BANGKOK),
)


def kept(instant: datetime | None) -> str:
    write = Instant().bind_processor(SQLITE)
    assert write is not None
    text: str = write(instant)
    return text


@pytest.mark.parametrize("instant", INSTANTS)
def test_an_instant_is_kept_in_utc_as_sqlalchemy_keeps_it(instant: datetime) -> None:
    own = DateTime().dialect_impl(SQLITE).bind_processor(SQLITE)
    assert own is not None
    assert kept(instant) == own(instant.astimezone(UTC))


@pytest.mark.parametrize("instant", INSTANTS)
def test_an_instant_comes_back_in_utc(instant: datetime) -> None:
    read = Instant().result_processor(SQLITE, None)
    assert read is not None
    assert read(kept(instant)) == instant
    assert read(kept(instant)).tzinfo is UTC
    assert read(None) is kept(None) is None


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        kept(datetime(2026, 1, 2))  # noqa: DTZ001 — what is refused
