"""Files that a page gives: to be saved, or to be looked at in the browser."""

from urllib.parse import quote

from starlette.responses import Response


def file_given(
    content: bytes | str, media_type: str, name: str, *, looked_at: bool = False
) -> Response:
    """A file of that name; `looked_at`: a browser shows it where it can."""
    how = "inline" if looked_at else "attachment"
    headers = {"content-disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type=media_type, headers=headers)
