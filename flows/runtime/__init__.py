"""What the machine does: effects performed, ticks, Prefect."""
