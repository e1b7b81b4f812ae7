"""Adopting a committee that is older than Prasan."""
