"""Figures leave the house over the API by the same door as elsewhere: as publications."""

from dataclasses import replace
from typing import Annotated

from fastapi import Query
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import Response

from config.audiences import Audience
from desk.api.answers import PublicationArea, Publications, PublishedTable
from desk.api.caller import Caller, CallerDep
from desk.api.deciding import CREATED, Key, repeatable
from desk.api.routes import CallBody, get, post, told
from desk.views.plain_json import as_json
from desk.views.publication_sheet import advice_on, publication_sheet
from registry.queries.publication_tables import PublicationTable
from registry.queries.publications import PublicationRequest, publications_made
from registry.records.kept_answers import answered_once
from registry.records.publications import publish
from registry.records.publishing import asked_for, preview, target_of
from registry.rules.rights import Verb
from registry.transaction import Write

FIRST_YEAR, LAST_YEAR = 2540, 2700  # of the Buddhist era
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR, description="Fiscal year (B.E.).")]
Quarter = Annotated[int | None, Field(ge=1, le=4, description="None: the whole year.")]
Area = Annotated[str, Field(min_length=1, description="Code of a province or district.")]
Table = Annotated[str, Field(min_length=1, description="Key of a fixed table.")]


class PublicationIn(CallBody):
    """Which fixed table is to leave the house: of which area and closed period, for whom."""

    table: Table
    area: Area
    year: Year
    quarter: Quarter = None
    audience: Audience = Audience.PUBLIC


@get("/publications", Publications)
def publications(
    caller: CallerDep,
    area: Annotated[
        str | None, Query(min_length=1, description="Code of a province or district.")
    ] = None,
) -> Response:
    """The tables that left the house: which, of which period, for whom, when."""
    areas = caller.areas(Verb.READ)
    if area is not None:
        areas = {caller.require(Verb.READ, area, field="area")}
    with caller.reading() as connection:
        return told(Publications(tuple(publications_made(connection, areas))))


@get("/publications/preview", PublishedTable)
def look(caller: CallerDep, body: Annotated[PublicationIn, Query()]) -> Response:
    """A table as it would leave the house now. Looking is logged, and publishes nothing."""
    caller.require(Verb.PUBLISH, body.area, field="area")
    asked = _publication(body)
    made = preview(caller.office.registry, asked, recorded_by=caller.ref)
    with caller.reading() as connection:
        advice = advice_on(connection, made, caller.office.registry.today)
        return told(replace(_shown(caller, connection, asked, made), advice=advice))


@post("/publications", PublishedTable)
def take_out(caller: CallerDep, body: PublicationIn, key: Key) -> Response:
    """Publish a table: what it shows and hides is settled, kept, and answered."""
    caller.require(Verb.PUBLISH, body.area, field="area")
    asked = _publication(body)
    call = repeatable(caller, key, f"publish {body.model_dump_json()}")

    def made(write: Write) -> str:
        table = publish(write, asked, by=caller.program.person.id)
        return as_json(_shown(caller, write.connection, asked, table))

    text = answered_once(caller.office.registry, call, made)
    caller.note(target_of(asked), "export")
    return Response(text, CREATED, media_type="application/json")


def _publication(body: PublicationIn) -> PublicationRequest:
    return asked_for(body.table, body.area, body.year, body.quarter, body.audience)


def _shown(
    caller: Caller, connection: Connection, asked: PublicationRequest, made: PublicationTable
) -> PublishedTable:
    sheet = publication_sheet(connection, made, caller.office.registry.today)
    return PublishedTable(
        table=asked.table.key,
        area=asked.area,
        year=asked.year,
        quarter=asked.quarter,
        audience=asked.audience,
        title=sheet.title,
        about=sheet.about,
        heads=sheet.heads,
        rows=tuple(PublicationArea(area, numbers) for area, numbers in sheet.rows),
        notes=sheet.notes,
        left_before=made.left_before,
    )
