"""What one office learned and another may use: packs without people and without counts."""
