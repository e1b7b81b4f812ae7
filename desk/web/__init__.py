"""The pages: what all share (frame), the forms of gates (gate), and each page (pages)."""
