"""The kinds of offices and parts that most gates name."""

from registry.rules.deputies import DEPUTIES

__all__ = ["DEPUTIES", "OFFICE", "PSDHS"]

PSDHS = ("psdhs_head", "psdhs_coordinator")
OFFICE = ("coordinator", "focal_point")
