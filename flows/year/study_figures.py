"""The figures of the case study in the demo, out of config/demo/figures.toml: parts are made up."""

import tomllib
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from config.indicators import FigureSource
from config.settings import HERE
from config.shapes import Default
from flows.engine.installation import Installation
from registry.queries.figures import figures
from registry.records.figures import NewFigure, record_figures
from registry.rules.figures import Qualifier

FILE = HERE / "demo" / "figures.toml"


class StudyFigure(Default):
    """A part of a figure that the study gives: of a district and a year, or a quarter of it."""

    district: str
    year: int
    quarter: Annotated[int | None, Field(ge=1, le=4)] = None
    indicator: str
    value: Annotated[int, Field(ge=0)]
    qualifier: Qualifier = Qualifier.EXACT


def study_figures() -> tuple[StudyFigure, ...]:
    """The figures of the file."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["figures"]
    return tuple(StudyFigure.model_validate(one) for one in rows)


def record_study_figures(office: Installation, district: str) -> None:
    """Record those of the district, from its annual reports; where they stand, they stay."""
    own = [one for one in study_figures() if one.district == district]
    with office.registry.writing(district) as write:
        for one in own:
            stood = figures(write.connection, (district,), one.year, write.today)
            if any((f.quarter, f.indicator) == (one.quarter, one.indicator) for f in stood):
                continue
            said = NewFigure(
                one.indicator, "", Decimal(one.value), FigureSource.ANNUAL_REPORTS, one.qualifier
            )
            record_figures(write, district, one.year, one.quarter, [said], entry_id=None)
