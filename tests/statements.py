"""What a database is asked meanwhile, statement by statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, event

Statements: TypeAlias = list[tuple[str, Any]]


@contextmanager
def heard(by: Connection | type[Engine] = Engine) -> Iterator[Statements]:
    """The statements of the block with their values; COMMIT is no statement of SQLAlchemy's."""
    said: Statements = []

    def hear(*told: Any) -> None:
        said.append((told[2], told[3]))

    event.listen(by, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(by, "before_cursor_execute", hear)
