"""References of offices: `5703/district_chief`, `5703/hospital_director/2` of several."""


def area_of_office(office: str) -> str:
    """The code of the area that the office is of: its district, or its province."""
    return office.partition("/")[0]
