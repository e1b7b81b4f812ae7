"""The log: one line a decision, effect, sign-in and refusal, for whoever watches the machine.

It holds numbers, keys, references and codes, and never a text that somebody typed: of an error
its kind and where it was raised, without its message, which may quote one.
"""

import json
import logging
import sys
import traceback
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from config.clock import BANGKOK

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["lines", "json"]
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/!#+:")
OURS = ("prasan", "uvicorn")


@dataclass(frozen=True, init=False)
class Ids:
    """What a line is about, by name: `Ids(instance=12, gate="delegation")`."""

    fields: dict[str, str | int]

    def __init__(self, **fields: str | int | None) -> None:
        kept = {name: value for name, value in fields.items() if value is not None}
        object.__setattr__(self, "fields", kept)

    def __str__(self) -> str:
        return " ".join(f"{name}={_word(value)}" for name, value in self.fields.items())


def _word(value: str | int) -> str:
    text = str(value)
    return text if text and PLAIN.issuperset(text) else json.dumps(text, ensure_ascii=False)


class LineFormatter(logging.Formatter):
    """A line for people, the frames of an error below it."""

    def format(self, record: logging.LogRecord) -> str:
        head = f"{_instant(record)} {record.levelname} {record.name}"
        return "\n".join([f"{head} {_message(record)}", *_frames(record)])


class JsonFormatter(logging.Formatter):
    """The same as one JSON object a line, for a machine."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": _instant(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            **_parts(record),
        }
        if frames := _frames(record):
            told["error"] = frames
        return json.dumps(told, ensure_ascii=False)


def _instant(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, BANGKOK).isoformat(timespec="milliseconds")


def _message(record: logging.LogRecord) -> str:
    # A message of several lines would look like several records.
    return " ".join(record.getMessage().split())


def _parts(record: logging.LogRecord) -> dict[str, object]:
    """The event by its name and fields, where the line is one of ours."""
    ids = record.args[-1] if isinstance(record.args, tuple) and record.args else None
    if not isinstance(ids, Ids):
        return {"event": _message(record)}
    return {"event": str(record.msg).removesuffix(" %s"), **ids.fields}


def _frames(record: logging.LogRecord) -> list[str]:
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return []
    frames = [
        f"  {frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return [f"  {type(error).__name__}", *frames]


def write_log(level: LogLevel, form: LogFormat) -> None:
    """Write what this process does to the standard error, from that level on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else LineFormatter())
    for name in OURS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level.upper())
    # Of the server its warnings alone: each request is the proxy's to log, without who asked.
    logging.getLogger("uvicorn").setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
