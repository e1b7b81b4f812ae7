"""A file that a command writes for people, and what it tells of it."""

from collections.abc import Mapping

from config.words import say
from desk.cli.call import Result


def written_file(out: str, content: bytes, about: Mapping[str, object]) -> Result:
    """Write the file; tell where it is and its bytes, with `about` beside them for `--json`.

    Raises FileNotReadable, or FileOtherKind of a name that ends as another kind of file.
    """
    from desk.imports.files import write_file

    size = write_file(out, content, field="--out")
    return Result(
        {**about, "file": out, "bytes": size},
        lambda lang: [say("desk.written", lang, file=out, bytes=size)],
    )
