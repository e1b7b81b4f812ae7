"""The action plan of a fiscal year: its groups and the menu of activities, from activities.toml."""

from collections.abc import Mapping
from datetime import date

from config.defaults import defaults_of
from config.shapes import Default, Text


class MenuActivity(Default):
    """An activity that the case study tells of, to begin a row from."""

    key: Text
    kind: Text
    group: Text
    activity_th: Text
    activity_en: Text
    unit_th: Text
    unit_en: Text
    duties: tuple[Text, ...]
    survivors: bool = False
    verified: bool


class ActivityDefaults(Default):
    """All that activities.toml holds. `groups`: keys, as a plan prints them.

    `roads`: of each road of money the words by one of which a source names it already.
    """

    valid_from: date
    groups: tuple[Text, ...]
    roads: Mapping[Text, tuple[Text, ...]]
    menu: tuple[MenuActivity, ...]


activities = defaults_of("activities.toml", ActivityDefaults)
