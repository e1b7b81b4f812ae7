"""What can be wrong in an adoption form as a whole: one refusal a misfit."""

from registry.refusals import Refusal


class OrderInForceMissing(Refusal):
    """No order in force: there is nothing to take in."""

    code = "adoption_order_missing"


class OrderInForceTwice(Refusal):
    """A committee has one order in force; others amend it or are past."""

    code = "adoption_order_twice"


class OrderNumberWanted(Refusal):
    """The order bears a number, unless its paper was not found."""

    code = "adoption_order_number_wanted"


class DateWanted(Refusal):
    """At least a year is needed to put it in order."""

    code = "adoption_date_wanted"


class DateAhead(Refusal):
    """What is past cannot lie ahead."""

    code = "adoption_date_ahead"


class DateTooOld(Refusal):
    """Before there was any such committee: Excel makes 1907 of 2562 in a cell of dates."""

    code = "adoption_date_too_old"


class EndWanted(Refusal):
    """An order that is past has an end, or a later order that ended it."""

    code = "adoption_end_wanted"


class OrderAfterInForce(Refusal):
    """A past order that is younger than the one in force."""

    code = "adoption_order_after"


class EndBeforeStart(Refusal):
    """It ends before it begins."""

    code = "adoption_end_before_start"


class NameWanted(Refusal):
    """A row about a person names none."""

    code = "adoption_name_wanted"


class OfficeUnknown(Refusal):
    """No kind of office of that key, or an office of another area."""

    code = "adoption_office_unknown"


class SeatDiffers(Refusal):
    """Two rows of one seat say different things of the seat itself."""

    code = "adoption_seat_differs"


class SeatTwice(Refusal):
    """Two people in one seat, and nothing says who followed whom."""

    code = "adoption_seat_twice"


class ChairTwice(Refusal):
    """A committee has one chair."""

    code = "adoption_chair_twice"


class RowTwice(Refusal):
    """Two rows say the same thing twice, or nothing tells them apart."""

    code = "adoption_row_twice"


class ScoreAlone(Refusal):
    """A mean before without one after, or the other way round."""

    code = "adoption_score_alone"


class NotAttested(Refusal):
    """Whoever files a scan says that it names no victim."""

    code = "adoption_not_attested"
