"""Letters in draft that print dotted lines where the office's own letterhead holds only later."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from config.words import Sentence, both
from registry.queries.documents import DocumentRow, facts
from registry.queries.settings import first_days


def dotted_letters(
    connection: Connection, district: str, papers: Iterable[DocumentRow]
) -> Sentence | None:
    """How many, from which day on, and what to do; None where the letterhead is there in time."""
    days = [
        day
        for area, whose in ((district, "district_letters."), (district[:2], "letters."))
        for key, day in first_days(connection, area).items()
        if key.startswith(whose)
    ]
    last = max(days, default=None)
    if last is None:
        return None
    early = [
        one for one in papers
        if one.status == "draft" and one.language == "th" and one.own_date < last
    ]  # fmt: skip
    dotted = [one.own_date for one in early if _is_dotted(connection, one)]
    if not dotted:
        return None
    return both("page.letterhead.dotted", count=len(dotted), oldest=min(dotted), since=last)


def _is_dotted(connection: Connection, paper: DocumentRow) -> bool:
    said: Any = facts(connection, paper.facts_id) if paper.facts_id is not None else None
    head = said.get("letterhead") if isinstance(said, dict) else None
    if not isinstance(head, dict):
        return False
    blank = both("letters.not_given").th
    return blank in (head.get("code"), head.get("phone"), *(head.get("lines_th") or ()))
