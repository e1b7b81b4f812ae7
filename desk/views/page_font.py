"""The pages' font as it lies beside the project, and within a page that stands alone."""

from base64 import b64encode

from config.settings import PROJECT

FOLDER = PROJECT / ".cache" / "web"  # made at setup
STYLES = {"sarabun-regular.woff2": 400, "sarabun-bold.woff2": 700}


def font_faces() -> str:
    """The font as part of a style sheet; what was never made is left to the reader's machine."""
    return "\n".join(
        _face(b64encode((FOLDER / name).read_bytes()).decode(), weight)
        for name, weight in STYLES.items()
        if (FOLDER / name).exists()
    )


def _face(data: str, weight: int) -> str:
    return (
        f"@font-face {{ font-family: Sarabun; font-weight: {weight}; "
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
    )
