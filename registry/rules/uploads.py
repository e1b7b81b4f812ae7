"""What kind of file some bytes are, told by how they begin and never by the file's name."""

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg"}

_BEGINNINGS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))


def scan_kind(content: bytes) -> str | None:
    """The media type of a scan (PDF, PNG or JPEG); None for anything else."""
    return next((kind for start, kind in _BEGINNINGS if content.startswith(start)), None)


def too_large(size: int, megabytes: int) -> bool:
    """Whether a file of `size` bytes is larger than is taken (megabytes of 1,048,576 bytes)."""
    return size > megabytes * 1024 * 1024
