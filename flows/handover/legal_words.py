"""How a package cites a law or an order: with a mark where nobody has verified its wording."""

from collections.abc import Iterator

from config.handover import handover_defaults
from config.words import Named, Sentence, both
from flows.handover.package_day import PackageDay
from registry.queries.legal import LegalRow, legal_bases


def cited_laws(at: PackageDay) -> Iterator[LegalRow]:
    """The laws and orders that the committee rests on and that nothing replaces."""
    for base in legal_bases(at.connection, at.district, at.on, at.known):
        if base.cited_as == "reason" and base.superseded_by is None:
            yield base


def cited_as_known(base: LegalRow) -> Named | Sentence:
    """The citation, marked as long as it is not verified."""
    return _as_known(base.citation, verified=base.verified)


def trafficking_in_words(*, short: bool) -> Named | Sentence:
    """What trafficking is by the law, in a line or in whole; marked likewise."""
    known = handover_defaults().trafficking
    return _as_known(known.short if short else known.long, verified=known.verified)


def _as_known(said: Named, *, verified: bool) -> Named | Sentence:
    return said if verified else both("package.unverified", of=said)
