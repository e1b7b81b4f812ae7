"""Figures that the registry counts for a quarter's sheet, as its form takes them."""

from registry.rules.attendance import BySex


def counted(indicator: str, count: int, part: str = "") -> dict[str, str]:
    """A figure of the sheet, or a part of it."""
    return {"indicator": indicator, "part": part, "value": f"{count:,}"}


def counted_by_sex(indicator: str, people: BySex) -> list[dict[str, str]]:
    """A figure with its parts by sex."""
    return [
        counted(indicator, people.total),
        counted(indicator, people.women, "sex.women"),
        counted(indicator, people.men, "sex.men"),
        counted(indicator, people.not_stated, "sex.not_stated"),
    ]
