"""Mail: the text of a reminder, and the way to the office's mail server."""
