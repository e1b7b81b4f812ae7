"""The calendar of a district, or of one of its meetings, as a file to be downloaded."""

from starlette.responses import Response

from desk.views.district_calendar import calendar_of, meeting_calendar
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.downloads import file_given
from desk.web.frame.places import in_district, of_instance, or_not_found
from registry.rules.rights import Verb
from tasks.calendars.calendar_file import ICS


@get("/districts/{district}/calendar", Door(Verb.READ, in_district))
def of_one_district(asking: Asking, district: str) -> Response:
    """Meetings that were agreed on, and due days of what waits in the district."""
    view = asking.view
    made = calendar_of(view, [district], asking.language)
    return file_given(made, ICS, f"prasan-{district}.ics")


@get("/instances/{instance:int}/calendar", Door(Verb.READ, of_instance))
def of_one_meeting(asking: Asking, instance: int) -> Response:
    """The meeting that the instance holds; 404 where none was agreed on."""
    view = asking.view
    made = or_not_found(meeting_calendar(view, instance, asking.language))
    return file_given(made, ICS, f"prasan-meeting-{instance}.ics")
