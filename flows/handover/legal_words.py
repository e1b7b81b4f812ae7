"""How a package cites a law or an order, and what of it nobody has held against the original.

A sheet that is signed bears no mark within its sentences: a draft says so at its foot, the annex
among what is lacking.
"""

from collections.abc import Iterator
from dataclasses import replace

from config.handover import handover_defaults
from config.words import Named, Sentence, both
from flows.engine.answers import Answers
from flows.handover.package_day import PackageDay
from flows.order.effects import AMENDMENT_FACTS, ORDER_FACTS
from flows.order.gates import LEGAL_BASES, LegalBasesV1
from flows.order.offers import cited
from flows.order.process import ORDER
from registry.queries.decisions import entries_at
from registry.queries.legal import LegalRow, legal_bases

READ = (ORDER_FACTS.key, AMENDMENT_FACTS.key)


def cited_laws(at: PackageDay) -> Iterator[LegalRow]:
    """The laws and orders that the committee rests on and that nothing replaces.

    What a coordinator held against its original for an order of the district is verified here.
    """
    confirmed = _confirmed_for_orders(at)
    for base in legal_bases(at.connection, at.district, at.on, at.known):
        if base.cited_as == "reason" and base.superseded_by is None:
            is_held = (base.key, base.citation.th) in confirmed
            yield replace(base, verified=True) if is_held else base


def _confirmed_for_orders(at: PackageDay) -> set[tuple[str, str]]:
    """The bases that were confirmed at that gate, each with the citation that was read there."""
    orders = [one.id for one in at.begun.values() if one.process == ORDER.key]
    found: set[tuple[str, str]] = set()
    for rows in entries_at(at.connection, orders, (LEGAL_BASES.key,), READ, at.known).values():
        named = {
            key
            for said in Answers([one for one in rows if one.kind != "read"], at.gates).to(
                LegalBasesV1
            )
            for key in said.answer.confirmed
            if said.on <= at.on
        }
        found |= {(one.key, one.citation_th) for one in cited(rows) if one.key in named}
    return found


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
