"""That a package was put together: what it was made from, how much it lacks."""

from typing import NamedTuple

from sqlalchemy import delete, insert

from registry.models import FreshPackage, table_of
from registry.queries.packages import Heads, fresh_packages
from registry.rules.packages import Quality
from registry.transaction import Write

_package = table_of(FreshPackage)


class PutTogether(NamedTuple):
    """A package that was just made; `heads` are the chains as they were before it was."""

    district: str
    facts_hash: str
    release: str
    quality: Quality
    heads: Heads


def keep_fresh(write: Write, made: PutTogether) -> bool:
    """Note the package as of today; answers whether its facts are others than before."""
    before = fresh_packages(write.connection, (made.district,)).get(made.district)
    same = before is not None and before.facts_hash == made.facts_hash
    row = {
        "district_code": made.district,
        "on_date": write.today,
        "facts_hash": made.facts_hash,
        "release": made.release,
        "complete": made.quality.complete,
        "gaps": made.quality.gaps,
        "district_seq": made.heads.district,
        "province_seq": made.heads.province,
        "country_seq": made.heads.country,
        "changed_at": before.changed_at if before is not None and same else write.now,
        "checked_at": write.now,
    }
    write.connection.execute(delete(_package).where(_package.c.district_code == made.district))
    write.connection.execute(insert(_package).values(row))
    return not same
