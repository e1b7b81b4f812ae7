"""Papers that an office has classified, written as facts by their decisions."""

from registry.facts import put
from registry.models import ClassifiedPaper
from registry.rules.partial_dates import PartialDate
from registry.transaction import Write


def register_classified_paper(
    write: Write,
    district: str,
    key: str,
    level: str,
    dated: PartialDate,
    *,
    instance_id: int | None,
    entry_id: int,
) -> None:
    """A paper of that class and date, which belongs to the instance, else to the district."""
    same = {"district_code": district, "key": key}
    values = {"level": level, "precision": dated.precision, "instance_id": instance_id}
    put(write, ClassifiedPaper, same, values, valid_from=dated.first, entry_id=entry_id)
