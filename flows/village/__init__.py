"""Villages: the survey that is carried to them. They have no process: they are a register."""

from flows.engine.capability import Capability
from registry.rules.papers.village import VillageSurvey

SURVEY = "village_survey"
CAPABILITY = Capability("village", on_demand={SURVEY: VillageSurvey})
