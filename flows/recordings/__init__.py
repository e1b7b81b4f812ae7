"""What each gate checks against the registry and writes into it beside its journal entry."""
