"""What a database says of an error reaches people in their own language."""

import re
import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from registry.faults import POSTGRESQL_AWAY, POSTGRESQL_DAMAGE, SQLITE_AWAY, SQLITE_DAMAGE, fault_of

EXTENDED = 0x0800  # what SQLite adds to a code: of which kind, more narrowly
STATES = (
    *(f"{begins:0<5}" for begins in (*POSTGRESQL_AWAY, *POSTGRESQL_DAMAGE)),
    "40P01", "53100", "53200", "53300", "55P03", "57P01", "57P03",
)  # fmt: skip


def of_sqlite(code: int) -> BaseException:
    """An error as the module raises it."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = code
    return error


def of_postgresql(state: str | None) -> BaseException:
    """An error as the driver raises it; without a state where no server answered."""
    error = psycopg.OperationalError("FATAL:  the database system is shutting down")
    error.sqlstate = state
    return error


@pytest.mark.parametrize(
    "error",
    [
        *(of_sqlite(code) for code in sorted(SQLITE_AWAY | SQLITE_DAMAGE)),
        of_sqlite(sqlite3.SQLITE_IOERR | EXTENDED),
        *map(of_postgresql, STATES),
    ],
    ids=lambda error: str(getattr(error, "sqlite_errorcode", None) or error.sqlstate),
)
def test_no_english_of_a_database_stands_in_a_thai_sentence(error: Exception) -> None:
    wrapped = OperationalError("SELECT 1", None, error)
    for told in (fault_of(wrapped), fault_of(wrapped, reads=True)):
        assert told is not None
        assert re.findall("[a-z]{2,}", told.sentence.th) == []
        assert str(error) not in told.sentence.en


def test_what_has_no_code_is_quoted_so_that_nothing_of_it_is_lost() -> None:
    told = fault_of(OperationalError("SELECT 1", None, of_postgresql(None)))
    assert told is not None
    assert "แจ้งว่า “FATAL:  the database system is shutting down”" in told.sentence.th
