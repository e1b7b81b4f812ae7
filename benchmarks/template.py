"""A district's rows as a template: everything in them that belongs to one district is a token.

Told once by the real verbs in a registry whose ids begin so high that no other number is like
them, the rows are read back and cut at the tokens: ids, digests, the codes and names of district
and province, the names of people. `stamping` puts those of another district in their places.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, Integer, LargeBinary, Table, select

from benchmarks.files import fresh_copy, url_of
from benchmarks.story import BEGUN, DISTRICT, NUMBER, Length, load_area, people, tell
from config.clock import moved_to
from flows.capabilities import open_installation
from flows.engine.installation import Installation
from registry.models import Base
from registry.models.base import Instant
from registry.records.new_registry import make_registry
from registry.store import Registry

PROVINCE = DISTRICT[:2]
COUNTRY = "TH"
FIRST_ID = 900_000_000_000_000
SPAN = 1_000_000_000_000
NOT_STAMPED = ("area", "area_alias", "chain_head", "registry_meta", "alembic_version")
LONG_AGO = "1900-01-01 00:00:00.000000"
NO_TEXT = "-"  # no key, code or state that a query asks for: the empty one stands for "none"
Names = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """A row: what is the same everywhere, texts cut at their tokens, and ids."""

    same: dict[str, Any]
    texts: tuple[tuple[str, tuple[str, ...]], ...]
    ids: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Template:
    """The rows of a province's people and of a district's story, by table.

    `counts` says how many ids each table of the province and of both together took;
    `fixed` are digests that mean the same everywhere.
    """

    story: str
    province: dict[str, tuple[Row, ...]]
    district: dict[str, tuple[Row, ...]]
    counts: dict[int, tuple[int, int]]
    fixed: frozenset[str]
    names: tuple[str, ...]


def numbered() -> list[Table]:
    """The tables whose rows have an id, in the order of the space that their ids take."""
    tables = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
    return [t for t in tables if "id" in t.c and isinstance(t.c.id.type, Integer)]


def make_base(file: Path) -> list[int]:
    """The registry that every story begins in; answers how many ids the province's people took."""
    registry = Registry(url_of(file), moved_to(BEGUN))
    make_registry(registry, "demo", admin=("", "Administrator"))
    _raise_ids(file)
    office = open_installation(registry)
    load_area(office, PROVINCE)
    provincial = _counts(registry)
    load_area(office, DISTRICT)
    registry.dispose()
    return provincial


def make_templates(
    folder: Path, stories: Iterable[str], names: Names, length: Length
) -> list[Template]:
    """Tell each story in a registry of its own, and read it back as a template."""
    base = folder / "base.db"
    provincial = make_base(base)

    def one(story: str) -> Template:
        clock = moved_to(BEGUN)
        registry = Registry(url_of(fresh_copy(base, folder / f"{story}.db")), clock)
        office = open_installation(registry)
        tell(office, clock, story, length)
        made = _read(office, story, provincial, names)
        registry.dispose()
        return made

    return [one(story) for story in stories]


