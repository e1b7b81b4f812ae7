"""The package of a handover and what it claims."""

from collections.abc import Iterator
from datetime import date, datetime

from config.words import both
from flows.handover.package_facts import Package, package_of
from registry.rules.papers.package import Claim, Opening
from tests.builders import MAE_FAH_LUANG, Desk

NOT_RECORDED = both("word.not_recorded").en


def package(
    desk: Desk,
    on: str,
    district: str = MAE_FAH_LUANG,
    known: datetime | None = None,
    opening: Opening | None = None,
) -> Package:
    with desk.office.registry.reading() as connection:
        return package_of(
            connection, district, date.fromisoformat(on), desk.office.declared,
            known=known, opening=opening,
        )  # fmt: skip


def claims(of: Package, section: str) -> Iterator[Claim]:
    for one in of.annex.sections:
        if one.key == section:
            yield from one.claims
