"""A capability of the tests: PSDHS visits a district and reports what it found.

Everything of it stands in this folder. Prasan ships none of it: whoever wants it brings it in
with `tests.visits.installation`, in a process of its own.
"""
