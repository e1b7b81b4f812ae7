"""A picture of a page with at most 256 colours: a third of what the browser writes.

The browser reads its own picture and answers each dot's place in a palette of the most frequent
colours; the standard library packs them as a PNG (RFC 2083) with a palette.
"""

import base64
import struct
import zlib
from typing import TypedDict

from playwright.sync_api import Page

SIGNATURE = b"\x89PNG\r\n\x1a\n"
EIGHT_BITS, PALETTE = 8, 3
TO_PALETTE = """async (png) => {
  const from = await (await fetch('data:image/png;base64,' + png)).blob();
  const picture = await createImageBitmap(from);
  const {width, height} = picture;
  const pen = new OffscreenCanvas(width, height).getContext('2d');
  pen.drawImage(picture, 0, 0);
  const dots = new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const dot of dots) counts.set(dot, (counts.get(dot) ?? 0) + 1);
  const colours = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const palette = colours.slice(0, 256);
  const parts = (one) => [one & 255, one >> 8 & 255, one >> 16 & 255];
  const apart = (a, b) => { const [x, y] = [parts(a), parts(b)];
    return x.reduce((sum, part, at) => sum + (part - y[at]) ** 2, 0); };
  const place = new Map(palette.map((colour, at) => [colour, at]));
  for (const colour of colours.slice(256)) {
    let best = 0;
    palette.forEach((one, at) => {
      if (apart(one, colour) < apart(palette[best], colour)) best = at;
    });
    place.set(colour, best);
  }
  let text = '';
  for (let at = 0; at < dots.length; at += 8192) {
    const places = Array.from(dots.subarray(at, at + 8192), (dot) => place.get(dot));
    text += String.fromCharCode(...places);
  }
  return {width, height, palette: palette.flatMap(parts), dots: btoa(text)};
}"""


class Indexed(TypedDict):
    """A picture as places in a palette."""

    width: int
    height: int
    palette: list[int]
    dots: str


def with_palette(bench: Page, png: bytes) -> bytes:
    """The PNG with a palette; `bench` is any page of a browser."""
    found: Indexed = bench.evaluate(TO_PALETTE, base64.b64encode(png).decode())
    width, height, dots = found["width"], found["height"], base64.b64decode(found["dots"])
    rows = b"".join(b"\0" + dots[at : at + width] for at in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, EIGHT_BITS, PALETTE, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", bytes(found["palette"])),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(chunk(kind, body) for kind, body in chunks)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG: length, kind, body, checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
