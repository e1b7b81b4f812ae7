"""How two versions of a plan differ, told in words, row by row."""

from collections.abc import Iterator, Mapping, Sequence

from config.words import Field, Sentence, both
from flows.plan.rows import PlanRow

UNSAID = frozenset({"key"})


def differences(before: Sequence[PlanRow], now: Sequence[PlanRow]) -> Iterator[Sentence]:
    """What was added, taken out and changed, in the order of the newer version."""
    old: Mapping[str, PlanRow] = {row.key: row for row in before}
    for row in now:
        known = old.get(row.key)
        if known is None:
            yield both("plan.difference.added", activity=row.activity)
        else:
            fields = changed_fields(known, row)
            if fields:
                yield _changed(row, fields)
    left = {row.key for row in now}
    for row in before:
        if row.key not in left:
            yield both("plan.difference.left", activity=row.activity)


def changed_fields(before: PlanRow, now: PlanRow) -> tuple[str, ...]:
    """The fields in which two versions of a row differ."""
    return tuple(
        name
        for name in PlanRow.model_fields
        if name not in UNSAID and getattr(before, name) != getattr(now, name)
    )


def _changed(row: PlanRow, fields: Sequence[str]) -> Sentence:
    said = [both("plan.difference.field", field=Field(f"rows.0.{name}")) for name in fields]
    names = Sentence(", ".join(one.th for one in said), ", ".join(one.en for one in said))
    return both("plan.difference.changed", activity=row.activity, fields=names)
