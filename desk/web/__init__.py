"""The pages: what all share (frame), the forms of gates (gate), and each page (pages).

Beside `prasan up`, more desks serve them over one registry on PostgreSQL: each is
`uvicorn desk.web:app --factory`.
"""

from typing import TYPE_CHECKING

from desk.loading import begin_loading, end_loading

if TYPE_CHECKING:
    from fastapi import FastAPI


def app() -> "FastAPI":
    """The desk as an application of its own."""
    begin_loading()
    from desk.web.frame.server import own_desk

    made = own_desk()
    end_loading()
    return made
