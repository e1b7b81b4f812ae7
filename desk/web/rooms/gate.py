"""The gate page: what is asked, the form, and the decision that it becomes."""

from typing import Any

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from config.words import Field
from desk.showing import DraftSeen, draft_at
from desk.web.answers import in_words
from desk.web.asking import Asking
from desk.web.conflicts import conflict
from desk.web.doors import Door, get, post, see
from desk.web.form_fields import shown
from desk.web.gate_choices import When
from desk.web.gate_form import (
    ABOUT,
    BY,
    DECIDED_ON,
    LET_THROUGH,
    Sent,
    TypedLists,
    Wanted,
    day_typed,
    deciders_shown,
    kept,
    lists,
    sent,
    wanted,
)
from desk.web.held_files import HELD
from desk.web.notices import leave_notice
from desk.web.order_paper import order_paper
from desk.web.places import gate_place, of_instance
from desk.web.problems import Shown, problems_of
from desk.web.rendering import render
from desk.web.resuming import as_draft, typed_of
from desk.web.seat_table import seat_table
from desk.web.sheets import Sheet, concerned, drafted_facts, gate_at, sheet
from desk.words import day
from flows.decide import decide
from flows.late_paper import RestsOnSigned as RestsOnSigned
from flows.refusals import AlreadyDecided, DraftNotLatest, GateNotOpen, InstanceEnded
from flows.rehearsal import rehearse
from registry.journal import GateRow
from registry.records.drafts import draft_of, drop_draft, save_draft
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.screening import TextNeedsReason
