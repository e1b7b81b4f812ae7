"""The gates of the trainings of a year's plan, with keys of their own."""

from flows.training.gates import PlanGates, TrainingGates, gates, plan_gates

YEAR_PLANNING: PlanGates = plan_gates("year_", "planned")
YEAR_TRAININGS: TrainingGates = gates("year_", "held")
