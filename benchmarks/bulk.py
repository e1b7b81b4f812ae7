"""The bulk registry: every district outside Bangkok, 250 entries and 59 papers or more each.

`python -m benchmarks.bulk FILE [DISTRICTS] [--year]` makes one to look at; `--year` makes one of a
single year: 125 entries and 37 papers or more each (scripted offices take 74 decisions a year).
A few stories are told by the verbs that people use, and their rows stamped for each district: see
`story`, `template`, `stamping`. The same seed makes the same registry, but for the admin's and the
registry's own id.
"""

import json
import random
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, func, insert, select, update

from benchmarks.files import url_of
from benchmarks.stamping import SEED, Ids, Rows, Sources, Stamp, chain, sources
from benchmarks.story import DISTRICT, NUMBER, STORIES, YEAR, YEARS, Length, people
from benchmarks.template import PROVINCE, Template, make_templates, numbered
from flows.capabilities import open_installation
from flows.verification import verify_all
from registry.fact_comparison import take_stock
from registry.gazetteer import area_rows
from registry.models import Base, ChainHead, table_of
from registry.records.new_registry import make_registry
from registry.store import Registry

CAPITAL = "10"
Say = Callable[[str], None]
Names = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Bulk:
    """What was made, and how long it took, in seconds."""

    districts: int
    entries: int
    documents: int
    stories_seconds: float
    insert_seconds: float
    verify_seconds: float
    problems: int
    bytes: int


def say_aside(said: str) -> None:
    """Beside the figures."""
    print(said, file=sys.stderr, flush=True)


def make_bulk(
    file: Path, districts: int | None = None, length: Length = YEARS, say: Say = say_aside
) -> Bulk:
    """Make the registry and verify it; of fewer `districts`, those of `chosen`."""
    begun = time.perf_counter()
    registry = Registry(url_of(file))
    make_registry(registry, "demo", admin=("", "Administrator"))
    told_at = fill(registry, file.parent, districts, length, say)
    inserted = time.perf_counter()
    say(f"inserted in {inserted - told_at:.1f} s; verifying")
    problems = verify_all(open_installation(registry))
    verified = time.perf_counter()
    say(f"verified in {verified - inserted:.1f} s: {len(problems)} problems")
    for one in problems[:10]:
        say(f"{one.code} {one.area} {one.what.en}")
    made = Bulk(
        *_counted(registry),
        told_at - begun,
        inserted - told_at,
        verified - inserted,
        len(problems),
        file.stat().st_size,
    )
    registry.dispose()
    return made


def fill(
    registry: Registry,
    beside: Path,
    districts: int | None = None,
    length: Length = YEARS,
    say: Say = say_aside,
) -> float:
    """Tell the stories in a folder of their own and insert them; answers when they were told."""
    begun = time.perf_counter()
    names = {
        row.code: (row.name_th, row.name_en) for row in area_rows() if row.kind != "subdistrict"
    }
    with tempfile.TemporaryDirectory(dir=beside) as folder:
        told = make_templates(Path(folder), STORIES, names, length)
    told_at = time.perf_counter()
    say(f"{len(told)} stories told in {told_at - begun:.1f} s")
    _insert(registry, told, names, chosen(districts), say)
    return told_at


def chosen(count: int | None) -> list[str]:
    """The districts outside the capital; of fewer, those of the template's province first."""
    every = [row.code for row in area_rows() if row.kind == "district"]
    outside = [code for code in every if not code.startswith(CAPITAL)]
    return sorted(sorted(outside, key=lambda code: not code.startswith(PROVINCE))[:count])


def _insert(
    registry: Registry, told: list[Template], names: Names, districts: list[str], say: Say
) -> None:
    stamper = Stamper(told, [sources(one) for one in told], names, _taken(registry))
    provinces = sorted({code[:2] for code in districts})
    done = 0
    for position, province in enumerate(provinces, start=1):
        mine = [code for code in districts if code.startswith(province)]
        rows = stamper.province(province, mine)
        with registry.making() as connection:
            write(connection, rows)
        done += len(mine)
        if position % 8 == 0 or position == len(provinces):
            say(f"{done} of {len(districts)} districts")
    with registry.making() as connection:
        count_on(connection)
    with registry.writing() as locked:
        take_stock(locked)


