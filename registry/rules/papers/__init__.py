"""The frozen facts that papers are rendered from, and recorded with."""
