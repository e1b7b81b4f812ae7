"""Word and PDF: papers rendered from templates and facts, and read back."""
