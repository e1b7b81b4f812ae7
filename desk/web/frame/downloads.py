"""Files that a page gives: to be saved, or to be looked at in the browser."""

from functools import partial
from typing import IO
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

PIECE = 1024 * 1024  # bytes


def file_given(
    content: bytes | str, media_type: str, name: str, *, looked_at: bool = False
) -> Response:
    """A file of that name; `looked_at`: a browser shows it where it can."""
    how = "inline" if looked_at else "attachment"
    return Response(content, media_type=media_type, headers=_headers(how, name))


def written_file_given(file: IO[bytes], media_type: str, name: str) -> Response:
    """What was written to that open file, piece by piece: it may be large. Closes it at the end."""
    size = file.tell()
    file.seek(0)
    headers = {**_headers("attachment", name), "content-length": str(size)}
    pieces = iter(partial(file.read, PIECE), b"")
    closing = BackgroundTask(file.close)
    return StreamingResponse(pieces, media_type=media_type, headers=headers, background=closing)


def _headers(how: str, name: str) -> dict[str, str]:
    return {"content-disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}"}
