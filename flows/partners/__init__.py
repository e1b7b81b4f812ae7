"""Partners: agencies that work with a province until their agreement ends (practice.md 16)."""
