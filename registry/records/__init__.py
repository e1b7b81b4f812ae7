"""What is written: one module a noun; each verb within a writing transaction."""
