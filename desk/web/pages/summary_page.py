"""The provincial summary of a quarter as a Word file, for the provincial committee."""

from starlette.responses import Response

from desk.views.provincial_summary import provincial_summary
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.downloads import file_given
from desk.web.frame.places import in_province, number_typed, or_not_found
from desk.web.frame.problems import problems_of
from desk.web.frame.rendering import render
from registry.refusals import Refusal
from registry.rules.calendar import QUARTERS
from registry.rules.dates import parse_be_year
from registry.rules.rights import Verb
from registry.rules.uploads import WORD


@get("/province/{province}/summary/{year}/{quarter}", Door(Verb.PREPARE, in_province))
def summary(asking: Asking, province: str, year: str, quarter: str) -> Response:
    """The paper as it stands today; of a quarter that has not begun there is none."""
    number = or_not_found(number_typed(quarter))
    or_not_found(number if number in QUARTERS else None)
    view = asking.view
    try:
        made = provincial_summary(view, province, parse_be_year(year, field="year"), number)
    except Refusal as refusal:
        names = {refusal.field or "": ""}
        return render(asking, "refused.html", problems=problems_of(asking, refusal, names=names))
    return file_given(made, WORD, f"provincial-summary-{province}-{year}-q{quarter}.docx")
