"""Figures leave the house: a fixed table is chosen, looked at with what it hides, taken out."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.audiences import Audience
from config.fixed_tables import publications
from config.words import Named
from desk.views.publication_file import file_kind, publication_file
from desk.views.publication_sheet import advice_on, publication_sheet
from desk.views.thai_order import in_order, named_in_order
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, Door, get, post
from desk.web.frame.downloads import file_given
from desk.web.frame.places import NOT_FOUND
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from registry.queries.areas import area_kind, districts_within, provinces_within
from registry.queries.publication_tables import PublicationTable
from registry.queries.publications import PublicationRequest, publications_made
from registry.records.publishing import asked_for, preview, publish_table
from registry.refusals import Refusal
from registry.rules.calendar import QUARTERS, fiscal_year
from registry.rules.dates import parse_be_year
from registry.rules.figure_checks import QuarterUnknown
from registry.rules.rights import Verb
from registry.rules.thai import tidy
from registry.rules.uploads import XLSX

PLACE = "/publish"
KINDS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
FIELDS = ("table", "area", "year", "quarter", "audience")


@dataclass(frozen=True)
class PublishForm:
    """What was chosen, as it was typed."""

    typed: dict[str, str]

    @property
    def is_whole(self) -> bool:
        """Whether enough is chosen to look at a table."""
        return all(self.typed[name] for name in ("table", "area", "year"))

    def asked(self) -> PublicationRequest:
        """The table that is meant. Raises TableUnknown, QuarterUnknown and refusals of years."""
        quarter = tidy(self.typed["quarter"])
        if quarter and quarter not in {str(one) for one in QUARTERS}:
            raise QuarterUnknown(field="quarter", value=self.typed["quarter"])
        public = self.typed["audience"] != Audience.SHARED
        return asked_for(
            self.typed["table"],
            self.typed["area"],
            parse_be_year(self.typed["year"], field="year"),
            int(quarter) if quarter else None,
            Audience.PUBLIC if public else Audience.SHARED,
        )


@get(PLACE, Door(Verb.PUBLISH))
def show(asking: Asking) -> Response:
    """What can be published; of what was chosen, what would leave and what is hidden."""
    params = asking.request.query_params
    form = PublishForm({name: params.get(name, "").strip() for name in FIELDS})
    if not form.is_whole:
        return _page(asking, form)
    try:
        asked = _publication_of(asking, form)
        asking.fresh()
        made = preview(asking.office.registry, asked, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _page(asking, form, problems=problems_of(asking, refusal))
    return _page(asking, form, made)


@post(PLACE, Door(Verb.PUBLISH))
def take_out(asking: Asking) -> Response:
    """Publish the table, and give it as a file."""
    form = PublishForm({name: asking.typed.get(name, "").strip() for name in FIELDS})
    if not form.is_whole:
        return _page(asking, form)
    try:
        kind = file_kind(f".{asking.typed.get('kind', 'xlsx')}", field="kind")
        asked = _publication_of(asking, form)
        asking.fresh()
        made = publish_table(asking.office.registry, asked, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _page(asking, form, problems=problems_of(asking, refusal))
    sheet = publication_sheet(asking.connection, made, asking.today)
    quarter = f"-q{asked.quarter}" if asked.quarter else ""
    name = f"{asked.table.key}-{asked.area}-{asked.year}{quarter}{kind}"
    return file_given(publication_file(sheet, kind), KINDS[kind.removeprefix(".")], name)


def _publication_of(asking: Asking, form: PublishForm) -> PublicationRequest:
    """The table that is meant, of an area that is theirs. Raises HTTPException."""
    area = form.typed["area"]
    if area_kind(asking.connection, area) not in ("province", "district"):
        raise HTTPException(NOT_FOUND)
    if not asking.may(Verb.PUBLISH, area):
        raise HTTPException(FORBIDDEN if asking.may(Verb.READ, area) else NOT_FOUND)
    return form.asked()


def _page(
    asking: Asking,
    form: PublishForm,
    made: PublicationTable | None = None,
    problems: Problems = (),
) -> Response:
    language = asking.language
    areas = asking.areas(Verb.PUBLISH)
    provinces = {
        code: name
        for code, name in provinces_within(asking.connection, areas).items()
        if asking.may(Verb.PUBLISH, code)
    }
    districts = in_order(districts_within(asking.connection, areas), language)
    tables = [(key, Named(o.title_th, o.title_en)) for key, o in publications().by_key.items()]
    sheet = publication_sheet(asking.connection, made, asking.today) if made else None
    running = fiscal_year(asking.today)
    return render(
        asking, "publish.html",
        typed={**form.typed, "audience": form.typed["audience"] or Audience.PUBLIC},
        tables=tables,
        provinces=named_in_order(provinces, language),
        districts=districts,
        years=tuple(range(running, running - 6, -1)),
        quarters=QUARTERS,
        audiences=tuple(Audience),
        kinds=tuple(KINDS),
        sheet=sheet,
        advice=advice_on(asking.connection, made, asking.today) if made else (),
        made=made,
        before=publications_made(asking.connection, areas)[::-1][:20],
        named=dict(tables),
        areas=provinces | {one.code: one.name for one in districts},
        problems=problems,
        problems_head="page.publish.problems",
    )  # fmt: skip
