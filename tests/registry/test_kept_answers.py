"""Who is known on a kept connection: nobody is answered by what the transaction before changed."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from registry.engine import KeptConnection, parsed, sqlite_engine
from registry.fact_digests import change
from registry.kept_answers import KeptAnswers
from registry.models import Person, table_of
from registry.places import OpenDatabase
from registry.queries.parts import parts_asked
from registry.store import Registry
from tests.builders import MAE_FAH_LUANG, load_people

_person = table_of(Person)


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    registry = Registry(sqlite_url)
    load_people(registry, MAE_FAH_LUANG)
    yield registry
    registry.dispose()


@pytest.fixture
def kept(sqlite_url: str) -> Iterator[KeptConnection]:
    engine = sqlite_engine(parsed(sqlite_url), OpenDatabase(sqlite_url), reads_only=False)
    kept = KeptConnection(engine)
    yield kept
    kept.close()
    engine.dispose()


def called(registry: Registry, connection: Connection, people: KeptAnswers) -> str:
    (found,) = registry.write_on(connection, people).of_people(parts_asked("coord", registry.today))
    return str(found[0].name.th)


def test_who_takes_the_connection_over_is_not_answered_by_what_was_asked_before_a_change(
    registry: Registry, kept: KeptConnection
) -> None:
    with kept.transaction() as (connection, people):
        write = registry.write_on(connection, people)
        before = called(registry, connection, people)
        change(write, _person, _person.c.ref == "coord", name_th="ชื่อใหม่")
        write.write_heads()
    # Another thread may begin here, before the one above has come back from its commit.
    with kept.transaction() as (connection, people):
        after = called(registry, connection, people)
    assert not before.endswith("ชื่อใหม่")
    assert after.endswith("ชื่อใหม่")
