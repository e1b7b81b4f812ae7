"""References of offices: `5703/district_chief`, `5703/hospital_director/2` of several."""


def area_of_office(office: str) -> str:
    """The code of the area that the office is of: its district, or its province."""
    return office.partition("/")[0]


def kind_of_office(office: str) -> str:
    """The kind of the office; "" of what refers to none: the key of a seat or an agency."""
    area, _, rest = office.partition("/")
    return rest.partition("/")[0] if area.isdigit() else ""
