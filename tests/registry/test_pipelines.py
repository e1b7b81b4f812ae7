"""PostgreSQL's rows that wait: seen by whoever asks next, told of where they are wrong."""

import gc
from collections.abc import Callable, Iterator
from contextlib import suppress
from weakref import ref

import pytest
from sqlalchemy import bindparam, func, select, text
from sqlalchemy.exc import IntegrityError

from registry.engine import ASKED_BEFORE
from registry.fact_comparison import digests_told, odd_facts
from registry.fact_digests import change
from registry.models import Payload, Person, table_of
from registry.pipelines import Pipeline
from registry.prepared_statements import PreparedQuery, Question, answers, pipeline_on
from registry.queries.areas import district
from registry.store import Registry
from registry.transaction import Write
from tests.builders import MAE_FAH_LUANG, load_people
from tests.conftest import Postgres

FAR = 1_000_000
_payload, _person = table_of(Payload), table_of(Person)


@pytest.fixture
def registry(postgres: Postgres, made_postgres: str) -> Iterator[Registry]:
    name = postgres.create(made_postgres)
    registry = Registry(postgres.url(name))
    yield registry
    registry.dispose()
    postgres.drop(name)


def pipeline(write: Write) -> Pipeline:
    found = pipeline_on(write.connection)
    assert found is not None
    return found


def adds(registry: Registry, *numbers: int, then: Callable[[], object] = lambda: None) -> None:
    with registry.writing() as write:
        for number in numbers:
            pipeline(write).draw({"payload": number})
            write.payload({"said": number})
        then()


def test_a_row_that_waits_is_there_for_whoever_asks_next_and_after_the_commit(
    registry: Registry,
) -> None:
    there = select(func.count()).where(_payload.c.id == FAR)
    with registry.writing() as write:
        pipeline(write).draw({"payload": FAR})
        assert write.payload({"said": 1})[0] == FAR
        assert write.connection.scalar(there) == 1
        pipeline(write).draw({"payload": FAR + 1})
        write.payload({"said": 2})
    with registry.reading() as connection:
        assert connection.scalar(select(func.count()).where(_payload.c.id >= FAR)) == 2


def test_what_is_wrong_with_a_row_that_waits_is_told_by_the_commit_and_nothing_stays(
    registry: Registry,
) -> None:
    with registry.writing() as write:
        first, _ = write.payload({"said": 1})
    with pytest.raises(IntegrityError):
        adds(registry, FAR, first)
    with registry.writing() as write:
        assert write.connection.scalar(select(func.max(_payload.c.id))) == first


def test_a_row_that_is_found_wrong_at_the_end_of_a_savepoint_ends_the_savepoint_alone(
    registry: Registry,
) -> None:
    with registry.writing() as write:
        first, _ = write.payload({"said": 1})
        with pytest.raises(IntegrityError), write.connection.begin_nested():
            _write(write, first)
        _fail_after(write, first)
        after, _ = write.payload({"said": 5})
    with registry.reading() as connection:
        found = connection.scalars(select(_payload.c.body).where(_payload.c.id >= first))
        assert [*found] == ['{"said":1}', '{"said":5}']
    assert after > first


def _fail_after(write: Write, number: int) -> None:
    """A savepoint that another fault ends while a wrong row waits in it."""
    savepoint = write.connection.begin_nested()
    _write(write, number)
    savepoint.rollback()


def _write(write: Write, number: int) -> None:
    pipeline(write).draw({"payload": number})
    write.payload({"said": number})


def test_a_number_that_was_drawn_before_another_lock_is_not_used(registry: Registry) -> None:
    with registry.writing() as write:
        pipeline(write).draw({"payload": FAR})
        write.lock("57")
        assert write.payload({"said": 1})[0] != FAR


def test_a_refused_transaction_leaves_no_row_that_waited(registry: Registry) -> None:
    with pytest.raises(ZeroDivisionError):
        adds(registry, FAR, then=lambda: 1 / 0)
    with registry.writing() as write:
        assert write.connection.scalar(select(func.count()).where(_payload.c.id == FAR)) == 0


