from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    Table,
    bindparam,
    column,
    event,
    insert,
    select,
    table,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

from registry.models import Area, EffectRequest, Instance, Payload, table_of
from registry.prepared_statements import PreparedQuery, PreparedStatement, adding, answer_once
from registry.shaped_queries import ListQuery, constants
from registry.store import Registry
from tests.builders import MAE_FAH_LUANG
from tests.statements import heard

EFFECT = table_of(EffectRequest)
LATER = ("claimed_by", "claim_until", "last_error")
BANGKOK = timezone(timedelta(hours=7))


@pytest.fixture
def connection(made_registry_url: str) -> Iterator[Connection]:
    registry = Registry(made_registry_url)
    with registry.writing() as write:
        yield write.connection
    registry.dispose()


def asked_for(instance: int, request: int) -> dict[str, Any]:
    return {
        "instance_id": instance,
        "district_code": MAE_FAH_LUANG,
        "path": "order/draft#1",
        "effect": "draft",
        "fingerprint": "f" * 64,
        "request": request,
        "inputs": '{"100 %":"ร้อยละ :value %(x)s ?"}',
        "on_date": date(2024, 2, 29),
        "status": "waiting",
        "attempts": 0,
        "requested_at": datetime(2024, 3, 1, 6, 30, 0, 1, BANGKOK),
    }


def an_instance(connection: Connection) -> int:
    row = {
        "process": "order",
        "district_code": MAE_FAH_LUANG,
        "period": "",
        "attempt": 1,
        "revision": 1,
        "status": "open",
        "phase": "work",
        "started_on": date(2024, 1, 8),
    }
    return adding(table_of(Instance), without=("outcome", "finished_on")).add(connection, row)


def row_of(connection: Connection, table: Table, number: int) -> dict[str, Any]:
    return dict(connection.execute(select(table).where(table.c.id == number)).one()._mapping)


def test_a_prepared_row_is_the_row_that_sqlalchemy_itself_writes(connection: Connection) -> None:
    instance = an_instance(connection)
    prepared = adding(EFFECT, without=LATER).add(connection, asked_for(instance, 1))
    made = connection.execute(insert(EFFECT), asked_for(instance, 2)).inserted_primary_key
    assert made is not None
    ours, theirs = row_of(connection, EFFECT, prepared), row_of(connection, EFFECT, made[0])
    assert ours == theirs | {"id": prepared, "request": 1}
    as_kept = connection.exec_driver_sql(
        "SELECT count(DISTINCT requested_at), count(DISTINCT on_date), count(*) FROM effect"
    )
    assert tuple(as_kept.one()) == (1, 1, 2)  # to the letter, not only as it is read


def test_a_prepared_change_turns_its_values_as_sqlalchemy_does(connection: Connection) -> None:
    number = adding(EFFECT, without=LATER).add(connection, asked_for(an_instance(connection), 1))
    claim = PreparedStatement(
        update(EFFECT)
        .where(EFFECT.c.id == bindparam("number"))
        .values(claim_until=bindparam("claim_until"), claimed_by=bindparam("claimed_by"))
    )
    until = datetime(2024, 3, 1, 7, 0, 0, 0, BANGKOK)
    claim.run(connection, {"number": number, "claim_until": until, "claimed_by": "a worker"})
    after = row_of(connection, EFFECT, number)
    assert (after["claim_until"], after["claimed_by"]) == (until, "a worker")


def test_a_row_that_misses_a_value_is_not_written(connection: Connection) -> None:
    with pytest.raises(KeyError, match="salt"):
        adding(table_of(Payload), without=("redaction_id",)).add(connection, {"body": "{}"})


def test_a_prepared_row_that_the_database_refuses_raises_as_any_other(
    connection: Connection,
) -> None:
    add, row = adding(EFFECT, without=LATER), asked_for(an_instance(connection), 1)
    add.add(connection, row)
    with pytest.raises(IntegrityError), connection.begin_nested():
        add.add(connection, row)


WAITING = (
    select(EFFECT)
    .where(EFFECT.c.status == bindparam("status"), EFFECT.c.requested_at <= bindparam("until"))
    .order_by(EFFECT.c.id)
)


def test_a_prepared_question_is_answered_as_by_sqlalchemy_itself(connection: Connection) -> None:
    instance = an_instance(connection)
    for number in (1, 2):
        adding(EFFECT, without=LATER).add(connection, asked_for(instance, number))
    asked = {"status": "waiting", "until": datetime(2024, 3, 1, 6, 30, 0, 1, BANGKOK)}
    theirs = [tuple(row) for row in connection.execute(WAITING, asked)]
    assert len(theirs) == 2
    assert [tuple(row) for row in PreparedQuery(WAITING).rows(connection, asked)] == theirs
    before = asked | {"until": datetime(2024, 3, 1, 6, 30, 0, 0, BANGKOK)}
    assert list(PreparedQuery(WAITING).rows(connection, before)) == []