def _raise_ids(file: Path) -> None:
    """A row of no meaning in each table, whose id makes the next ones high."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA ignore_check_constraints=ON")
    for place, table in enumerate(numbered()):
        row = {column.name: _nothing(column) for column in table.c}
        row |= {"id": FIRST_ID + place * SPAN}
        marks = ", ".join("?" * len(row))
        columns = ", ".join(f'"{name}"' for name in row)
        connection.execute(
            f"INSERT INTO {table.name} ({columns}) VALUES ({marks})",  # noqa: S608 — names of our own
            tuple(row.values()),
        )
    connection.commit()
    connection.close()


def _nothing(column: Any) -> object:  # noqa: ANN401 — a column of any type
    if column.name == "superseded_at":
        return LONG_AGO
    if column.nullable:
        return None
    if isinstance(column.type, Instant):
        return LONG_AGO
    if isinstance(column.type, Date):
        return LONG_AGO[:10]
    if isinstance(column.type, LargeBinary):
        return b""
    return 0 if column.type.python_type in (int, bool) else NO_TEXT


def _counts(registry: Registry) -> list[int]:
    with registry.reading() as connection:
        return [_last(connection, table) % SPAN for table in numbered()]


def _last(connection: Connection, table: Table) -> int:
    return connection.scalar(select(table.c.id).order_by(table.c.id.desc()).limit(1)) or 0


def _read(office: Installation, story: str, provincial: list[int], names: Names) -> Template:
    tokens = _tokens(names)
    cut = _cutter(tokens)
    with office.registry.reading() as connection:
        rows = {
            table.name: [dict(row._mapping) for row in connection.execute(_all(table))]  # noqa: SLF001 — a Row's documented mapping
            for table in Base.metadata.sorted_tables
            if table.name not in NOT_STAMPED
        }
    _drop_of_country(rows)
    split = {name: _split(name, found, provincial) for name, found in rows.items()}
    counts = zip(provincial, _counts(office.registry), strict=True)
    return Template(
        story,
        {name: tuple(_row(one, cut) for one in ours) for name, (ours, _) in split.items()},
        {name: tuple(_row(one, cut) for one in theirs) for name, (_, theirs) in split.items()},
        dict(enumerate(counts)),
        frozenset(row["template_sha256"] or "" for row in rows["document"]),
        tuple(tokens),
    )


def _all(table: Table) -> Any:  # noqa: ANN401 — a select of whatever columns
    query = select(*table.c)
    if table in numbered():
        return query.where(table.c.id % SPAN > 0, table.c.id > FIRST_ID).order_by(table.c.id)
    return query


def _drop_of_country(rows: dict[str, list[dict[str, Any]]]) -> None:
    """What the loading told the country's chain is told there once, not by each district."""
    gone = {row["payload_id"] for row in rows["audit"] if row["area_code"] == COUNTRY}
    # The digests of facts are those of the template's rows; of those stamped, stock is taken.
    rows["audit"] = [row | {"facts": None} for row in rows["audit"] if row["area_code"] != COUNTRY]
    rows["payload"] = [row for row in rows["payload"] if row["id"] not in gone]


def _split(
    table: str, rows: list[dict[str, Any]], provincial: list[int]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    places = {one.name: place for place, one in enumerate(numbered())}
    if table not in places:
        return [], rows
    most = provincial[places[table]]
    ours = [row for row in rows if row["id"] % SPAN <= most]
    return ours, rows[len(ours) :]


def _tokens(names: Names) -> list[str]:
    """Names of places and people that are another district's in another district."""
    file = [*people(PROVINCE).people, *people(DISTRICT).people]
    found = {*names[DISTRICT], *names[PROVINCE]}
    found |= {one.name_th for one in file} | {one.name_en for one in file}
    return sorted(found - {""}, key=lambda name: (-len(name), name))


def _cutter(tokens: list[str]) -> re.Pattern[str]:
    named = "|".join(map(re.escape, tokens))
    return re.compile(
        rf"([0-9a-f]{{64}}|9\d{{14}}|(?<![0-9]){DISTRICT}(?![0-9])"
        rf"|(?<![0-9]){NUMBER}(?![0-9])"
        rf"|(?<![0-9]){PROVINCE}(?=[/.][a-z])|(?<=\"){PROVINCE}(?=\")|^{PROVINCE}$|{named})"
    )


def _row(row: dict[str, Any], cut: re.Pattern[str]) -> Row:
    same, texts, ids = {}, [], []
    for column, value in row.items():
        if isinstance(value, int) and value >= FIRST_ID:
            ids.append((column, value))
        elif isinstance(value, str) and len(parts := cut.split(value)) > 1:
            texts.append((column, tuple(parts)))
        else:
            same[column] = value
    return Row(same, tuple(texts), tuple(ids))
