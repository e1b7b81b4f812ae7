"""A link of the audit tells what it holds in words."""

import re

from sqlalchemy import select

from registry.models import Audit
from tests.builders import Desk, a_desk
from tests.desk.web.visitor import visitor

RAW = re.compile(r"[a-z_0-9.]+")


def one_of_each(desk: Desk) -> dict[str, int]:
    """A link of each action that has a body of its own, by the action."""
    with desk.office.registry.reading() as connection:
        query = select(Audit.action, Audit.id).where(Audit.entry_id.is_(None))
        return {row.action: row.id for row in connection.execute(query)}


def test_the_parts_of_a_link_are_called_by_words_and_not_by_keys(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    links = one_of_each(desk)
    assert {"document.kept", "load"} <= links.keys()
    guest = visitor(desk, "admin")
    for action, number in links.items():
        page = guest.get(f"/audit/{number}", "th").tree
        named = [" ".join(one.text_content().split()) for one in page.cssselect("th[scope=row]")]
        assert [one for one in named if RAW.fullmatch(one)] == [], action
    kept = guest.get(f"/audit/{links['document.kept']}", "en").main
    assert "Digest of the file (SHA-256)" in kept
