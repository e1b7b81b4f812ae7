"""The effects and questions of `handover`."""

from flows.engine.replay import Effect, Query
from registry.rules.effects import MadePaper, PapersResult
from registry.rules.handover import (
    AmendmentBegun,
    Briefed,
    ConsideredInputs,
    DecisionsOwed,
    HandoverArgs,
    HandoverDays,
    OfficeHeld,
    PackageInputs,
    WorkNoteInputs,
)

HANDOVER_DAYS = Query("handover_days", HandoverArgs, HandoverDays)
CHIEF_HELD = Query("chief_held", HandoverArgs, OfficeHeld)
FOCAL_POINT_HELD = Query("focal_point_held", HandoverArgs, OfficeHeld)
BRIEFED = Query("briefed", HandoverArgs, Briefed)
POST_DAYS = Query("post_days", HandoverArgs, HandoverDays)
DECISIONS_OWED = Query("decisions_owed", HandoverArgs, DecisionsOwed)
ASSEMBLE_PACKAGE = Effect("assemble_package", PackageInputs, PapersResult)
FREEZE_PACKAGE = Effect("freeze_package", PackageInputs, MadePaper)
DRAFT_WORK_NOTE = Effect("draft_work_note", WorkNoteInputs, PapersResult)
BEGIN_AMENDMENT = Effect("begin_amendment", HandoverArgs, AmendmentBegun)
DRAFT_CONSIDERED_LETTER = Effect("draft_considered_letter", ConsideredInputs, PapersResult)
