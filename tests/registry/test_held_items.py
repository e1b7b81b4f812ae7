"""What pages hold: for its sender alone, sealed, not for long; and how often one may try."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from flows.runtime.upkeep import keep_house
from registry.models import HeldItem, RateHit, table_of
from registry.records import held_items
from registry.records.held_items import HELD_FOR, OF_A_PERSON
from registry.records.rate_limits import RateLimit, hit
from registry.store import Registry
from tests.builders import SCAN, Desk, a_desk

TWO_PEOPLE = (1, 2)


def content_of(desk: Desk) -> list[bytes]:
    with desk.office.registry.reading() as connection:
        return list(connection.scalars(select(HeldItem.content)))


def test_a_file_is_found_by_its_sender_with_its_word_until_its_time_is_over(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    registry = desk.office.registry
    own, others = TWO_PEOPLE
    token = held_items.hold(registry, own, SCAN)
    assert held_items.held(registry, own, token) == SCAN
    assert held_items.held(registry, others, token) is None
    assert held_items.held(registry, own, token[::-1]) is None
    held_items.drop(registry, others, token)
    assert held_items.held(registry, own, token) == SCAN
    desk.clock.at += HELD_FOR + timedelta(seconds=1)
    assert held_items.held(registry, own, token) is None
    with registry.writing() as write:
        held_items.forget_held(write)
    assert content_of(desk) == []


def test_the_registry_cannot_tell_what_it_holds(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    token = held_items.hold(desk.office.registry, 1, SCAN)
    (sealed,) = content_of(desk)
    assert SCAN.content not in sealed
    assert SCAN.file_name.encode() not in sealed
    assert token.encode() not in sealed


def test_nobodys_scans_are_given_up_for_anothers(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    registry = desk.office.registry
    own, others = TWO_PEOPLE
    first = held_items.hold(registry, own, SCAN)
    theirs = [held_items.hold(registry, others, SCAN) for _ in range(2)]
    with registry.writing() as write:
        write.connection.execute(
            insert(table_of(HeldItem)),
            {
                "token_sha256": "big", "person_id": others, "size": OF_A_PERSON - 2048,
                "content": b"", "held_at": write.now,
            },
        )  # fmt: skip
    newest = held_items.hold(registry, others, SCAN)
    assert held_items.held(registry, own, first) == SCAN
    assert held_items.held(registry, others, newest) == SCAN
    assert [held_items.held(registry, others, one) for one in theirs] == [None, None]


def test_so_often_within_any_such_time_at_whichever_desk(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    desks = [desk.office.registry, Registry(made_registry_url, desk.clock)]
    limit = RateLimit(3, timedelta(minutes=1))
    assert [hit(desks[one % 2], limit, "address") for one in range(5)] == [True] * 3 + [False] * 2
    assert hit(desks[1], limit, "another address")
    desk.clock.at += timedelta(minutes=1, seconds=1)
    assert hit(desks[1], limit, "address")
    desks[1].dispose()


def test_hits_are_kept_as_long_as_the_longest_limit_counts_and_no_longer(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    registry, hourly = desk.office.registry, RateLimit(1, timedelta(hours=1))
    assert hit(registry, hourly, "address")
    desk.clock.at += timedelta(minutes=59)
    keep_house(desk.office)
    assert not hit(registry, hourly, "address")
    desk.clock.at += timedelta(minutes=1, seconds=1)
    keep_house(desk.office)
    with registry.reading() as connection:
        assert connection.execute(select(table_of(RateHit))).all() == []
    with pytest.raises(ValueError, match="hits are kept"):
        RateLimit(1, timedelta(hours=1, seconds=1))