def count_on(connection: Connection) -> None:
    """PostgreSQL gives the next ids by sequences, which know nothing of ids that came with rows."""
    if connection.dialect.name == "sqlite":
        return
    for table in numbered():
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, func.max(table.c.id))))


def _taken(registry: Registry) -> Ids:
    with registry.reading() as connection:
        last = {
            place: connection.scalar(select(func.max(table.c.id))) or 0
            for place, table in enumerate(numbered())
        }
    return Ids(last)


def _counted(registry: Registry) -> tuple[int, int, int]:
    tables = Base.metadata.tables
    with registry.reading() as connection:
        districts = connection.scalar(
            select(func.count(tables["instance"].c.district_code.distinct()))
        )
        rows = [
            connection.scalar(select(func.count()).select_from(tables[name]))
            for name in ("entry", "document")
        ]
    return districts or 0, rows[0] or 0, rows[1] or 0


class Stamper:
    """Stamps province after province, each with its people and its districts."""

    def __init__(self, told: list[Template], found: list[Sources], names: Names, ids: Ids) -> None:
        self.told, self.found, self.names, self.ids = told, found, names, ids
        self.pool = [*zip(*_name_parts(), strict=True)]
        self.turn = 0
        self.random = random.Random(SEED)  # noqa: S311 — the same names in every run, no secret

    def province(self, province: str, districts: list[str]) -> Rows:
        """The rows of the province's people and of its districts."""
        first = self.told[0]
        shift = self.ids.take({place: ours for place, (ours, _) in first.counts.items()})
        called = self.called(province)
        stamp = Stamp(first, self.found[0], province, (shift, {}), called)
        rows = stamp.rows(first.province)
        for district in districts:
            self.turn += 1
            place = self.turn % len(self.told)
            template = self.told[place]
            counts = {one: both - ours for one, (ours, both) in template.counts.items()}
            shifts = (shift, self.ids.take(counts))
            named = called | self.called(district) | {NUMBER: str(self.turn)}
            stamp = Stamp(template, self.found[place], district, shifts, named)
            for table, more in stamp.rows(template.district).items():
                rows.setdefault(table, []).extend(more)
        return rows

    def called(self, area: str) -> dict[str, str]:
        """What the area and its people are called, by what the template calls them."""
        level = DISTRICT if len(area) > len(PROVINCE) else PROVINCE
        made = dict(zip(self.names[level], self.names[area], strict=True))
        for one in people(level).people:
            (first_th, first_en), (last_th, last_en) = self.person()
            area_th, area_en = self.names[area]
            made[one.name_th] = f"{first_th} {last_th}{area_th}"
            made[one.name_en] = f"{first_en} {last_en} {area_en}"
        return made

    def person(self) -> list[tuple[str, str]]:
        """A first name and a surname, in both languages."""
        return [self.random.choice(part) for part in self.pool]


def _name_parts() -> Iterator[list[tuple[str, str]]]:
    """Of each of the demo's people in both languages: first name, surname."""
    for one in (*people(PROVINCE).people, *people(DISTRICT).people):
        yield [*zip(one.name_th.split(), one.name_en.split(), strict=True)]


def write(connection: Connection, rows: Rows) -> None:
    """Write the rows of a province, those that others refer to before them."""
    heads = [
        {"area": area, "to_seq": seq, "to_digest": digest}
        for area, seq, digest in chain(rows["audit"])
    ]
    for table in Base.metadata.sorted_tables:
        if rows.get(table.name):
            connection.execute(insert(table), rows[table.name])
    head = table_of(ChainHead)
    moved = update(head).where(head.c.area_code == bindparam("area"))
    connection.execute(moved.values(seq=bindparam("to_seq"), digest=bindparam("to_digest")), heads)


def main() -> None:
    """Make one to look at."""
    parser = ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("districts", type=int, nargs="?")
    parser.add_argument("--year", action="store_const", const=YEAR, default=YEARS)
    said = parser.parse_args()
    print(json.dumps(asdict(make_bulk(said.file, said.districts, said.year))))


if __name__ == "__main__":
    main()
