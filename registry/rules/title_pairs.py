"""Titles in both languages: where nobody gave the English one, the Thai one stands for it."""

from typing import Any


def with_english(said: Any) -> Any:  # noqa: ANN401 — whatever was sent
    """What was sent of something with `title_th` and `title_en`, with both."""
    if isinstance(said, dict) and not said.get("title_en") and "title_th" in said:
        return {**said, "title_en": said["title_th"]}
    return said
