"""What all tables share: names of constraints, instants, and facts that have a time."""

import inspect
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from types import NoneType, SimpleNamespace
from typing import Any, ClassVar, TypeVar, cast, get_args, get_origin

from pydantic.alias_generators import to_snake
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TextClause,
    text,
)
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

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


M = TypeVar("M", bound="Base")
KINDS: dict[type, TypeEngine[Any]] = {
    bool: Boolean(),
    int: Integer(),
    str: Text(),
    bytes: LargeBinary(),
    datetime: Instant(),
    date: Day(),
    Decimal: Exact(),
}


class Base:
    """Base of every table, each declared as a class whose attributes are the table's columns.

    Declared in SQLAlchemy's own words and typed by them, and mapped to no objects: rows are read by
    their columns, and to map a hundred classes took a fifth of a short command.
    """

    metadata = MetaData(naming_convention=NAMING)
    models: ClassVar[list[type["Base"]]] = []
    __table__: ClassVar[Table]
    __table_args__: ClassVar[tuple[Any, ...]] = ()  # constraints and indexes
    __tablename__: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Make the table, unless other tables alone are made of the class."""
        if "__abstract__" in vars(cls):
            return
        if "__tablename__" not in vars(cls):
            cls.__tablename__ = to_snake(cls.__name__)
        columns = _declared(cls)
        cls.__table__ = Table(
            cls.__tablename__, cls.metadata, *columns.values(), *cls.__table_args__
        )
        for name, column in columns.items():
            setattr(cls, name, column)
        cls.models.append(cls)

    @classmethod
    def __clause_element__(cls) -> Table:
        """What SQLAlchemy takes for the class in a statement."""
        return cls.__table__


def _declared(model: type[Base]) -> dict[str, Column[Any]]:
    """The columns of the model and then of its bases, by attribute; a row's own number first."""
    found: dict[str, Column[Any]] = {}
    for base in model.__mro__:
        for name, annotation in inspect.get_annotations(base).items():
            held: Any = get_origin(annotation)
            if held is Mapped and name not in found:
                found[name] = _column(name, get_args(annotation)[0], vars(base).get(name))
    first = ("id",) if issubclass(model, Numbered) else ()
    return {name: found[name] for name in (*first, *(one for one in found if one not in first))}


def _column(name: str, kind: Any, said: MappedColumn[Any] | None) -> Column[Any]:  # noqa: ANN401 — an annotation may be any type
    """A column of its own for one table: a base says what several tables hold."""
    column: Column[Any] = said.column._copy() if said else Column()  # noqa: SLF001 — as SQLAlchemy copies those of a base
    column.name = column.name or name
    column.key = column.key or column.name
    kinds = get_args(kind) or (kind,)
    if isinstance(column.type, NullType):
        column.type = KINDS[kinds[0]]
    column.nullable = NoneType in kinds
    return column


def aliased(model: type[M]) -> type[M]:
    """The model under a name of its own, for a statement that reads its table twice."""
    table = table_of(model).alias()
    columns = {
        name: table.c[column.key]
        for name, column in vars(model).items()
        if isinstance(column, Column)
    }
    made: Any = SimpleNamespace(**columns, __table__=table, __clause_element__=lambda: table)
    return cast("type[M]", made)


def table_of(model: type[Base]) -> Table:
    """The table of a model."""
    return model.__table__


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
    """An index over some rows alone, on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=given, postgresql_where=given)


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

    id: Mapped[int] = mapped_column(primary_key=True)


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
    cut_by: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
