"""Years of work by scripted offices, on the real engine, in a registry marked as a simulation."""
