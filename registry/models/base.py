"""What all tables share: names of constraints, instants, and facts that have a time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from inspect import get_annotations
from types import NoneType
from typing import Any, ClassVar, TypeVar, cast, get_args

from pydantic.alias_generators import to_snake
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnClause,
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
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator, TypeEngine

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


SQL_TYPES: Mapping[object, TypeEngine[Any] | type[TypeEngine[Any]]] = {
    str: Text(),
    int: Integer,
    bool: Boolean,
    bytes: LargeBinary,
    Decimal: Exact(),
    date: Day(),
    datetime: Instant(),
}


class Base:
    """Base of every table: a class whose columns are its attributes, for statements to name.

    A table of SQLAlchemy's Core. Nobody asks for its rows as objects, and to map each class to
    one (`sqlalchemy.orm`) took a fifth of every command (docs/decisions/0044).
    """

    metadata: ClassVar = MetaData(naming_convention=NAMING)
    __tablename__: ClassVar[str]
    __table__: ClassVar[Table]
    __table_args__: ClassVar[tuple[SchemaItem, ...]] = ()

    def __init_subclass__(cls, *, abstract: bool = False) -> None:
        """A table is called as its class, where that says no other name."""
        super().__init_subclass__()
        if abstract:
            return
        if "__tablename__" not in vars(cls):
            cls.__tablename__ = to_snake(cls.__name__)
        cls.__table__ = Table(cls.__tablename__, cls.metadata, *_columns(cls), *cls.__table_args__)
        for name, each in cls.__table__.columns.items():
            setattr(cls, name, each)

    @classmethod
    def __clause_element__(cls) -> Table:
        """What a statement takes for the class itself, in a join or to select from."""
        return cls.__table__


M = TypeVar("M", bound=type[Base])


@dataclass(frozen=True)
class _Declared:
    """What a class says of a column beside its type."""

    references: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    def made(self, name: str, kind: object) -> Column[Any]:
        """The column: each table has one of its own, an inherited one too."""
        told = () if self.references is None else (ForeignKey(self.references),)
        (plain,) = {*get_args(kind)} - {NoneType} or {kind}
        optional = plain is not kind
        return Column(name, SQL_TYPES[plain], *told, **{"nullable": optional, **self.options})


def column(*, references: str | None = None, **options: Any) -> Any:  # noqa: ANN401 — a Column of the type that is written before it
    """A column that is more than its type: it `references` another, or has options of its own."""
    return _Declared(references, options)


def _columns(model: type[Base]) -> Iterator[Column[Any]]:
    """The columns of a class and of its bases, by the types written in them.

    The number of a row comes before its own columns, what all facts share comes after them.
    """
    classes = model.__mro__[:-2]  # but for Base and object
    for owner in sorted(classes, key=lambda one: one is not Numbered):
        for name, hint in get_annotations(owner).items():
            (kind,) = get_args(hint)
            yield vars(owner).get(name, _Declared()).made(name, kind)


def table_of(model: type[Base]) -> Table:
    """The table of a model."""
    return model.__table__


def aliased(model: M) -> M:
    """The table of a model once more in the same statement, under a name of its own."""
    table = table_of(model).alias()
    named = {**table.columns, "__clause_element__": staticmethod(lambda: table)}
    return cast("M", type(model.__name__, (), named))


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


class Numbered(Base, abstract=True):
    """A row that has a number of its own, before its other columns."""

    id: ColumnClause[int] = column(primary_key=True)


class Fact(Base, abstract=True):
    """A fact with a time: true from `valid_from` up to, not including, `valid_to`.

    `recorded_at` and `superseded_at` say what was known when. A row is never edited: it is
    superseded and, where something takes its place, followed by another. `entry_id` names
    the journal entry that wrote it, `cut_by` the one that left only this part of it standing,
    `superseded_by` the one that ended it; they are empty where a person's own entry did.
    """

    id: ColumnClause[int] = column(primary_key=True)
    valid_from: ColumnClause[date]
    valid_to: ColumnClause[date | None]
    recorded_at: ColumnClause[datetime]
    superseded_at: ColumnClause[datetime | None]
    cut_by: ColumnClause[int | None] = column(references="entry.id")
    superseded_by: ColumnClause[int | None] = column(references="entry.id")
    entry_id: ColumnClause[int | None] = column(references="entry.id", index=True)


def known_in_part(*names: str) -> tuple[CheckConstraint, ...]:
    """What of a day is known in each of these columns: the day, or its month or its year alone."""
    return tuple(one_of(name, "day", "month", "year") for name in names)
