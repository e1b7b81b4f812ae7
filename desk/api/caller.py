"""Who calls: a program with a token for one part of a person. Asked before every answer.

A token stands in the header `Authorization: Bearer …` alone. Each call is one row in the attempts
log, answered or refused; wrong tokens are limited as passwords are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Connection

from config.words import Term
from desk.api.call_refusals import (
    CallsTooOften,
    DefectHere,
    NothingThere,
    TokenInAddress,
    TokenMissing,
    TokenRefused,
)
from desk.api.problems import refusal_of
from desk.views.sight import Reader
from desk.views.view import View
from flows.engine.installation import Installation
from registry.records.api_tokens import Program, program_of
from registry.records.rate_limits import TRIES_OF_ADDRESS, RateLimit, hit
from registry.records.rights import MayNot
from registry.refusals import Refusal
from registry.rules.access import network_of
from registry.rules.dates import parse_date
from registry.rules.instants import parse_instant
from registry.rules.misfits import TWICE, UNKNOWN
from registry.rules.rights import Subject, Verb, may, reading
from registry.transaction import COUNTRY

CALLS = RateLimit(600, timedelta(minutes=1))  # of one token
USED = "api"
IN_ADDRESS = {"token", "access_token", "api_key"}
BEARER = HTTPBearer(
    auto_error=False, description="A token that an administrator made for a part of a person."
)


@dataclass(frozen=True)
class Caller:
    """One call: by which program, over which office."""

    office: Installation
    program: Program

    @property
    def ref(self) -> str:
        """The person for whom the program asks."""
        return self.program.person.ref

    def may(self, verb: Verb, area: str, recorders: tuple[str, ...] = ()) -> bool:
        """Whether the part lets the person do it there today."""
        today = self.office.registry.today
        return may(self.program.actor, verb, Subject(area, recorders), today)

    def areas(self, verb: Verb) -> set[str]:
        """The areas in which it may be done."""
        return {one.area for one in self.program.actor.parts if self.may(verb, one.area)}

    def require(
        self,
        verb: Verb,
        area: str | None,
        recorders: tuple[str, ...] = (),
        *,
        field: str | None = None,
    ) -> str:
        """The area, if it may be done there; `field` is the parameter that names it.

        Raises NothingThere for an area that the part shows nothing of, and MayNot.
        """
        if area is None or not self._sees(area):
            raise NothingThere(field=field)
        if not self.may(verb, area, recorders):
            who = self.program.person.name
            raise MayNot(field="token", person=who, act=Term(f"verb.{verb}"))
        return area

    def opens(self, kind: str, area: str) -> bool:
        """Whether the part reads an instance of that process, or a paper of that kind, there."""
        return self.may(reading(kind), area)

    def require_open(self, kind: str | None, area: str | None) -> None:
        """The same, required; there is no such thing where `kind` is None.

        Raises NothingThere and MayNot.
        """
        self.require(Verb.READ, area)
        self.require(reading(kind or ""), area)

    def _sees(self, area: str) -> bool:
        areas = (one.area for one in self.program.actor.parts)
        return any(one in (COUNTRY, area) or area.startswith(one) for one in areas)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that reads one state and cannot write."""
        with self.office.registry.reading() as connection:
            yield connection

    def view(self, connection: Connection, on: date) -> View:
        """What reasons are told from, as at that day."""
        return View(self.office, connection, on, self.reader)

    @cached_property
    def reader(self) -> Reader:
        """Who looks, for what is told of answers and of figures: the person by the token's part."""
        return Reader(self.ref, self.program.actor, self.office.registry.today)

    def day(self, text: str | None, field: str = "on") -> date:
        """The day that is asked about, today where none is. Raises the refusals of dates."""
        return self.office.registry.today if text is None else parse_date(text, field=field)

    def note(self, target: str, code: str) -> None:
        """One row in the attempts log."""
        self.office.registry.note_attempt(actor=self.ref, target=target, code=code)


def instant(text: str | None) -> datetime | None:
    """The instant whose knowledge counts, None for all that is known. Raises those of dates."""
    return None if text is None else parse_instant(text, field="known")


def call(
    request: Request,
    borne: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
) -> Iterator[Caller]:
    """Who calls, for as long as the call is answered. Raises TokenMissing and its like."""
    office: Installation = request.app.state.office
    caller = Caller(office, _program(office, request, borne))
    target, code = f"api/{caller.program.token.id} {_route_of(request)}", USED
    try:
        _count(caller)
        _refuse_unfit_parameters(request)
        yield caller
        caller.reader.note_looks(office.registry)
    except Exception as error:
        code = (refusal_of(error) or DefectHere()).code
        raise
    finally:
        caller.note(target, code)


def _count(caller: Caller) -> None:
    if not hit(caller.office.registry, CALLS, f"api token {caller.program.token.id}"):
        raise CallsTooOften


def _refuse_unfit_parameters(request: Request) -> None:
    """Refuse a parameter that the call does not have, or that is given twice.

    Left out unseen, either would answer something else than was asked. Raises
    RequestValidationError, as for a field of a body.
    """
    called = request.app.openapi()["paths"][request.scope["route"].path][request.method.lower()]
    known = {one["name"] for one in called.get("parameters", ()) if one["in"] == "query"}
    for name in request.query_params:
        twice = len(request.query_params.getlist(name)) > 1
        if name not in known or twice:
            kind = UNKNOWN if name not in known else TWICE
            raise RequestValidationError([{"type": kind, "loc": ("query", name), "input": name}])


def _route_of(request: Request) -> str:
    """The call without anything that was typed into its address."""
    return f"{request.method} {request.scope['route'].path}"


def _program(
    office: Installation, request: Request, borne: HTTPAuthorizationCredentials | None
) -> Program:
    try:
        if IN_ADDRESS & request.query_params.keys():
            raise TokenInAddress(field="Authorization")
        if borne is None:
            raise TokenMissing(field="Authorization")
        found = program_of(office.registry, borne.credentials)
        if found is None:
            raise TokenRefused(field="Authorization")
    except Refusal as refusal:
        whence = network_of(request.client.host if request.client else "")
        if not hit(office.registry, TRIES_OF_ADDRESS, whence):
            raise CallsTooOften from None
        target = f"api {_route_of(request)}"
        office.registry.note_attempt(actor="unknown", target=target, code=refusal.code)
        raise
    return found


CallerDep = Annotated[Caller, Depends(call)]
