"""The form of a gate as a page: its fields, what was typed, what it says in words."""
