"""The list of districts that a release lacks: the columns of its workbook or text file."""

from collections.abc import Mapping

DISTRICTS = "districts"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    DISTRICTS: ("code", "name_th", "name_en", "province", "since", "split_from", "source"),
}
LONGEST_NAME, LONGEST_SOURCE = 60, 500  # characters
MOST_ROWS = 500
