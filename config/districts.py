"""The forms of districts.toml: what the case study says of the districts that it names."""

from typing import Annotated, Literal

from pydantic import Field

from config.shapes import Default, Text

DistrictCode = Annotated[str, Field(pattern=r"^\d{4}$")]


class Border(Default):
    """The neighbour across the border: ISO country code, place, opposite town if named."""

    country: Literal["LA", "MM"]
    neighbour_th: Text
    neighbour_en: Text
    town_th: str | None = None
    town_en: str | None = None
    qualifier: Literal["small"] | None = None


class LegalCrossing(Default):
    """A legal border crossing as the study names it, and what it is called in Thai."""

    name_th: Text
    name_en: Text
    river_th: str | None = None
    river_en: str | None = None
    traffic_th: str | None = None
    traffic_en: str | None = None


class NaturalCrossings(Default):
    """A count with its qualifier; no districts where the study gives it for a whole border."""

    districts: tuple[DistrictCode, ...]
    river_th: Text
    river_en: Text
    count: Annotated[int, Field(ge=0)]
    qualifier: Literal["over", "about", "exactly"]


class ToProvincialCentre(Default):
    """Kilometres and hours by road, given once for several districts."""

    districts: tuple[DistrictCode, ...]
    centre_th: Text
    centre_en: Text
    kilometres_from: Annotated[int, Field(ge=0)]
    kilometres_to: Annotated[int, Field(ge=0)]
    drive_hours: Annotated[int, Field(ge=0)]
    drive_qualifier: Literal["over", "about", "exactly"]


class DistrictProfile(Default):
    """What the study says of one district; `border` is None where it says nothing."""

    code: DistrictCode
    name_en: Text
    border: Border | None = None
    legal_crossings: tuple[LegalCrossing, ...] = ()


class DistrictDefaults(Default):
    """The districts that the case study names (R11); `study` is its source in a word or two."""

    source_th: Text
    source_en: Text
    study_th: Text
    study_en: Text
    to_provincial_centre: ToProvincialCentre
    natural_crossings: tuple[NaturalCrossings, ...]
    districts: tuple[DistrictProfile, ...]

    def profile(self, code: str) -> DistrictProfile | None:
        """What the study says of the district, or None where it does not name it."""
        return next((one for one in self.districts if one.code == code), None)
