"""Rows of plans and lines of money in their words, which stand in the answers of decisions."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Named, both
from flows.engine.answers import answered_rows
from flows.engine.offers import Proposal
from registry.journal import entry
from registry.queries.plans import NeedRow, plan_rows
from registry.rules.redaction import TEXT_MARK, unredacted

REDACTED = "word.redacted"


def rows_in_words(
    connection: Connection,
    district: str,
    year: int,
    version: int,
    on: date,
    known: datetime | None = None,
) -> list[Proposal]:
    """The rows of a version as they stood on a day, as known at an instant if one is given."""
    found: dict[int, dict[str, Proposal]] = {}
    rows = []
    for fact in plan_rows(connection, district, year, version, on, known):
        if fact.entry not in found:
            found[fact.entry] = {row["key"]: row for row in answered_rows(connection, fact.entry)}
        rows.append(found[fact.entry].get(fact.key, {"key": fact.key}))
    return rows


def version_in_words(
    connection: Connection, district: str, year: int, version: int, on: date
) -> Proposal:
    """A version as it was last put to the committee: its rows, and the texts before and after."""
    facts = plan_rows(connection, district, year, version, on)
    if not facts:
        return {}
    said = unredacted(entry(connection, facts[-1].entry).body["answer"])
    return {**said, "rows": rows_in_words(connection, district, year, version, on)}


def activities_in_words(
    connection: Connection, district: str, year: int, version: int, on: date
) -> dict[str, Named]:
    """What the activities of a version are called, by the keys of their rows."""
    said = rows_in_words(connection, district, year, version, on)
    return {str(row["key"]): _called(row) for row in said}


def _called(row: Proposal) -> Named:
    """The activity; where its name was redacted, that it was, and which row it is."""
    name, key = row.get("activity"), row["key"]
    if name:
        return Named(str(name), str(name))
    mark = both(REDACTED)
    return Named(f"{mark.th} ({key})", f"{mark.en} ({key})")


def in_both(text: str | None) -> Named:
    """A text of a row as it stands; what was redacted of it is marked in the words of each
    language.
    """
    said, mark = text or TEXT_MARK, both(REDACTED)
    return Named(said.replace(TEXT_MARK, mark.th), said.replace(TEXT_MARK, mark.en))


def lines_in_words(
    connection: Connection, asked: Sequence[NeedRow]
) -> Iterator[tuple[NeedRow, Proposal]]:
    """The lines of money, each with its words; with none where they were redacted."""
    said = {
        (entry_id, str(line.get("key"))): line
        for entry_id in {one.entry for one in asked}
        for line in answered_rows(connection, entry_id)
    }
    for one in asked:
        yield one, said.get((one.entry, one.key), {})
