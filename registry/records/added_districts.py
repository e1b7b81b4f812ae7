"""Districts recorded that the release lacks, each with the source that tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from config.areas import area_naming
from config.words import Named
from registry.fact_digests import tell_payload, tell_whole
from registry.facts import put
from registry.gazetteer import AreaRow, aliases_of
from registry.ledger import GENESIS
from registry.models import AreaAlias, ChainHead, DistrictSource
from registry.queries.added_districts import areas_known
from registry.records.added_areas import put_area
from registry.rules.plain_values import Json
from registry.transaction import PROVINCE_CODE, Write

ADDED, CONFIRMED = "area.added", "area.source_added"


@dataclass(frozen=True)
class NewDistrict:
    """A district as a source tells of it."""

    code: str
    name: Named
    since: date
    split_from: str | None
    source: str

    @property
    def province(self) -> str:
        """The code of its province."""
        return self.code[:PROVINCE_CODE]

    @property
    def row(self) -> AreaRow:
        """The area, as the release would list it."""
        return AreaRow(self.code, "district", self.province, self.name.th, self.name.en)


def add_districts(write: Write, told: Sequence[NewDistrict], *, by: int) -> None:
    """Record districts, or one more source of those that are there.

    The write holds the country's chain and no other: whoever adds waits for whoever does so too.
    """
    index = areas_known(write.connection)
    new = [one for one in told if one.code not in index.areas]
    if new:
        areas = {**index.areas, **{one.code: one.row for one in new}}
        naming = area_naming()
        keys = {key for one in new for key in aliases_of(one.row, areas, naming)}
        aliases = [{"key": key, "area_code": code} for key, code in sorted(keys)]
        for one in new:
            if not put_area(write, one.row):  # one that was withdrawn has its chain
                head = {"area_code": one.code, "seq": 0, "digest": GENESIS}
                write.connection.execute(insert(ChainHead), head)
        write.connection.execute(insert(AreaAlias), aliases)
        tell_whole(write)
    write.lock(*(one.code for one in told))
    for one in told:
        _put_source(write, one, ADDED if one in new else CONFIRMED, by)


def _put_source(write: Write, one: NewDistrict, action: str, by: int) -> None:
    body: Json = {
        "name_th": one.name.th, "name_en": one.name.en, "since": one.since.isoformat(),
        "split_from": one.split_from,
    }  # fmt: skip
    write.audit(one.code, action, actor=by, body=body)
    payload, digest = write.payload({"source": one.source})
    tell_payload(write, payload, digest)
    put(
        write, DistrictSource, {"district_code": one.code, "payload_id": payload},
        {"split_from": one.split_from, "recorded_by": by}, valid_from=one.since,
    )  # fmt: skip