def test_a_prepared_question_keeps_the_values_that_it_names_itself(connection: Connection) -> None:
    number = adding(EFFECT, without=LATER).add(connection, asked_for(an_instance(connection), 1))
    waiting = select(EFFECT.c.id).where(
        EFFECT.c.status == "waiting", EFFECT.c.path == bindparam("path")
    )
    asked = {"path": "order/draft#1"}
    assert [tuple(row) for row in PreparedQuery(waiting).rows(connection, asked)] == [(number,)]


def test_a_prepared_question_may_hold_a_list_of_its_own(connection: Connection) -> None:
    number = adding(EFFECT, without=LATER).add(connection, asked_for(an_instance(connection), 1))
    among = select(EFFECT.c.id).where(
        EFFECT.c.status.in_(["waiting", "claimed"]), EFFECT.c.path == bindparam("path")
    )
    asked = {"path": "order/draft#1"}
    assert [tuple(row) for row in PreparedQuery(among).rows(connection, asked)] == [(number,)]


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(
    "wanted", [(), (2,), (1, 3), (3, 2, 1, 4), (*range(1, 100),), (*range(300, 0, -1),)]
)
def test_a_prepared_question_about_several_is_answered_for_each_number_of_them(
    connection: Connection, wanted: tuple[int, ...], *, apart: bool
) -> None:
    instance = an_instance(connection)
    for number in (1, 2, 3):
        adding(EFFECT, without=LATER).add(connection, asked_for(instance, number))
    question = ListQuery(
        lambda several: select(EFFECT.c.request).where(
            EFFECT.c.request.in_(several), EFFECT.c.instance_id == bindparam("instance")
        ),
        apart=apart,
    )
    found = question.rows(connection, wanted, {"instance": instance})
    assert sorted(row[0] for row in found) == sorted({1, 2, 3} & {*wanted})


def test_of_a_list_of_the_country_no_question_grows_as_long_as_the_list(
    connection: Connection,
) -> None:
    asked: list[int] = []

    def question(several: Sequence[BindParameter[Any]]) -> Select[*tuple[Any, ...]]:
        asked.append(len(several))
        return select(EFFECT.c.request).where(EFFECT.c.request.in_(several))

    ListQuery(question, apart=True).rows(connection, range(900))
    assert max(asked) <= 128
    assert len(asked) <= 2  # what is put into words: a whole portion, and what is left over


def test_a_key_that_is_written_out_ends_no_text_of_sql() -> None:
    (key,) = constants(["chief_review"])
    assert str(key) == "'chief_review'"
    with pytest.raises(ValueError, match="x'y"):
        constants(["x'y"])


def test_a_prepared_question_that_fails_raises_as_any_other(connection: Connection) -> None:
    gone = PreparedQuery(select(column("nothing")).select_from(table("nowhere")))
    with pytest.raises(DBAPIError), connection.begin_nested():
        gone.rows(connection, {})


def test_whoever_listens_hears_each_prepared_statement_of_the_next_transaction(
    made_registry_url: str,
) -> None:
    asked = {"status": "waiting", "until": datetime(2024, 3, 1, tzinfo=BANGKOK)}
    query, said = PreparedQuery(WAITING), list[str]()
    registry = Registry(made_registry_url)
    with registry.writing() as write:
        query.rows(write.connection, asked)
        engine = write.connection.engine
    event.listen(engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    with registry.writing() as write:
        an_instance(write.connection)
        query.rows(write.connection, asked)
    registry.dispose()
    assert [one for one in said if "FROM effect" in one]
    assert [one for one in said if one.startswith("INSERT INTO instance")]


def test_a_connection_that_answers_once_is_sent_each_question_once(made_registry_url: str) -> None:
    kinds = PreparedQuery(
        select(Area.kind).where(Area.code == bindparam("code")).order_by(Area.code)
    )
    registry = Registry(made_registry_url)
    told = []
    with heard() as said:
        for _ in range(2):
            with registry.reading() as connection:
                answer_once(connection)
                told += [kinds.rows(connection, {"code": one}) for one in ("57", "5715", "57")]
    assert [kind for ((kind,),) in told] == ["province", "district", "province"] * 2
    assert len([text for text, _ in said if "area.kind" in text]) == 4
    with registry.reading() as connection:
        answer_once(connection)
        assert kinds.rows(connection, {"code": "57"}) is kinds.rows(connection, {"code": "57"})
    registry.dispose()
