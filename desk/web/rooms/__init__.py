"""The rooms of the desk: a router each."""

from desk.web.rooms import (
    accounts,
    audit,
    board,
    district,
    documents,
    entrance,
    inbox,
    me,
    orders,
    search,
    signing,
)

ROOMS = (
    entrance,
    signing,
    inbox,
    board,
    district,
    search,
    orders,
    documents,
    accounts,
    audit,
    me,
)
