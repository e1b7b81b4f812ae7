"""What the villages of an area add up to, in words; and with that the situation of a plan."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, both, say
from registry.queries.village_situations import situation
from registry.rules.villages import AreaSituation, VillageTotal

TOLD = ("risk_places", "crossings", "watch_groups", "watch_women", "watch_men")


def total_said(total: VillageTotal) -> Sentence:
    """A figure over villages: the sum, "at least" where a village has not said it."""
    if total.value is None:
        return both("word.not_recorded")
    key = "village.at_least" if total.at_least else "village.all"
    return both(key, value=total.value, said=total.said, villages=total.villages)


def reported_said(area: AreaSituation) -> Sentence:
    """How many of how many villages reported, and as of which days."""
    if not area.villages:
        return both("village.none_recorded")
    if area.oldest is None or area.newest is None:
        return both("village.none_reported", villages=area.villages)
    key = "village.reported_on" if area.oldest == area.newest else "village.reported"
    return both(key, reported=area.reported, villages=area.villages,
                oldest=area.oldest, newest=area.newest)  # fmt: skip


def situation_text(connection: Connection, district: str, on: date) -> str:
    """The sub-districts with reports that count, a line each, as a plan's situation begins.

    How often something was reported to whom is left out: so few calls tell of persons.
    """
    seen = situation(connection, district, on)
    areas = [(seen.names[code].th, area) for code, area in seen.parts.items() if area.reported]
    return "\n".join(_lines(areas))


def _lines(areas: list[tuple[str, AreaSituation]]) -> Iterator[str]:
    for name, area in areas:
        told = [
            say(f"plan.situation.{one}", "th", count=total_said(area.totals[one]).th)
            for one in TOLD
            if area.totals[one].value is not None
        ]
        yield say(
            "plan.situation.area", "th",
            subdistrict=name, reported=reported_said(area).th, told=" ".join(told),
        )  # fmt: skip
