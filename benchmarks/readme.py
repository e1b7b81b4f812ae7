"""The parts of the README that commands write: each stands between two lines of its own."""

from pathlib import Path

README = Path(__file__).parent / "README.md"


def keep_in_readme(part: str, text: str) -> None:
    """Put the text in the place of what the part held."""
    begin, end = f"<!-- {part}: written by the command -->\n", f"<!-- end of {part} -->\n"
    before, rest = README.read_text().split(begin)
    _, after = rest.split(end)
    README.write_text(f"{before}{begin}\n{text}\n{end}{after}")
