"""Pictures as PNG, out of their rows of points."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, GREY_AND_CLEAR = 0, 4  # what a point says


def png(width: int, height: int, depth: int, points: int, rows: bytes) -> bytes:
    """The picture; each of the rows begins with its filter."""
    head = struct.pack(">IIBBBBB", width, height, depth, points, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
