"""How a process waits: run, replay, advance; gates and their forms."""
