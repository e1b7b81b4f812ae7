from datetime import date

from config.clock import moved_to
from registry.ledger import GENESIS
from registry.seals import seal, seal_digest, seals
from registry.store import Registry
from registry.verification import verify


def a_registry(url: str, today: date) -> Registry:
    return Registry(url, moved_to(today))


def all_seals(registry: Registry) -> list[date]:
    with registry.reading() as connection:
        return [row.day for row in seals(connection)]


def test_a_day_is_sealed_once_however_often_it_is_asked(made_registry_url: str) -> None:
    registry = a_registry(made_registry_url, date(2022, 6, 2))
    first = seal(registry)
    assert seal(registry) == first
    assert all_seals(registry) == [date(2022, 6, 2)]
    assert verify(registry) == ()
    registry.dispose()


def test_one_seal_covers_the_days_that_went_without(made_registry_url: str) -> None:
    before = a_registry(made_registry_url, date(2022, 6, 2))
    first = seal(before)
    before.dispose()
    after = a_registry(made_registry_url, date(2022, 6, 12))
    second = seal(after)
    assert all_seals(after) == [date(2022, 6, 2), date(2022, 6, 12)]
    assert first.digest == seal_digest(GENESIS, first)
    assert second.digest == seal_digest(first.digest, second)
    assert verify(after, expected_head=first.digest) == ()
    after.dispose()


def test_the_day_of_a_seal_is_the_day_in_thailand(made_registry_url: str) -> None:
    registry = Registry(made_registry_url, moved_to(date(2022, 6, 3), hour=6))
    assert registry.clock.now().date() == date(2022, 6, 2)
    assert seal(registry).day == date(2022, 6, 3)
    registry.dispose()
