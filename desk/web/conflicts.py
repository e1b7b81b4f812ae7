"""Somebody was first, or the gate is open no more: what was recorded, beside what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from config.words import Named
from desk.web.answers import Said, in_words
from desk.web.asking import Asking
from desk.web.gate_form import Sent, kept
from desk.web.history import Told, history
from desk.web.problems import Shown
from desk.web.rendering import render
from desk.web.resuming import as_draft
from desk.web.sheets import Sheet
from flows.forms import parse
from registry.journal import EntryRow
from registry.queries.people import names
from registry.records.drafts import save_draft
from registry.refusals import Refusal
from registry.rules.plain import Json
from registry.rules.rights import Verb

CONFLICT, OK = 409, 200
