"""Calendars as files that any calendar program reads (RFC 5545)."""
