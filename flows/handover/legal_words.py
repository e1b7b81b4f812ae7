"""How a package cites a law or an order, and what of it nobody has held against the original.

A sheet that is signed bears no mark within its sentences: a draft says so at its foot, the annex
among what is lacking.
"""

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


def trafficking_in_words(*, short: bool) -> Named:
    """What trafficking is by the law, in a line or in whole."""
    known = handover_defaults().trafficking
    return known.short if short else known.long


def trafficking_is_verified() -> bool:
    """Whether somebody held those words against the law."""
    return handover_defaults().trafficking.verified


def unverified_laws(at: PackageDay) -> Iterator[Named | Sentence]:
    """What the annex says of the law that nobody has held against the original."""
    yield from (one.title for one in cited_laws(at) if not one.verified)
    if not trafficking_is_verified():
        yield both("package.law.meaning_of")