def test_what_the_server_was_made_to_forget_is_told_it_anew(registry: Registry) -> None:
    with registry.writing() as write:
        first, _ = write.payload({"said": 1})
    with pytest.raises(IntegrityError):
        _prepare_and_write(registry, first)
    with registry.writing() as write:
        _have_driver_prepare(write)
        with pytest.raises(IntegrityError), write.connection.begin_nested():
            _write(write, first)
        _write(write, FAR)
    with registry.writing() as write:
        _have_driver_prepare(write)
        write.connection.exec_driver_sql("CREATE TEMPORARY TABLE brief (id integer)")
        write.connection.exec_driver_sql("DROP TABLE brief")
        _write(write, FAR + 1)
    adds(registry, FAR + 2)
    with registry.reading() as connection:
        assert connection.scalar(select(func.count()).where(_payload.c.id >= FAR)) == 3


def prepared(registry: Registry) -> set[str]:
    """What the server has prepared on the connection that is taken next, by name."""
    ours = text("SELECT name FROM pg_prepared_statements WHERE name LIKE 'prasan_%'")
    with registry.reading() as connection:
        district(connection, MAE_FAH_LUANG)
        return {*connection.scalars(ours)}


def test_what_the_server_prepared_stays_when_a_connection_comes_back_to_its_pool(
    registry: Registry,
) -> None:
    first = prepared(registry)
    assert first
    assert [prepared(registry) for _ in range(3)] == [first] * 3


def test_what_a_refusal_has_forgotten_takes_no_memory_of_the_server(registry: Registry) -> None:
    def refused() -> set[str]:
        with suppress(ZeroDivisionError), registry.writing(MAE_FAH_LUANG):
            raise ZeroDivisionError
        return prepared(registry)

    assert len({len(refused()) for _ in range(4)}) == 1


def _prepare_and_write(registry: Registry, number: int) -> None:
    with registry.writing() as write:
        _have_driver_prepare(write)
        _write(write, number)


def _have_driver_prepare(write: Write) -> None:
    """From then on the driver has the server forget everything whenever it rolls back or drops."""
    for _ in range(ASKED_BEFORE + 1):
        write.connection.execute(select(1))


def test_rows_and_answers_that_no_line_holds_at_once_arrive_whole(registry: Registry) -> None:
    long = "ก" * 2_000_000
    with registry.writing() as write:
        for number in (FAR, FAR + 1):
            pipeline(write).draw({"payload": number})
            write.payload({"said": long})
        bodies = PreparedQuery(select(_payload.c.body).where(_payload.c.id >= bindparam("least")))
        asked = Question(bodies, {"least": FAR}, list)
        found = answers(write.connection, asked, asked)
    assert [[body for (body,) in rows] for rows in found] == [[f'{{"said":"{long}"}}'] * 2] * 2


def test_a_connection_that_is_closed_is_not_held_by_its_pipeline(registry: Registry) -> None:
    with registry.writing() as write:
        driver = ref(write.connection.connection.driver_connection)
    del write
    registry.dispose()
    gc.collect()
    assert driver() is None


def test_a_registry_that_nobody_holds_leaves_no_connection_open(
    postgres: Postgres, made_postgres: str
) -> None:
    name = postgres.create(made_postgres)
    registry = Registry(postgres.url(name))
    with registry.writing() as write:
        driver = write.connection.connection.driver_connection
    assert driver is not None
    assert not driver.closed
    del write, registry
    gc.collect()
    assert driver.closed
    postgres.drop(name)


def test_the_newest_digest_of_a_row_is_that_of_who_changed_it_last(
    registry: Registry,
) -> None:
    load_people(registry, MAE_FAH_LUANG)
    other = Registry(registry.url.render_as_string(hide_password=False))
    try:
        with registry.writing(MAE_FAH_LUANG) as first:
            pipeline(first).draw({"audit": _next(first)})
            with other.writing() as second:
                change(second, _person, _person.c.ref == "coord", name_th="ก")
            change(first, _person, _person.c.ref == "coord", name_th="ข")
        with registry.reading() as connection:
            assert list(odd_facts(connection, digests_told(connection))) == []
    finally:
        other.dispose()


def _next(write: Write) -> int:
    return int(write.connection.scalar(select(func.nextval("audit_id_seq"))) or 0)
