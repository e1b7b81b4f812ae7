"""Lessons that are still open, in their words: what a plan may begin a row from (content.md 3d)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from flows.plan.row_words import answered_rows, rows_in_words
from registry.queries.monitoring import lessons
from registry.queries.plans import plan_versions

OPEN = "open"
GOES_ALONG = ("group", "kind", "duties")  # of the activity that the lesson is about


@dataclass(frozen=True)
class OpenLesson:
    """A lesson that nobody has settled: what changes, by whom, and the activity it is about."""

    year: int
    key: str
    change: str
    owner: str
    about: Mapping[str, Any]

    @property
    def ref(self) -> str:
        """The lesson as a row of a plan names it ("2569/lesson-1")."""
        return f"{self.year}/{self.key}"


def open_lessons(connection: Connection, district: str, on: date) -> Iterator[OpenLesson]:
    """The open lessons of a committee, the oldest year first; none whose words were redacted."""
    for one in lessons(connection, (district,), on):
        if one.state != OPEN:
            continue
        said = answered_rows(connection, one.entry, "lessons")
        change = next((line.get("change") for line in said if line.get("key") == one.key), None)
        if isinstance(change, str) and change:
            about = _activity(connection, district, one.year, one.about, on)
            yield OpenLesson(one.year, one.key, change, one.owner, about)


def _activity(
    connection: Connection, district: str, year: int, key: str | None, on: date
) -> dict[str, Any]:
    """What goes along from the row of that year's newest version; empty where there is none."""
    versions = plan_versions(connection, (district,), on, year) if key else ()
    if not versions:
        return {}
    rows = rows_in_words(connection, district, year, versions[-1].version, on)
    row = next((row for row in rows if row["key"] == key), {})
    return {name: row[name] for name in GOES_ALONG if row.get(name)}
