"""The pages: what all share (frame), the forms of gates (gate), and each page (pages).

Beside `prasan up`, more desks serve them over one registry on PostgreSQL: each is
`uvicorn desk.web:app --factory`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


def app() -> "FastAPI":
    """The desk as an application of its own."""
    from desk.web.frame.server import own_desk

    return own_desk()
