"""The sessions that a capacity plan is begun from: sessions.toml."""

from datetime import date
from functools import cache
from pathlib import Path

from config.defaults import read_defaults
from config.shapes import Default, Text, TitlePair

FILE = Path(__file__).parent / "sessions.toml"


class ProposedSession(TitlePair):
    """A session as the page proposes it; `duties_of` are bodies whose duties it teaches."""

    key: Text
    topics: tuple[Text, ...]
    methods: tuple[Text, ...]
    manuals: tuple[Text, ...]
    bodies: tuple[Text, ...]
    duties_of: tuple[Text, ...]
    trainers: tuple[Text, ...]
    days: int
    verified: bool


class SessionDefaults(Default):
    """All that sessions.toml holds."""

    valid_from: date
    sessions: tuple[ProposedSession, ...]


@cache
def proposed_sessions() -> tuple[ProposedSession, ...]:
    """The sessions of sessions.toml."""
    return read_defaults(FILE, SessionDefaults).sessions
