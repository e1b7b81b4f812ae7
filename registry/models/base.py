"""What all tables share: names of constraints, instants, and facts that have a time."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic.alias_generators import to_snake
from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    Table,
    Text,
    TextClause,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

OPEN = text("status = 'open'")
STANDS = text("superseded_at IS NULL")
KEPT = 4096  # texts of days and instants that are remembered


class Instant(TypeDecorator[datetime]):
    """An instant, UTC-aware on both databases; SQLite alone would hand it back naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — the base's signature
        return _utc(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 — the base's signature
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)

    # Every row of every journal holds an instant: SQLite's text is read and written directly.

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        return _of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


class Day(TypeDecorator[date]):
    """A day. SQLite's text is written and read directly, each day's once: a registry has few."""

    impl = Date
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return _day_as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        return (
            _day_of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)
        )


class Exact(TypeDecorator[Decimal]):
    """A decimal number, kept as text: exact on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002 — the base's signature
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ANN401, ARG002 — the base's signature
        return None if value is None else Decimal(value)


@lru_cache(maxsize=KEPT)
def _day_as_text(value: date | None) -> str | None:
    return None if value is None else date.isoformat(value)


@lru_cache(maxsize=KEPT)
def _day_of_text(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        msg = "an instant without a time zone"
        raise ValueError(msg)
    return value.astimezone(UTC)


@lru_cache(maxsize=KEPT)  # a transaction writes one instant into many rows
def _as_text(value: datetime | None) -> str | None:
    """As SQLAlchemy's own type keeps it, which leaves out the zone."""
    utc = _utc(value)
    return None if utc is None else utc.replace(tzinfo=None).isoformat(" ", "microseconds")


def _of_text(value: str | None) -> datetime | None:
    return datetime.fromisoformat(f"{value}+00:00") if value else None


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text(), datetime: Instant(), date: Day(), Decimal: Exact()}  # noqa: RUF012 — SQLAlchemy's own attribute

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 — declared_attr is called on the class
        """A table is called as its class, where that says no other name."""
        return to_snake(cls.__name__)


def table_of(model: type[Base]) -> Table:
    """The table of a model: SQLAlchemy types it as anything that can be selected from."""
    table = model.__table__
    if not isinstance(table, Table):
        msg = f"{model.__name__} is no table"
        raise TypeError(msg)
    return table


def index_endings(metadata: MetaData) -> None:
    """Index what cut and what ended each fact: an entry that is taken back asks for its own.

    Of the rows alone that have either: most facts are never cut.
    """
    for table in metadata.tables.values():
        for name in ("cut_by", "superseded_by") if "cut_by" in table.c else ():
            given = text(f"{name} IS NOT NULL")
            index_where(given, f"ix_{table.name}_{name}", table.c[name])


def index_where(
    given: TextClause, name: str, *columns: str | Column[Any], unique: bool = False
) -> Index:
    """An index over some rows alone, on both databases.

    Migrations make it on both. Declared for one: whoever names an option of PostgreSQL's has
    SQLAlchemy load that dialect with all its drivers, a twentieth of a command over SQLite.
    """
    return Index(name, *columns, unique=unique, sqlite_where=given)


def one_live(name: str, *columns: str) -> Index:
    """A unique index over the rows that stand: what was superseded may stand beside them."""
    return index_where(STANDS, name, *columns, unique=True)


def one_of(column: str, *words: str) -> CheckConstraint:
    """The column holds one of these words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Numbered(Base):
    """A row that has a number of its own, before its other columns."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class Fact(Base):
    """A fact with a time: true from `valid_from` up to, not including, `valid_to`.

    `recorded_at` and `superseded_at` say what was known when. A row is never edited: it is
    superseded and, where something takes its place, followed by another. `entry_id` names
    the journal entry that wrote it, `cut_by` the one that left only this part of it standing,
    `superseded_by` the one that ended it; they are empty where a person's own entry did.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]

    @declared_attr
    def cut_by(cls) -> Mapped[int | None]:  # noqa: N805 — declared_attr is called on the class
        return mapped_column(ForeignKey("entry.id"))

    @declared_attr
    def superseded_by(cls) -> Mapped[int | None]:  # noqa: N805 — declared_attr is called on the class
        return mapped_column(ForeignKey("entry.id"))

    @declared_attr
    def entry_id(cls) -> Mapped[int | None]:  # noqa: N805 — declared_attr is called on the class
        return mapped_column(ForeignKey("entry.id"), index=True)
