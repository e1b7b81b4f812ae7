"""What people do: decide, withdraw, correct, redact, merge, start, stop."""
