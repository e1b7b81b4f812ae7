"""The pages' font as it is shipped, and within a page that stands alone."""

from base64 import b64encode

from tasks.documents.fonts import SHIPPED

STYLES = {"sarabun-regular.woff2": 400, "sarabun-bold.woff2": 700}


def font_faces() -> str:
    """The font as part of a style sheet."""
    return "\n".join(
        _face(b64encode((SHIPPED / name).read_bytes()).decode(), weight)
        for name, weight in STYLES.items()
    )


def _face(data: str, weight: int) -> str:
    return (
        f"@font-face {{ font-family: Sarabun; font-weight: {weight}; "
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
    )
