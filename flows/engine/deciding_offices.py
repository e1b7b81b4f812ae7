"""The kinds of offices and parts that most gates name."""

PSDHS = ("psdhs_head", "psdhs_coordinator")
DEPUTIES = ("deputy_district_chief", "deputy_district_chief_administration")
OFFICE = ("coordinator", "focal_point")
