"""The list of districts that a release lacks: the columns of its workbook or text file.

A workbook may name their sub-districts on a sheet of its own.
"""

from collections.abc import Mapping

DISTRICTS, SUBDISTRICTS = "districts", "subdistricts"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    DISTRICTS: ("code", "name_th", "name_en", "province", "since", "split_from", "source"),
    SUBDISTRICTS: ("code", "name_th", "name_en", "district"),
}
LONGEST_SOURCE = 500  # characters
MOST_ROWS = 500
