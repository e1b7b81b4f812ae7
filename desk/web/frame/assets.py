"""What pages load beside themselves: the style, the script, the font; kept by the browser.

Each is served under a name that holds its hash, so that it may be kept for ever.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from config.settings import PROJECT

FOLDERS = (PROJECT / "templates" / "desk", PROJECT / "templates" / "fonts")
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True)
class Asset:
    """A file as it is served."""

    name: str
    content: bytes
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """Every asset under its hashed name; a style finds its fonts by their hashed names."""
    files = [
        file for folder in FOLDERS for file in sorted(folder.glob("*")) if file.suffix in KINDS
    ]
    found: dict[str, Asset] = {}
    for file in sorted(files, key=lambda one: one.suffix == ".css"):  # styles last
        content = file.read_bytes()
        if file.suffix in (".css", ".js"):
            content = _without_comments(content)
        if file.suffix == ".css":
            content = _without_spaces(content)
            for asset in found.values():
                content = content.replace(
                    f'"{_plain(asset.name)}"'.encode(), f'"{asset.name}"'.encode()
                )
        name = f"{file.stem}.{hashlib.sha256(content).hexdigest()[:12]}{file.suffix}"
        found[name] = Asset(name, content, KINDS[file.suffix])
    return found


def _without_comments(content: bytes) -> bytes:
    """A style or script in fewer bytes: no line of it is part of a longer text.

    Comments that have lines of their own are left out: those who read them have the file.
    """
    lines = (line.strip() for line in content.splitlines())
    return b"\n".join(one for one in lines if one and not _is_comment(one))


def _without_spaces(style: bytes) -> bytes:
    """A style without the spaces about its braces and behind its semicolons: they mean nothing."""
    for said in (b" {", b"{ ", b"; ", b" }"):
        style = style.replace(said, said.strip())
    return style.replace(b";}", b"}")


def _is_comment(line: bytes) -> bool:
    return line.startswith(b"//") or (line.startswith(b"/*") and line.endswith(b"*/"))


@cache
def _names() -> dict[str, str]:
    return {_plain(name): name for name in assets()}


def _plain(name: str) -> str:
    path = Path(name)
    return f"{path.stem.rpartition('.')[0]}{path.suffix}"


def asset_url(name: str) -> str:
    """Where a page finds the asset. KeyError for one that was never made (`make setup`)."""
    return f"/assets/{_names()[name]}"


async def asset(request: Request) -> Response:
    """The asset of the path's name."""
    found = assets().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found.content, media_type=found.media_type, headers=FOR_EVER)
