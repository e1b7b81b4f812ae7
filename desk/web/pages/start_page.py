"""Starting a district: which one, and the day on which the work began."""

from datetime import date

from starlette.responses import Response

from desk.views.thai_order import in_order
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.places import COUNTRY
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from flows.decisions.start import start as start_process
from registry.gazetteer import is_khet
from registry.journal import InstanceRow, open_instance
from registry.queries.added_districts import areas_known
from registry.queries.areas import DistrictRow, districts_within
from registry.queries.instances import with_open
from registry.queries.orders import at_work_since
from registry.refusals import Refusal
from registry.rules.area_names import AmbiguousDistrict, UnknownDistrict, resolve
from registry.rules.dates import parse_date
from registry.rules.rights import Verb

# What the command line calls them, what people call them, and the form's own inputs.
SAID = {"--district": "process.district", "--on": "process.on"}
NAMES = {"process.district": "district", "process.on": "on"}


@get("/start", Door(Verb.START))
def ask(asking: Asking) -> Response:
    """The form; `?district=` chooses one."""
    return _form(asking)


@post("/start", Door(Verb.START))
def begin(asking: Asking) -> Response:
    """Start the district; what is open already, or at work, is told with the way to it."""
    typed = {name: asking.typed.get(name, "").strip() for name in ("district", "on")}
    chosen = None
    asking.fresh()
    try:
        chosen = _district(asking, typed["district"])
        on = parse_date(typed["on"], field="process.on", era=era(asking))
        begun = _start(asking, chosen, on)
    except Refusal as refusal:
        return _form(asking, chosen, problems_of(asking, refusal, names=NAMES))
    return see(f"/instances/{begun}?done=started")


def _process(asking: Asking) -> str:
    """What a district begins with: the process that its row of the board follows."""
    return asking.office.declared.board.process.key


def _start(asking: Asking, district: str, on: date) -> int:
    try:
        made = start_process(
            asking.office, _process(asking), district, on=on, recorded_by=asking.who.ref
        )
    except Refusal as refusal:
        refusal.field = SAID.get(refusal.field or "", refusal.field)
        raise
    return made.instance


def _district(asking: Asking, text: str) -> str:
    try:
        return resolve(text, areas_known(asking.connection), own=asking.areas(Verb.START))
    except (UnknownDistrict, AmbiguousDistrict) as refusal:
        refusal.field = SAID["--district"]
        raise


def _form(asking: Asking, chosen: str | None = None, problems: Problems = ()) -> Response:
    begins = {
        "district": asking.request.query_params.get("district", ""),
        "on": day(asking.today, asking.language),
    }
    areas = asking.areas(Verb.START)
    rows = districts_within(asking.connection, areas)
    at_work = at_work_since(asking.connection, asking.today)
    taken = with_open(asking.connection, _process(asking)) | at_work.keys()
    mine = [one for one in in_order(rows, asking.language) if not is_khet(one.code)]
    free = [one for one in mine if one.code not in taken]
    wide = len(areas) > 1 or COUNTRY in areas
    return render(
        asking, "start.html",
        problems=problems,
        typed=begins | asking.typed,
        free=free,
        suggested=[_suggested(asking, one, wide=wide) for one in free],
        is_open=_open(asking, chosen),
        at_work=chosen if chosen in at_work else None,
    )  # fmt: skip


def _suggested(asking: Asking, one: DistrictRow, *, wide: bool) -> str:
    """The name as it is typed; with the province where districts of several are offered."""
    thai = asking.language == "th"
    name, province = (
        (one.name.th, one.province_name.th) if thai else (one.name.en, one.province_name.en)
    )
    return f"{name}, {province}" if wide else name


def _open(asking: Asking, chosen: str | None) -> InstanceRow | None:
    """What stands open for the chosen district, where who asks may see it."""
    if chosen is None or not asking.may(Verb.READ, chosen):
        return None
    return open_instance(asking.connection, _process(asking), chosen, "")
