"""How a package cites a law or an order: with a mark where nobody has verified its wording."""

from config.words import Named, Sentence, both
from registry.queries.legal import LegalRow


def cited_as_known(base: LegalRow) -> Named | Sentence:
    """The citation, marked as long as it is not verified."""
    return base.citation if base.verified else both("package.unverified", of=base.citation)
