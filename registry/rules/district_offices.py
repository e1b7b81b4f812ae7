"""The offices that lead a district's committee, by their kinds."""

CHIEF = "district_chief"
DEPUTIES = ("deputy_district_chief", "deputy_district_chief_administration")
FOCAL_POINT = "focal_point"
LEFT_FOR = {CHIEF: frozenset({*DEPUTIES, FOCAL_POINT})}
"""What nobody holds any more, in any district, who becomes Chief: the focal point is a Deputy."""
