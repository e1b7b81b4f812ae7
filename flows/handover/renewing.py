"""Packages are kept fresh, so that a rotation without warning costs nothing."""

from importlib.metadata import version
from typing import NamedTuple

from flows.engine.apart import ONE_AFTER_ANOTHER, OneAfterAnother
from flows.engine.installation import Installation
from flows.handover.package_facts import Package, package_of
from registry.prepared_statements import answer_once
from registry.queries.packages import heads_of, packages_to_renew
from registry.queries.registry_identity import is_simulation
from registry.records.packages import PutTogether, keep_fresh
from registry.rules.packages import facts_hash

RELEASE = version("prasan")
PORTION = 60  # packages that a tick puts together: some seconds, and the next one goes on


class Renewal(NamedTuple):
    """How many packages were put together anew, how many of them tell something else.

    `left`: how many wait for the next portion, or could not be put together.
    """

    looked_at: int
    changed: int
    left: int = 0


def renew_packages(
    office: Installation, most: int | None = None, apart: OneAfterAnother = ONE_AFTER_ANOTHER
) -> Renewal:
    """Put together anew each package whose facts may have changed; the others are not read.

    No more than `most`, those first that waited longest. Each district is written by itself: a
    sweep that was broken off goes on where it stopped. A simulation has nobody to hand anything
    over to.
    """
    with office.registry.reading() as connection:
        if is_simulation(connection):
            return Renewal(0, 0)
        stale = packages_to_renew(connection, office.registry.today, RELEASE)
    made: list[str] = []

    def work(district: str) -> int:
        changed = renew(office, district)
        made.append(district)
        return changed

    changed = apart.each(stale, work, most)
    return Renewal(len(made), changed, len(stale) - len(made))


def renew(office: Installation, district: str) -> bool:
    """Put a package together anew; answers whether it tells something else.

    The chains are read first: what is recorded meanwhile has the package made once more.
    """
    with office.registry.reading() as connection:
        answer_once(connection)
        heads = heads_of(connection, district)
        made = package_of(connection, district, office.registry.today, office.declared)
    told = PutTogether(district, _hash(made), RELEASE, made.quality, heads)
    with office.registry.writing(district) as write:
        return keep_fresh(write, told)


def _hash(made: Package) -> str:
    papers = {"page_one": made.page_one, "annex": made.annex}
    return facts_hash({key: one.model_dump(mode="json") for key, one in papers.items()})
