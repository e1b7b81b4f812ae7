"""Scans that came with a form which could not be taken yet: held for their sender, not for long.

A browser never fills a file in again. They are nobody else's, and whichever desk the form comes
back to finds them; a form that names one that is gone asks for it again.
"""

from contextlib import suppress
from dataclasses import dataclass

from desk.web.frame.asking import Asking
from registry.records import held_items
from registry.records.filing import Upload
from registry.refusals import Refusal, RegistryFault


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


def hold(asking: Asking, file: Upload) -> HeldFile:
    """Hold the file for who asks. Raises RegistryFault."""
    asking.fresh()
    return HeldFile(held_items.hold(asking.office.registry, asking.who.person, file), file)


def held_file(asking: Asking, token: str) -> HeldFile | None:
    """The file of that word, if it is still held for who asks."""
    if not token:
        return None
    asking.fresh()
    found = held_items.held(asking.office.registry, asking.who.person, token)
    return None if found is None else HeldFile(token, found)


def drop_held(asking: Asking, *tokens: str) -> None:
    """The files were taken, or are not wanted any more: else they go by themselves."""
    if tokens:
        asking.fresh()
        with suppress(RegistryFault):
            held_items.drop(asking.office.registry, asking.who.person, *tokens)
