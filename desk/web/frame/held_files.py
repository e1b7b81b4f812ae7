"""Scans that came with a form which could not be taken yet: held for their sender, not for long.

A browser never fills a file in again. They lie in memory alone, are nobody else's, and go with
the process; a form that names one that is gone asks for it again.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from registry.records.filing import Upload
from registry.refusals import Refusal

HOURS = 2
BYTES_AT_MOST = 400 * 1024 * 1024
OF_A_PERSON = 120 * 1024 * 1024  # somewhat more than one form takes
OF_AN_ENTRY = 1024  # what a file costs beside its content


class HeldNoMore(Refusal):
    """A file that was sent before is not held any more."""


@dataclass(frozen=True)
class HeldFile:
    """A scan under the word that its form carries."""

    token: str
    file: Upload

    @property
    def kilobytes(self) -> int:
        """Its size, rounded up."""
        return -(-len(self.file.content) // 1024)


@dataclass
class HeldFiles:
    """All that are held, the oldest given up first where they grow too many.

    Whoever sends too many gives up their own: nobody's scans are lost by another's.
    """

    _files: OrderedDict[str, tuple[int, datetime, HeldFile]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def hold(self, person: int, file: Upload, now: datetime) -> HeldFile:
        """Hold the file for the person."""
        held = HeldFile(secrets.token_urlsafe(), file)
        with self._lock:
            self._files[held.token] = (person, now, held)
            self._give_up(now)
            self._give_up_beyond(OF_A_PERSON, person)
            self._give_up_beyond(BYTES_AT_MOST)
        return held

    def find(self, person: int, token: str, now: datetime) -> HeldFile | None:
        """The file of that word, if it is still held for the person."""
        with self._lock:
            self._give_up(now)
            owner, _, held = self._files.get(token, (0, now, None))
            return held if owner == person else None

    def drop(self, person: int, *tokens: str) -> None:
        """The files were taken, or are not wanted any more."""
        with self._lock:
            for token in tokens:
                if self._files.get(token, (0,))[0] == person:
                    del self._files[token]

    def _give_up(self, now: datetime) -> None:
        for token, (_, since, _held) in list(self._files.items()):
            if now - since > timedelta(hours=HOURS):
                del self._files[token]

    def _give_up_beyond(self, most: int, person: int | None = None) -> None:
        """The oldest go first, of the person whose they are too many, else of everybody."""
        sizes = {
            token: len(one.file.content) + OF_AN_ENTRY
            for token, (owner, _, one) in self._files.items()
            if person in (None, owner)
        }
        total = sum(sizes.values())
        for token, size in sizes.items():
            if total <= most:
                return
            del self._files[token]
            total -= size


HELD = HeldFiles()
