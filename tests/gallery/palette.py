"""A picture with few colours: a third of what a browser or poppler writes."""

import io

from PIL import Image

COLOURS, GREYS = 256, 16


def with_palette(png: bytes, colours: int = COLOURS) -> bytes:
    """The PNG with a palette of at most so many colours."""
    found = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(colours, dither=Image.Dither.NONE)
    few.save(found, "PNG", optimize=True)
    return found.getvalue()
