"""The kinds of offices and parts that most gates name."""

from registry.rules.district_offices import CHIEF, DEPUTIES, FOCAL_POINT

__all__ = ["CHIEF", "DEPUTIES", "FOCAL", "FOCAL_POINT", "OFFICE", "PSDHS"]

FOCAL = (FOCAL_POINT, *DEPUTIES)
PSDHS = ("psdhs_head", "psdhs_coordinator")
OFFICE = ("coordinator", "focal_point")
