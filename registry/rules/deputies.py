"""The Deputies of a District Chief, by the kinds of their offices."""

DEPUTIES = ("deputy_district_chief", "deputy_district_chief_administration")
